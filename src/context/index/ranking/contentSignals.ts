import { rarity, weigh } from './bm25';
import { inName, type FileIndex } from '../store/fileIndex';
import type { RequestTerm } from './request';

/** How many occurrences in each chunk a term in the file's name counts as; one in a folder's name counts as one. */
const nameCount = 3;
/** How much of a long file's higher likelihood is attributed to its length alone. */
const lengthPenalty = 0.3;

/** How well contents and paths match a request: per file, except `chunk`. */
export interface ContentSignals {
  readonly chunk: Float32Array;
  readonly file: Float32Array;
  readonly best: Float32Array;
  /** How much of the request the file and its path contain. */
  readonly coverage: Float32Array;
  /** How much more often than the average file it uses the request's terms, as a logarithm. */
  readonly likelihood: Float32Array;
}

/** Scores chunks and whole files by BM25, and files by a smoothed language model too. */
export const contentSignals = (index: FileIndex, terms: readonly RequestTerm[]): ContentSignals => {
  const files = index.fileCount;
  const chunk = new Float32Array(index.chunkCount);
  const [file, coverage, likelihood] = [new Float32Array(files), new Float32Array(files), new Float32Array(files)];
  const occurrences = new Int32Array(files);
  const inPath = new Uint8Array(files);
  const lastTerm = new Int32Array(index.chunkCount);
  const { averages, chunks } = index;
  const { fileOf, firstChunk, chunkTerms, fileTerms, filesWith, pathsWith } = index.state;
  let asked = 0;
  for (const [order, { id, weight }] of terms.entries()) {
    const most = Math.max(filesWith.get(id), pathsWith.get(id));
    if (most === 0) continue;
    asked += weight;
    const worth = weight * rarity(index.size, most);
    const add = (unit: number, count: number): void => {
      chunk[unit]! += worth * weigh(count, chunkTerms.at(unit) / averages.chunk);
    };
    const named = filesNamed(index, id, inPath);
    const holding: number[] = [];
    let everywhere = 0;
    const size = chunks.read(id);
    const { units, counts } = chunks;
    for (let at = 0; at < size; at++) {
      const unit = units[at]!;
      const inFile = fileOf.at(unit);
      if (index.pathOf(inFile) === null) continue;
      if (occurrences[inFile] === 0) holding.push(inFile);
      occurrences[inFile]! += counts[at]!;
      everywhere += counts[at]!;
      add(unit, counts[at]! + inPath[inFile]!);
      lastTerm[unit] = order + 1;
    }
    for (const held of holding) {
      file[held]! += worth * weigh(occurrences[held]!, fileTerms.at(held) / averages.file);
      likelihood[held]! += weight * Math.log(1 + (occurrences[held]! * index.size) / (everywhere + 1));
      coverage[held]! += worth;
    }
    for (const held of named) {
      if (occurrences[held] === 0) coverage[held]! += worth;
      const end = firstChunk.at(held) + index.chunksOf(held);
      for (let unit = firstChunk.at(held); unit < end; unit++)
        if (lastTerm[unit] !== order + 1) add(unit, inPath[held]!);
      inPath[held] = 0;
    }
    for (const held of holding) occurrences[held] = 0;
  }
  for (let held = 0; held < files; held++) {
    const penalty = lengthPenalty * asked * Math.log(1 + fileTerms.at(held) / averages.file);
    likelihood[held] = Math.max(0, likelihood[held]! - penalty);
  }
  return { chunk, file, best: maxOfFile(index, chunk), coverage, likelihood };
};

/** The files whose paths contain a term; writes to `counts` how many occurrences that counts as. */
const filesNamed = (index: FileIndex, term: number, counts: Uint8Array): number[] => {
  const size = index.paths.read(term);
  const files: number[] = [];
  for (let at = 0; at < size; at++) {
    const file = index.paths.units[at]!;
    if (index.pathOf(file) === null) continue;
    counts[file] = (index.paths.counts[at]! & inName) === 0 ? 1 : nameCount;
    files.push(file);
  }
  return files;
};

const maxOfFile = (index: FileIndex, chunk: Float32Array): Float32Array => {
  const largest = new Float32Array(index.fileCount);
  for (let unit = 0; unit < chunk.length; unit++) {
    const file = index.state.fileOf.at(unit);
    if (chunk[unit]! > largest[file]!) largest[file] = chunk[unit]!;
  }
  return largest;
};
