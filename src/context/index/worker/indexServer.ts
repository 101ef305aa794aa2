import { diskSource } from './diskSource';
import { loadState, saveState } from '../store/cacheFile';
import { headsOf, readHistories } from '../history/gitHistory';
import type { IndexNotice, IndexPlace, IndexRequestName, IndexRequests } from './messages';
import { defaultLimits, SearchEngine } from '../searchEngine';

/** How long after an update the cache is written, so that a burst of changes writes it once, in milliseconds. */
const saveAfterMs = 3000;
/** With fewer changed files than this, reading them again at the next start is faster than writing a cache. */
const worthSaving = 50;
/** How often to check for new commits, in milliseconds. */
const historyEveryMs = 30_000;

/** The worker's side of an index: keeps it in a cache file, reads git's history, answers requests one at a time. */
export class IndexServer {
  private engine: SearchEngine | null = null;
  private place: IndexPlace = { roots: [], cacheFile: null };
  private heads: string | null = null;
  private looked = -Infinity;
  private unsaved = 0;
  private toldLeftOut = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly readElsewhere: (path: string) => Promise<string | null>,
    private readonly notify: (notice: IndexNotice) => void,
  ) {}

  async handle<K extends IndexRequestName>(name: K, payload: IndexRequests[K][0]): Promise<IndexRequests[K][1]> {
    const answers: { [N in IndexRequestName]: (given: IndexRequests[N][0]) => Promise<IndexRequests[N][1]> } = {
      update: (given) => this.update(given),
      search: ({ query, limit }) => this.opened.search(query, limit),
      definitions: ({ symbol }) => this.opened.definitions(symbol),
      text: ({ literal, limit }) => this.opened.text(literal, limit),
    };
    return answers[name](payload);
  }

  stop(): void {
    this.engine?.stop();
  }

  private get opened(): SearchEngine {
    if (this.engine === null) throw new Error('The index was asked before it was brought up to date.');
    return this.engine;
  }

  private async update({ place, listed, changed }: IndexRequests['update'][0]): Promise<null> {
    if (this.engine === null || JSON.stringify(place) !== JSON.stringify(this.place)) this.open(place);
    const history = this.refreshHistory();
    const started = performance.now();
    const read = await this.opened.update(listed, new Set(changed));
    // The first answers need the history; later commits may be added a moment afterwards.
    if (this.heads === null) await history;
    if (read > worthSaving) this.log('info', `${read} files read in ${Math.round(performance.now() - started)} ms`);
    const { leftOut } = this.opened;
    if (leftOut > 0 && !this.toldLeftOut)
      this.log('warn', `${leftOut} files are not searched: there is room for ${defaultLimits.totalBytes >> 20} MB`);
    this.toldLeftOut = leftOut > 0;
    this.unsaved += read;
    if (this.unsaved >= worthSaving) this.saveSoon();
    return null;
  }

  private open(place: IndexPlace): void {
    this.place = place;
    this.heads = null;
    this.looked = -Infinity;
    const source = diskSource(place.roots, this.readElsewhere);
    this.engine = new SearchEngine(source, undefined, (done, total) => this.notify({ type: 'progress', done, total }));
    const state = place.cacheFile === null ? null : loadState(place.cacheFile);
    if (state !== null) this.engine.restore(state);
  }

  private async refreshHistory(): Promise<void> {
    if (performance.now() - this.looked < historyEveryMs) return;
    this.looked = performance.now();
    const { roots } = this.place;
    const heads = await headsOf(roots);
    if (heads === this.heads) return;
    this.opened.setHistory(await readHistories(roots));
    this.heads = heads;
  }

  private saveSoon(): void {
    const { cacheFile } = this.place;
    if (cacheFile === null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      try {
        saveState(cacheFile, this.opened.state);
        this.unsaved = 0;
      } catch (error) {
        this.log('warn', `The index could not be kept: ${String(error)}`);
      }
    }, saveAfterMs);
    this.timer.unref();
  }

  private log(level: 'info' | 'warn', message: string): void {
    this.notify({ type: 'log', level, message });
  }
}
