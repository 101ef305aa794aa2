import { abortable } from '../domain/abortable';
import { UserError } from '../domain/errors';

/** Cancels waiting: `signal` aborts when the caller's does, or when a wait took too long. */
export class Deadline {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly caller: AbortSignal) {
    caller.addEventListener('abort', this.follow, { once: true });
    if (caller.aborted) this.follow();
  }

  /** Waits for work at most that long; rejects with the caller's reason, or with a `timeout` of the given phase. */
  async wait<T>(work: PromiseLike<T>, ms: number, phase: string): Promise<T> {
    const { signal } = this.controller;
    this.timer = setTimeout(
      () => this.controller.abort(new UserError('timeout', { seconds: Math.round(ms / 1000), phase })),
      ms,
    );
    try {
      return await abortable(work, signal);
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** Ends everything that still runs on the signal. */
  dispose(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.follow);
    this.controller.abort();
  }

  private readonly follow = (): void => this.controller.abort(this.caller.reason);
}
