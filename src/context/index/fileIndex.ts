import { eachTerm } from '../../domain/words';
import { type Definition, definitionAt } from './definitions';
import { fileRole, type FileRole } from './fileKind';
import { Postings } from './postings';

/** Lines of one window, the unit that is scored and shown. */
export const windowLines = 60;

/** How much a term counts again when it names a definition. */
const definitionWeight = 3;
const pathWeight = 1.4;
const fileWeight = 0.5;
/** The constants of BM25: how fast repetition saturates and how much length counts. */
const saturation = 1.2;
const lengthWeight = 0.7;

interface IndexedFile {
  readonly path: string;
  readonly role: FileRole;
  readonly definitions: readonly Definition[];
  terms: number;
  alive: boolean;
}

/** A file that answers a query, with its best windows by descending score; lines count from 1. */
export interface RankedFile {
  readonly path: string;
  readonly score: number;
  readonly windows: readonly { readonly startLine: number; readonly score: number }[];
}

/** How much each role of file counts for a query. */
export type RoleWeights = Readonly<Record<FileRole, number>>;

/** An index of texts by words: windows, whole files and paths are scored by BM25 and added up. */
export class FileIndex {
  private readonly files: IndexedFile[] = [];
  private readonly byPath = new Map<string, number>();
  private readonly windows = new Postings();
  private readonly paths = new Postings();
  private readonly fileOfWindow: number[] = [];
  private readonly windowTerms: number[] = [];
  private readonly cache = new Map<string, readonly string[]>();
  private totalTerms = 0;

  /** Number of files that can be found. */
  get size(): number {
    return this.byPath.size;
  }

  /** True once deleted and replaced files outweigh the rest, so that building anew is cheaper. */
  get isWorn(): boolean {
    return this.files.length > 1000 && this.files.length > 2 * this.byPath.size;
  }

  has(path: string): boolean {
    return this.byPath.has(path);
  }

  *allPaths(): Iterable<string> {
    yield* this.byPath.keys();
  }

  /** Adds a file or replaces it; `breathe` is awaited between windows. One call at a time: a file's windows are neighbours. */
  async add(path: string, text: string, breathe: () => Promise<void> | undefined): Promise<void> {
    this.remove(path);
    const id = this.files.length;
    const definitions: Definition[] = [];
    const file: IndexedFile = { path, role: fileRole(path), definitions, terms: 0, alive: true };
    this.files.push(file);
    this.byPath.set(path, id);
    this.paths.add(id, this.count(path));
    const lines = text.split('\n');
    for (let start = 0; start < lines.length; start += windowLines) {
      await breathe();
      const shown = lines.slice(start, start + windowLines);
      const found = shown.flatMap((line, offset) => definitionAt(path, line, start + offset + 1) ?? []);
      definitions.push(...found);
      file.terms += this.addWindow(id, shown.join('\n'), found);
    }
    this.totalTerms += file.terms;
  }

  remove(path: string): void {
    const id = this.byPath.get(path);
    if (id === undefined) return;
    const file = this.files[id]!;
    file.alive = false;
    this.totalTerms -= file.terms;
    this.byPath.delete(path);
  }

  /** Every definition with its path. */
  *definitions(): Iterable<Definition & { readonly path: string; readonly role: FileRole }> {
    for (const id of this.byPath.values()) {
      const { path, role, definitions } = this.files[id]!;
      for (const definition of definitions) yield { ...definition, path, role };
    }
  }

  /** The files that answer the terms best, by descending score. */
  rank(terms: readonly string[], weights: RoleWeights, limit: number): RankedFile[] {
    const windowScores = new Float32Array(this.fileOfWindow.length);
    const fileScores = new Float32Array(this.files.length);
    const pathScores = new Float32Array(this.files.length);
    for (const term of terms) this.score(term, windowScores, fileScores, pathScores);
    const ranked = new Map<number, { score: number; best: number; windows: { startLine: number; score: number }[] }>();
    let first = 0;
    for (let window = 0; window < windowScores.length; window++) {
      const id = this.fileOfWindow[window]!;
      if (this.fileOfWindow[window - 1] !== id) first = window;
      const score = windowScores[window]!;
      if ((score === 0 && pathScores[id] === 0) || !this.files[id]!.alive) continue;
      const entry = ranked.get(id) ?? { score: 0, best: 0, windows: [] };
      entry.best = Math.max(entry.best, score);
      entry.windows.push({ startLine: (window - first) * windowLines + 1, score });
      ranked.set(id, entry);
    }
    for (const [id, entry] of ranked) {
      const sum = entry.best + fileWeight * fileScores[id]! + pathWeight * pathScores[id]!;
      entry.score = sum * weights[this.files[id]!.role];
    }
    return Array.from(ranked, ([id, { score, windows }]) => ({
      path: this.files[id]!.path,
      score,
      windows: windows.sort((a, b) => b.score - a.score),
    }))
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      .slice(0, limit);
  }

  private score(term: string, windowScores: Float32Array, fileScores: Float32Array, pathScores: Float32Array): void {
    const total = this.fileOfWindow.length;
    const rarity = Math.log(1 + (total - this.windows.size(term) + 0.5) / (this.windows.size(term) + 0.5));
    const averageWindow = this.totalTerms / Math.max(1, total);
    const averageFile = this.totalTerms / Math.max(1, this.byPath.size);
    const weigh = (count: number, length: number): number =>
      (rarity * count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length));
    let file = -1;
    let inFile = 0;
    const closeFile = (): void => {
      if (file >= 0) fileScores[file]! += weigh(inFile, this.files[file]!.terms / averageFile);
    };
    this.windows.each(term, (window, count) => {
      windowScores[window]! += weigh(count, this.windowTerms[window]! / averageWindow);
      const id = this.fileOfWindow[window]!;
      if (id !== file) {
        closeFile();
        file = id;
        inFile = 0;
      }
      inFile += count;
    });
    closeFile();
    const pathRarity = Math.log(1 + (this.files.length - this.paths.size(term) + 0.5) / (this.paths.size(term) + 0.5));
    this.paths.each(term, (id, count) => {
      pathScores[id]! += pathRarity * Math.min(count, 2);
    });
  }

  /** Adds one window and returns how many terms it holds. */
  private addWindow(file: number, text: string, found: readonly Definition[]): number {
    const counts = this.count(text);
    for (const { name } of found)
      eachTerm(name, this.cache, (term) => counts.set(term, (counts.get(term) ?? 0) + definitionWeight));
    let terms = 0;
    for (const count of counts.values()) terms += count;
    this.windows.add(this.fileOfWindow.length, counts);
    this.fileOfWindow.push(file);
    this.windowTerms.push(terms);
    return terms;
  }

  private count(text: string): Map<string, number> {
    const counts = new Map<string, number>();
    eachTerm(text, this.cache, (term) => counts.set(term, (counts.get(term) ?? 0) + 1));
    return counts;
  }
}
