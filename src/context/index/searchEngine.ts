import type { Chunk, SymbolHit, TextHit } from '../retriever';
import type { WorkspaceFile } from '../files/workspaceFiles';
import { findSymbols } from './ranking/findSymbols';
import { FileIndex } from './store/fileIndex';
import { fileRole, roleOrder } from './store/fileKind';
import { type Commit, History } from './history/history';
import type { IndexState } from './store/indexState';
import { placesOf } from './ranking/places';
import { rank } from './ranking/ranking';
import { inSlices } from '../slices';
import { type FoundFile, isIndexable, isIndexablePath, type TextSource } from './source';

/** Limits on what is indexed: larger files are skipped, and of more than the total those that matter least. */
export interface SearchLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/** The limits of an ordinary workspace. */
export const defaultLimits: SearchLimits = { fileBytes: 512 * 1024, totalBytes: 200 * 1024 * 1024 };

/** Called while an index is brought up to date, with how many of the files to read are done. */
export type OnProgress = (done: number, total: number) => void;

const readAhead = 16;
const maxLine = 500;

interface IndexedFile extends FoundFile {
  readonly path: string;
}

/** The files, those that matter most first. */
const byRole = (files: readonly IndexedFile[]): IndexedFile[] => {
  const orders = new Map(files.map((file) => [file, roleOrder[fileRole(file.path)]]));
  return [...files].sort((a, b) => orders.get(a)! - orders.get(b)!);
};

/** An index over texts and the queries on it. Its methods must be called one at a time, except `stop`, which ends an update. */
export class SearchEngine {
  private index: FileIndex;
  private history = new History();
  private commits: readonly Commit[] = [];
  private listed: readonly WorkspaceFile[] = [];
  private stopped = false;
  /** How many files of the last listing found no room. */
  leftOut = 0;

  constructor(
    private readonly source: TextSource,
    private readonly limits: SearchLimits = defaultLimits,
    private readonly onProgress: OnProgress = () => undefined,
  ) {
    this.index = new FileIndex();
  }

  private get skipped(): Map<string, string> {
    return this.index.state.skipped;
  }

  /** The state of the index, for a cache. */
  get state(): IndexState {
    return this.index.state;
  }

  /** Restores a cached state; `update` then reads only what changed. */
  restore(state: IndexState): void {
    this.index = new FileIndex(state);
  }

  /** The past changes that requests are compared with, newest first. */
  setHistory(commits: readonly Commit[]): void {
    this.commits = commits;
    this.history = new History(this.index.analyzer, commits);
  }

  /** Ends a running update; what was read until then can be found. */
  stop(): void {
    this.stopped = true;
  }

  /** Brings the index up to date with a listing, or with the last one if only contents changed; returns how many files were read. */
  async update(listed: readonly WorkspaceFile[] | null, changed: ReadonlySet<string>): Promise<number> {
    if (this.index.isWorn) {
      this.index = new FileIndex();
      this.setHistory(this.commits);
      listed ??= this.listed;
    }
    // An update that was stopped left files out: the next one looks at all of them.
    if (this.stopped) listed ??= this.listed;
    this.stopped = false;
    if (listed !== null) this.drop(listed);
    const files = listed ?? this.listed.filter(({ path }) => changed.has(path));
    this.listed = listed ?? this.listed;
    let read = 0;
    for (let fresh = changed; ; fresh = new Set()) {
      const { wanted, leftOut } = this.outdated(files, fresh);
      const skipped = this.skipped.size;
      await this.read(wanted);
      read += wanted.length;
      if (listed !== null) this.leftOut = leftOut;
      // Files that are no texts after all leave their room to others.
      if (this.stopped || leftOut === 0 || this.skipped.size === skipped) return read;
    }
  }

