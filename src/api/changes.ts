import { Emitter } from '../domain/events';
import type { Log } from '../domain/log';
import type { StoreChange } from '../storage/storeChange';
import type { Change, Disposable } from './contract/devplan';

/** Notifies other extensions of what was stored. */
export class ApiChanges {
  private readonly changes = new Emitter<Change>();

  constructor(
    /** Opens the data; only then are changes from other windows seen. */
    private readonly open: () => Promise<unknown>,
    private readonly log: Log,
  ) {}

  noteChange(change: StoreChange): void {
    this.changes.fire(change);
  }

  /** Each listener gets its own copies, and a failing one does not affect the others. */
  readonly listen = (listener: (change: Change) => void): Disposable => {
    this.open().catch((error: unknown) => this.log.error('opening for a listener', error));
    return this.changes.event((change) => {
      try {
        listener({ ...change });
      } catch (error) {
        this.log.warn('a listener of another extension failed', { error: String(error) });
      }
    });
  };
}
