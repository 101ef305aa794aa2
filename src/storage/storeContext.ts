import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Clock } from '../domain/clock';
import type { Schema } from './schema';
import type { MadeChange, StoreChange } from './storeChange';

/** What a store works on: the database, or the transaction that is open. */
export interface StoreContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  /** Runs work in a transaction, or in the one that is open already; the work awaits nothing but queries. */
  readonly write: <T>(work: (context: StoreContext) => Promise<T>) => Promise<T>;
  /**
   * Runs statements that need nothing of each other's answers in a transaction of their own, or in the one that is open
   * already; that is the fastest way to write.
   */
  readonly run: (queries: readonly CompiledQuery[], changes: readonly MadeChange[]) => Promise<void>;
  /** Writes, in a transaction, with whatever is asked next or the commit, which fails with it: nobody waits for the answer. */
  readonly later: (query: Compilable) => void;
  /** Notes a change, told once the transaction has committed. */
  readonly changed: (change: StoreChange) => void;
}
