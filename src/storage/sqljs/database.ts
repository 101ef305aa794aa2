import type { UserError } from '../../domain/errors';
import type { StoreChange } from '../storeChange';
import type { Engine } from './engine';
import type { JournalStatement } from './files/journalCodec';
import type { StorageState } from './messages';

/** One open database: in memory only, or kept in a folder by this or another window. */
export interface Database {
  readonly engine: Engine;
  readonly state: StorageState;
  /** Why nothing can be written although no other window writes; null if all is well. */
  readonly problem: UserError | null;
  /** Called before a transaction; repairs what an earlier failure left, as far as possible. */
  prepare(): void;
  /** Throws unless this window may write. */
  checkWritable(): void;
  /** Ends the open transaction: it is durable once this returns and undone if it throws. */
  commit(statements: readonly JournalStatement[], changes: readonly StoreChange[]): void;
  /** Passes on the changes applied to the engine's data (by own transactions, another window's and replay); forgets them unless that throws. */
  takeApplied(take: (changes: readonly StoreChange[]) => void): void;
  /** Registers work to run before each later snapshot, which then includes its effects. */
  beforeSnapshot(work: () => void): void;
  /** Called about twice a second, outside transactions; `isIndexing` while texts are known to wait for the index. */
  tick(isIndexing: boolean): void;
  /** Called between batches of requests, outside transactions, for what may take longer. */
  settle(): void;
  /** Makes this window the writing one. */
  takeOver(): void;
  close(): Promise<void>;
}
