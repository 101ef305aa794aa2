import { type CounterName, type TurnPhase, turnPhases } from './counter';

/** The duration of a turn phase, as upper bounds in milliseconds: the counters only know powers of two. */
export interface PhaseLatency {
  readonly phase: TurnPhase;
  readonly turns: number;
  readonly p50: number;
  readonly p95: number;
}

/** The measured phases with their medians and 95th percentiles, those never measured left out. */
export const phaseLatencies = (totals: ReadonlyMap<CounterName, number>): readonly PhaseLatency[] =>
  turnPhases.flatMap((phase) => {
    const prefix = `ms.${phase}.`;
    const buckets = [...totals]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, turns]) => ({ ms: Number(name.slice(prefix.length)), turns }))
      .sort((a, b) => a.ms - b.ms);
    const turns = buckets.reduce((sum, bucket) => sum + bucket.turns, 0);
    const within = (share: number): number => {
      let left = Math.ceil(turns * share);
      return buckets.find((bucket) => (left -= bucket.turns) <= 0)?.ms ?? 0;
    };
    return turns === 0 ? [] : [{ phase, turns, p50: within(0.5), p95: within(0.95) }];
  });