  private async read(wanted: readonly IndexedFile[]): Promise<void> {
    const breathe = inSlices();
    for (let at = 0; at < wanted.length && !this.stopped; at += readAhead) {
      const batch = wanted.slice(at, at + readAhead);
      const texts = await Promise.all(batch.map(({ path }) => this.source.read(path)));
      for (const [offset, { path, stamp }] of batch.entries()) {
        this.take(path, texts[offset]!, stamp);
        await breathe();
      }
      this.onProgress(Math.min(wanted.length, at + readAhead), wanted.length);
    }
  }

  async search(query: string, limit: number): Promise<Chunk[]> {
    const { files, terms } = rank(this.index, this.history, query, limit);
    const places = files.flatMap((ranked) => placesOf(this.index, this.history, ranked, terms));
    const chunks: Chunk[] = [];
    for (const { endLine, ...place } of places) {
      const lines = await this.lines(place.path);
      const end = Math.min(lines.length, endLine);
      const text = lines.slice(place.startLine - 1, end).join('\n');
      if (text !== '') chunks.push({ ...place, endLine: end, text });
    }
    return chunks.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /** The paths that match a request best. */
  rankPaths(query: string, limit: number): string[] {
    return rank(this.index, this.history, query, limit).files.map(({ file }) => this.index.pathOf(file)!);
  }

  async definitions(symbol: string): Promise<SymbolHit[]> {
    const hits: SymbolHit[] = [];
    for (const { name, path, line } of findSymbols(this.index, symbol)) {
      const text = (await this.lines(path))[line - 1];
      if (text !== undefined) hits.push({ name, path, line, text: text.trim() });
    }
    return hits;
  }

  async text(literal: string, limit: number): Promise<TextHit[]> {
    const wanted = literal.toLowerCase();
    if (wanted.trim() === '') return [];
    const paths = Array.from(this.index.allPaths(), (path) => ({ path, order: roleOrder[fileRole(path)] }));
    paths.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
    const hits: TextHit[] = [];
    const breathe = inSlices();
    for (const { path } of paths) {
      await breathe();
      const text = await this.source.read(path);
      if (!text?.toLowerCase().includes(wanted)) continue;
      for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.toLowerCase().includes(wanted)) hits.push({ path, line: index + 1, text: line.slice(0, maxLine) });
        if (hits.length === limit) return hits;
      }
    }
    return hits;
  }

  private drop(listed: readonly WorkspaceFile[]): void {
    const present = new Set(listed.map(({ path }) => path));
    for (const path of Array.from(this.index.allPaths())) if (!present.has(path)) this.index.remove(path);
    for (const path of this.skipped.keys()) if (!present.has(path)) this.skipped.delete(path);
  }

  /** The files to read; those that are too large, generated, binary, gone or without room are removed from the index. */
  private outdated(
    files: readonly WorkspaceFile[],
    changed: ReadonlySet<string>,
  ): { readonly wanted: readonly IndexedFile[]; readonly leftOut: number } {
    const found: IndexedFile[] = [];
    for (const file of files) {
      const { path } = file;
      const now = isIndexablePath(path) ? this.source.find(file) : null;
      if (now === null || now.size > this.limits.fileBytes) this.index.remove(path);
      else if (this.skipped.get(path) !== now.stamp || changed.has(path)) found.push({ path, ...now });
    }
    let room = this.limits.totalBytes;
    const total = found.reduce((sum, { size }) => sum + size, 0);
    let leftOut = 0;
    const wanted = (total <= room ? found : byRole(found)).filter(({ path, size, stamp }) => {
      if (size > room) {
        this.index.remove(path);
        leftOut++;
        return false;
      }
      room -= size;
      return this.index.stampOf(path) !== stamp || changed.has(path);
    });
    return { wanted, leftOut };
  }

  private take(path: string, text: string | null, stamp: string): void {
    if (text !== null && isIndexable(text)) {
      this.skipped.delete(path);
      this.index.add(path, text, stamp);
      return;
    }
    this.index.remove(path);
    this.skipped.set(path, stamp);
  }

  private async lines(path: string): Promise<string[]> {
    return (await this.source.read(path))?.split(/\r?\n/) ?? [];
  }
}
