import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Clock } from '../domain/clock';
import type { Schema } from './schema';
import type { MadeChange, StoreChange } from './storeChange';

/** What a store works on: the database or an open transaction. */
export interface StoreContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  /** Runs work in a transaction, or in the one already open; the work must await nothing but queries. */
  readonly write: <T>(work: (context: StoreContext) => Promise<T>) => Promise<T>;
  /**
   * Runs statements that do not depend on each other's results, in a transaction of their own or in the one already
   * open; the fastest way to write.
   */
  readonly run: (queries: readonly CompiledQuery[], changes: readonly MadeChange[]) => Promise<void>;
  /** Inside a transaction, sends a write along with the next query or the commit, which fails if it fails: nobody awaits its result. */
  readonly later: (query: Compilable) => void;
  /** Notes a change to be emitted once the transaction has committed. */
  readonly changed: (change: StoreChange) => void;
}
