import { Analyzer } from './analyzer';
import { chunkStarts, lineStarts } from './chunks';
import { DefinitionNames } from './definitionNames';
import { definitionReader } from './definitions';
import { fileRole, type FileRole } from './fileKind';
import { emptyState, type IndexState } from './indexState';
import { Postings } from './postings';
import { Vocabulary } from './vocabulary';

/** How much more a term counts in the name of a definition. */
const definitionWeight = 3;
/** The bits of a count in `paths`: the term is in a folder's name, in the file's name. */
const inFolder = 1;
export const inName = 2;

const roles: readonly FileRole[] = ['source', 'test', 'docs', 'changelog', 'other'];

/** A file's text, the offsets of its lines, and the function that finds the names that they define. */
interface FileText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly definedIn: ReturnType<typeof definitionReader>;
}

/** An index of texts by terms, in chunks: files, chunks and terms are numbers, and their data is in typed arrays. */
export class FileIndex {
  readonly vocabulary: Vocabulary;
  /** Terms in chunks, and in paths by file. */
  readonly chunks: Postings;
  readonly paths: Postings;
  readonly definitionNames: DefinitionNames;
  readonly analyzer: Analyzer;
  /** Increases whenever a file is added or removed. */
  generation = 0;
  private readonly fileByPath = new Map<string, number>();
  private totals = { terms: 0, chunks: 0 };

  constructor(readonly state: IndexState = emptyState()) {
    this.vocabulary = new Vocabulary(state.hashes, state.moreHashes);
    this.chunks = new Postings(state.chunkPool, state.chunkLists);
    this.paths = new Postings(state.pathPool, state.pathLists);
    this.definitionNames = new DefinitionNames(state, this.vocabulary);
    this.analyzer = new Analyzer(this.vocabulary);
    for (const [file, path] of state.paths.entries()) {
      if (path === null) continue;
      this.fileByPath.set(path, file);
      this.totals.terms += state.fileTerms.at(file);
      this.totals.chunks += this.chunksOf(file);
    }
  }

  /** Number of files that can be found. */
  get size(): number {
    return this.fileByPath.size;
  }

  /** Number of files ever added; those removed since have no path. */
  get fileCount(): number {
    return this.state.paths.length;
  }

  get chunkCount(): number {
    return this.state.fileOf.length;
  }

  /** The average number of terms in a chunk, and in a file. */
  get averages(): { readonly chunk: number; readonly file: number } {
    return { chunk: this.totals.terms / this.totals.chunks, file: this.totals.terms / this.size };
  }

  /** True once removed files outnumber the rest, so that rebuilding is cheaper. */
  get isWorn(): boolean {
    return this.fileCount > 1000 && this.fileCount > 2 * this.size;
  }

  /** The file's number; -1 for one that is not indexed. */
  fileId(path: string): number {
    return this.fileByPath.get(path) ?? -1;
  }

  allPaths(): Iterable<string> {
    return this.fileByPath.keys();
  }

  pathOf(file: number): string | null {
    return this.state.paths[file]!;
  }

  /** The stamp that `add` was given for the file. */
  stampOf(path: string): string | null {
    return this.state.stamps[this.fileId(path)] ?? null;
  }

  roleOf(file: number): FileRole {
    return roles[this.state.roles.at(file)]!;
  }

  /** Number of a file's chunks. */
  chunksOf(file: number): number {
    const end = file + 1 < this.fileCount ? this.state.firstChunk.at(file + 1) : this.chunkCount;
    return end - this.state.firstChunk.at(file);
  }

  /** The range of a file's distinct terms in the state's `terms`. */
  termsOf(file: number): { readonly from: number; readonly end: number } {
    const { termsAt, terms } = this.state;
    return { from: termsAt.at(file), end: file + 1 < this.fileCount ? termsAt.at(file + 1) : terms.length };
  }

  /** Adds or replaces a file; `stamp` identifies its content. */
  add(path: string, text: string, stamp: string): void {
    this.remove(path);
    const { state } = this;
    const file = state.paths.push(path) - 1;
    state.stamps.push(stamp);
    state.roles.push(roles.indexOf(fileRole(path)));
    state.firstChunk.push(this.chunkCount);
    this.fileByPath.set(path, file);
    this.generation++;
    this.addPath(file, path);
    const before = this.totals.terms;
    const distinct = new Set<number>();
    const starts = lineStarts(text);
    const source: FileText = { text, starts, definedIn: definitionReader(path) };
    const cuts = text === '' ? [] : chunkStarts(text, starts);
    for (const [index, from] of cuts.entries())
      this.addChunk(file, source, from, cuts[index + 1] ?? starts.length, distinct);
    state.fileTerms.push(this.totals.terms - before);
    state.termsAt.push(state.terms.length);
    for (const term of distinct) {
      state.terms.push(term);
      state.filesWith.increase(term, 1);
    }
  }

  remove(path: string): void {
    const file = this.fileId(path);
    if (file < 0) return;
    const { state } = this;
    this.fileByPath.delete(path);
    this.generation++;
    state.paths[file] = null;
    state.stamps[file] = null;
    this.totals.terms -= state.fileTerms.at(file);
    this.totals.chunks -= this.chunksOf(file);
    const { from, end } = this.termsOf(file);
    for (let at = from; at < end; at++) state.filesWith.increase(state.terms.at(at), -1);
    this.eachPathTerm(path, (term) => state.pathsWith.increase(term, -1));
  }

  private addPath(file: number, path: string): void {
    let terms = 0;
    this.eachPathTerm(path, (term, places) => {
      this.paths.add(term, file, places);
      this.state.pathsWith.increase(term, 1);
      if (places & inName) terms++;
    });
    this.state.nameTerms.push(terms);
  }

  private eachPathTerm(path: string, take: (term: number, places: number) => void): void {
    const found = new Map<number, number>();
    const nameAt = path.lastIndexOf('/') + 1;
    const dot = path.indexOf('.', nameAt + 1);
    const note = (from: number, to: number, place: number): void => {
      this.analyzer.count(path, from, to);
      this.analyzer.drain((term) => found.set(term, (found.get(term) ?? 0) | place));
    };
    note(0, nameAt, inFolder);
    note(nameAt, dot < 0 ? path.length : dot, inName);
    for (const [term, places] of found) take(term, places);
  }

  private addChunk(
    file: number,
    { text, starts, definedIn }: FileText,
    from: number,
    to: number,
    distinct: Set<number>,
  ): void {
    const { state } = this;
    const chunk = this.chunkCount;
    let terms = this.analyzer.count(text, starts[from]!, starts[to] ?? text.length);
    for (let line = from; line < to; line++) {
      const name = definedIn?.(text.slice(starts[line], (starts[line + 1] ?? text.length + 1) - 1));
      if (name === null || name === undefined) continue;
      terms += this.analyzer.count(name, 0, name.length, definitionWeight);
      this.definitionNames.add(name, file, line + 1);
    }
    this.analyzer.drain((term, count) => {
      this.chunks.add(term, chunk, count);
      distinct.add(term);
    });
    state.fileOf.push(file);
    state.lineOf.push(from + 1);
    state.chunkTerms.push(terms);
    this.totals.terms += terms;
    this.totals.chunks++;
  }
}
