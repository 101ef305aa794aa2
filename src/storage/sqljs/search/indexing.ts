import type { Database } from '../database';
import type { Engine } from '../engine';
import type { Notice } from '../messages';
import { type Ranked, SearchIndex, type SearchRequest } from './searchIndex';

const sliceMs = 8;
const beforeSearchMs = 60;

/** Keeps the index of a database caught up, a little at a time, whichever file the database was read from last. */
export class Indexing {
  private index: SearchIndex | null = null;
  /** The database whose index failed and is being made anew. */
  private anew: Engine | null = null;
  /** The database whose index failed again: it has none. */
  private failed: Engine | null = null;

  constructor(
    private readonly database: Database,
    private readonly tell: (notice: Notice) => void,
  ) {
    // What a snapshot holds is replayed no more: what of it waits to be indexed must be noted in it.
    database.beforeSnapshot(() => void this.attempt(() => this.current()));
  }

  /** Indexes for a moment; true when something still waits. */
  work(ms: number = sliceMs): boolean {
    const end = performance.now() + ms;
    const waits = this.attempt(() => this.current().work(() => performance.now() >= end));
    // Whole again: what fails now is something else.
    if (waits === false) this.anew = null;
    return waits ?? false;
  }

  /** Null where the index failed, now or before. */
  private attempt<T>(work: () => T): T | null {
    const { engine } = this.database;
    if (this.failed === engine) {
      // Nobody will index it: the list would grow for ever.
      this.database.takeApplied();
      return null;
    }
    try {
      return work();
    } catch (error) {
      // The index can always be made again, so its failure must not become one of the data.
      this.tell({ type: 'log', level: 'error', message: `The search index failed: ${String(error)}` });
      engine.query("delete from meta where key = 'searchVersion'", []);
      this.index = null;
      if (this.anew === engine) this.failed = engine;
      this.anew = engine;
      return this.attempt(work);
    }
  }

  /** Ranks what matches, what was just committed included unless very much waits; nothing matches without an index or in a new one. */
  search(request: SearchRequest): Ranked {
    this.work(beforeSearchMs);
    return this.attempt(() => this.current().search(request)) ?? { documents: [], capped: false };
  }

  private current(): SearchIndex {
    const { engine } = this.database;
    if (this.index?.engine !== engine) this.index = new SearchIndex(engine);
    this.index.note(this.database.takeApplied());
    return this.index;
  }
}
