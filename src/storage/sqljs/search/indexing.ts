import { UserError } from '../../../domain/errors';
import type { Database } from '../database';
import type { Engine } from '../engine';
import type { Notice } from '../messages';
import { type Ranked, SearchIndex, type SearchRequest } from './searchIndex';

const sliceMs = 8;
const beforeSearchMs = 60;

/** Keeps a database's search index up to date in small steps, even when the database is reloaded from its files. */
export class Indexing {
  private index: SearchIndex | null = null;
  /** The database whose index failed and is being rebuilt. */
  private anew: Engine | null = null;
  /** The database whose index failed again and that therefore has none. */
  private failed: Engine | null = null;

  constructor(
    private readonly database: Database,
    private readonly tell: (notice: Notice) => void,
  ) {
    // Transactions in a snapshot are not replayed, so the snapshot must record which of their documents await indexing.
    database.beforeSnapshot(() => void this.attempt(() => this.current()));
  }

  /** Indexes for a moment; returns true if more is waiting. A file that cannot be read is told by the database. */
  work(ms: number = sliceMs): boolean {
    try {
      return this.step(ms);
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }

  private step(ms: number): boolean {
    const end = performance.now() + ms;
    const waits = this.attempt(() => this.current().work(() => performance.now() >= end));
    // The index is complete again: the next failure is a new one.
    if (waits === false) this.anew = null;
    return waits ?? false;
  }

  /** Runs work on the index; returns null if the index has failed for good, throws a `UserError` if the file cannot be read. */
  private attempt<T>(work: () => T): T | null {
    const { engine } = this.database;
    if (this.failed === engine) {
      // Nothing will be indexed: without this the list would grow without end.
      this.database.takeApplied(() => {});
      return null;
    }
    try {
      return work();
    } catch (error) {
      this.index = null;
      // The file could not be read: that says nothing about the index.
      if (error instanceof UserError) throw error;
      // The index can always be rebuilt, so its failure must not make the data fail.
      engine.query("delete from meta where key = 'searchVersion'", []);
      this.tell({ type: 'log', level: 'error', message: `The search index failed: ${String(error)}` });
      if (this.anew === engine) this.failed = engine;
      this.anew = engine;
      return this.attempt(work);
    }
  }

  /**
   * Ranks the matches, including what was just committed unless the backlog is large; finds nothing while there is no
   * index or it has just been reset.
   */
  search(request: SearchRequest): Ranked {
    this.step(beforeSearchMs);
    return this.attempt(() => this.current().search(request)) ?? { documents: [], capped: false };
  }

  private current(): SearchIndex {
    const { engine } = this.database;
    const index = this.index?.engine === engine ? this.index : new SearchIndex(engine);
    this.database.takeApplied((changes) => index.note(changes));
    return (this.index = index);
  }
}
