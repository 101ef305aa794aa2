import { abortable } from '../domain/abortable';
import { UserError } from '../domain/errors';

/** Cancels waiting: `signal` aborts when the caller's does, or when a wait takes too long. */
export class Deadline {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal;
  private timer: NodeJS.Timeout | undefined;

  constructor(caller: AbortSignal) {
    this.signal = AbortSignal.any([caller, this.controller.signal]);
  }

  /** Waits for work for at most `ms`; rejects with the caller's reason, or with a `timeout` of the given phase. */
  async wait<T>(work: PromiseLike<T>, ms: number, phase: string): Promise<T> {
    this.timer = setTimeout(
      () => this.controller.abort(new UserError('timeout', { seconds: Math.round(ms / 1000), phase })),
      ms,
    );
    try {
      return await abortable(work, this.signal);
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** Aborts everything that still runs on the signal. */
  dispose(): void {
    clearTimeout(this.timer);
    this.controller.abort();
  }
}
