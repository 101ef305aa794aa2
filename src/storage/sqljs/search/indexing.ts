import type { Database } from '../database';
import type { Notice } from '../messages';
import { type Ranked, SearchIndex, type SearchRequest } from './searchIndex';

const sliceMs = 8;
const beforeSearchMs = 60;

/** Keeps the index of a database caught up, a little at a time, whichever file the database was read from last. */
export class Indexing {
  private index: SearchIndex | null = null;

  constructor(
    private readonly database: Database,
    private readonly tell: (notice: Notice) => void,
  ) {}

  /** Indexes for a moment; true when something still waits. */
  work(ms: number = sliceMs): boolean {
    try {
      const end = performance.now() + ms;
      return this.current().work(() => performance.now() >= end);
    } catch (error) {
      // The index can always be made again, so its failure must not become one of the data.
      this.tell({ type: 'log', level: 'error', message: `The search index failed and is made anew: ${String(error)}` });
      this.index?.rebuild();
      return false;
    }
  }

  /** Ranks what matches, what was just committed included unless very much waits. */
  search(request: SearchRequest): Ranked {
    this.work(beforeSearchMs);
    return this.current().search(request);
  }

  rebuild(): void {
    this.current().rebuild();
  }

  private current(): SearchIndex {
    const { engine } = this.database;
    if (this.index?.engine !== engine) this.index = new SearchIndex(engine);
    this.index.note(this.database.takeApplied());
    return this.index;
  }
}
