import type { Disposable } from '../domain/events';
import { queryTerms, splitWords } from '../domain/words';
import { FileIndex, type RoleWeights, windowLines } from './index/fileIndex';
import { fileRole } from './index/fileKind';
import { inSlices } from './index/slices';
import { TextCache } from './index/textCache';
import type { WorkspaceFile, WorkspaceFiles } from './workspaceFiles';

/** A part of a file that answers a request; lines count from 1 and include both ends, a higher score is better. */
export interface Chunk {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly score: number;
}

/** A definition of a symbol; `text` is its line. */
export interface SymbolHit {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A line that holds a searched text. */
export interface TextHit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Finds what a request is about in the workspace; every method rejects with the signal's reason when it aborts. */
export interface Retriever {
  /** The best parts of files for a request in plain words, best first, at most two of one file. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly Chunk[]>;
  /** Definitions of exactly that name (case ignored), else of names that begin with it or hold all its words. */
  definitions(symbol: string, signal?: AbortSignal): Promise<readonly SymbolHit[]>;
  /** Lines that hold a literal text, case ignored; source first, then tests, then the rest. */
  text(literal: string, limit: number, signal?: AbortSignal): Promise<readonly TextHit[]>;
}

/** What is read at most: larger files are skipped, and beyond the total further files too. */
export interface SearchLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

const defaultLimits: SearchLimits = { fileBytes: 512 * 1024, totalBytes: 200 * 1024 * 1024 };
const readAhead = 16;
const mostSymbols = 30;
const roleOrder = { source: 0, test: 1, other: 2, docs: 3 } as const;

/** Tests and documents count less, or more where the request is about them. */
const weightsFor = (query: string): RoleWeights => ({
  source: 1,
  test: /\b(tests?|testing|specs?|fixtures?|coverage|mocks?|e2e)\b/i.test(query) ? 1.3 : 0.5,
  docs: /\b(docs?|document\w*|readme|changelog|guide|tutorial|typo)\b/i.test(query) ? 1.3 : 0.35,
  other: /\b(config\w*|package|build|ci|depend\w*|settings?|json|ya?ml)\b/i.test(query) ? 1 : 0.6,
});

/** Keyword search over the workspace's files: built at first use, kept current by change events, polite to the event loop. */
export class WorkspaceSearch implements Retriever {
  private index = new FileIndex();
  private readonly texts: TextCache;
  private readonly changed = new Set<string>();
  private readonly subscription: Disposable;
  private listed: readonly WorkspaceFile[] | null = null;
  private refreshing: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly limits: SearchLimits = defaultLimits,
  ) {
    this.texts = new TextCache(files);
    this.subscription = files.onDidChange((paths) => {
      for (const path of paths) {
        this.changed.add(path);
        this.texts.forget(path);
      }
    });
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
  }

