import { type CounterName, latencyCounter, type TurnPhase } from '../../domain/counter';

/** Adds up how long the phases of one turn take. */
export class Stopwatch {
  private readonly spent = new Map<TurnPhase, number>();

  /** Starts measuring a phase; the returned function ends it and returns the milliseconds. */
  start(phase: TurnPhase): () => number {
    const began = performance.now();
    let ms: number | null = null;
    return () => {
      if (ms !== null) return ms;
      ms = performance.now() - began;
      this.spent.set(phase, (this.spent.get(phase) ?? 0) + ms);
      return ms;
    };
  }

  /** Whole milliseconds by phase, as fields of a log line: `modelMs`. */
  fields(): Record<string, number> {
    return Object.fromEntries(Array.from(this.spent, ([phase, ms]) => [`${phase}Ms`, Math.round(ms)]));
  }

  /** One count for each phase that was measured. */
  counts(): Partial<Record<CounterName, number>> {
    return Object.fromEntries(Array.from(this.spent, ([phase, ms]) => [latencyCounter(phase, ms), 1]));
  }
}
