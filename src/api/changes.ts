import { Emitter } from '../domain/events';
import type { Log } from '../domain/log';
import type { StoreChange } from '../storage/storeChange';
import type { Change, Disposable } from './contract/devplan';

/** Tells other extensions what was stored. */
export class ApiChanges {
  private readonly changes = new Emitter<Change>();

  constructor(
    /** Opens the data: what another window stores is heard only then. */
    private readonly open: () => Promise<unknown>,
    private readonly log: Log,
  ) {}

  noteChange(change: StoreChange): void {
    this.changes.fire(change);
  }

  /** Each listener has copies of its own, and a failing one disturbs nobody. */
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
