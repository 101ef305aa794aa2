import type { UserError } from '../../domain/errors';
import type { StoreChange } from '../storeChange';
import type { Engine } from './engine';
import type { JournalStatement } from './files/journalCodec';
import type { StorageState } from './messages';

/** One open database: in memory only, or kept in a folder by this or another window. */
export interface Database {
  readonly engine: Engine;
  readonly state: StorageState;
  /** Why nothing can be written although no other window is to blame; null when all is well. */
  readonly problem: UserError | null;
  /** Called before a transaction; mends what an earlier failure left, as far as it can. */
  prepare(): void;
  /** Throws unless this window may write. */
  checkWritable(): void;
  /** Ends the open transaction: kept for good when it returns, undone when it throws. */
  commit(statements: readonly JournalStatement[], changes: readonly StoreChange[]): void;
  /** What the engine's data went through since the last call: own transactions, another window's, and those replayed. */
  takeApplied(): readonly StoreChange[];
  /** Has work done before each later snapshot is taken: what it leaves in the database is kept. */
  beforeSnapshot(work: () => void): void;
  /** Called about twice a second, outside transactions. */
  tick(): void;
  /** Called after each answer, outside transactions: what may take longer. */
  settle(): void;
  /** Makes this window the one that writes. */
  takeOver(): void;
  close(): Promise<void>;
}