  async search(query: string, limit: number, signal?: AbortSignal): Promise<readonly Chunk[]> {
    await this.ready(signal);
    const ranked = this.index.rank(queryTerms(query), weightsFor(query), limit);
    const chunks: Chunk[] = [];
    for (const file of ranked) {
      const lines = await this.linesOf(file.path, signal);
      if (lines === null) continue;
      const top = file.windows[0]?.score ?? 0;
      for (const window of file.windows.slice(0, 2)) {
        if (window.score < top * 0.6) continue;
        const endLine = Math.min(lines.length, window.startLine + windowLines - 1);
        const text = lines.slice(window.startLine - 1, endLine).join('\n');
        chunks.push({
          path: file.path,
          startLine: window.startLine,
          endLine,
          text,
          score: file.score * (top === 0 ? 1 : window.score / top),
        });
      }
    }
    return chunks.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  async definitions(symbol: string, signal?: AbortSignal): Promise<readonly SymbolHit[]> {
    await this.ready(signal);
    const wanted = (symbol.split(/[.#:]+/).findLast((part) => part !== '') ?? '').replace(/\(.*$/, '');
    if (wanted === '') return [];
    const lower = wanted.toLowerCase();
    const words = splitWords(wanted);
    const hits: { hit: SymbolHit; order: number }[] = [];
    for (const { name, path, line, text, role } of this.index.definitions()) {
      const fit = fitOf(name, wanted, lower, words);
      if (fit !== null) hits.push({ hit: { name, path, line, text }, order: fit * 10 + roleOrder[role] });
    }
    const exact = hits.filter(({ order }) => order < 20);
    return (exact.length > 0 ? exact : hits)
      .sort((a, b) => a.order - b.order || a.hit.name.length - b.hit.name.length)
      .slice(0, mostSymbols)
      .map(({ hit }) => hit);
  }

  async text(literal: string, limit: number, signal?: AbortSignal): Promise<readonly TextHit[]> {
    await this.ready(signal);
    const wanted = literal.toLowerCase();
    if (wanted.trim() === '') return [];
    const paths = Array.from(this.index.allPaths(), (path) => ({ path, order: roleOrder[fileRole(path)] }));
    paths.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
    const hits: TextHit[] = [];
    const breathe = inSlices();
    for (const { path } of paths) {
      await breathe();
      signal?.throwIfAborted();
      const text = await this.texts.read(path, signal);
      if (!text?.toLowerCase().includes(wanted)) continue;
      for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.toLowerCase().includes(wanted)) hits.push({ path, line: index + 1, text: line.slice(0, 500) });
        if (hits.length === limit) return hits;
      }
    }
    return hits;
  }

  /** Resolves when the index knows all changes so far; an abort stops the waiting, not the index that others need too. */
  private async ready(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const refreshed = this.refreshing.then(() => this.refresh());
    // A failed refresh is told to its caller; the next one starts from what is known.
    this.refreshing = refreshed.catch(() => undefined);
    await orAbort(refreshed, signal);
  }

  private async refresh(): Promise<void> {
    const listed = await this.files.list();
    if (listed === this.listed && this.changed.size === 0) return;
    this.listed = null;
    const changed = new Set(this.changed);
    this.changed.clear();
    try {
      await this.update(listed, changed);
    } catch (error) {
      for (const path of changed) this.changed.add(path);
      throw error;
    }
    this.listed = listed;
  }

  private async update(listed: readonly WorkspaceFile[], changed: ReadonlySet<string>): Promise<void> {
    if (this.index.isWorn) this.index = new FileIndex();
    const present = new Set(listed.map(({ path }) => path));
    for (const path of Array.from(this.index.allPaths())) if (!present.has(path)) this.index.remove(path);
    let total = 0;
    const wanted: WorkspaceFile[] = [];
    for (const file of listed) {
      if (file.size > this.limits.fileBytes || total + file.size > this.limits.totalBytes) this.index.remove(file.path);
      else {
        total += file.size;
        if (changed.has(file.path) || !this.index.has(file.path)) wanted.push(file);
      }
    }
    const breathe = inSlices();
    for (let at = 0; at < wanted.length && !this.disposed; at += readAhead) {
      const batch = wanted.slice(at, at + readAhead);
      const texts = await Promise.all(batch.map(({ path }) => this.texts.read(path)));
      for (const [offset, { path }] of batch.entries()) {
        const text = texts[offset];
        if (text == null) this.index.remove(path);
        else await this.index.add(path, text, breathe);
      }
    }
  }

  private async linesOf(path: string, signal?: AbortSignal): Promise<string[] | null> {
    return (await this.texts.read(path, signal))?.split(/\r?\n/) ?? null;
  }
}

/** How well a definition's name fits: 0 same, 1 same but for case, 2 begins with it, 3 holds its words; null not at all. */
const fitOf = (name: string, wanted: string, lower: string, words: readonly string[]): number | null => {
  if (name === wanted) return 0;
  const own = name.toLowerCase();
  if (own === lower) return 1;
  if (own.startsWith(lower) && lower.length > 2) return 2;
  if (!words.every((word) => own.includes(word))) return null;
  const parts = new Set(splitWords(name));
  return words.every((word) => parts.has(word)) ? 3 : null;
};

/** Waits for work that goes on even when this caller is no longer interested. */
const orAbort = async <T>(work: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
};
