import { rarity, weigh } from './bm25';
import type { FileIndex } from './fileIndex';
import type { RequestTerm } from './request';

/** How well contents answer a request: per file, unless `chunk` is said. */
export interface ContentSignals {
  readonly chunk: Float32Array;
  readonly file: Float32Array;
  readonly best: Float32Array;
  /** How much of the request the chunk that holds most of it holds. */
  readonly coverage: Float32Array;
}

/** Scores chunks and whole files by BM25. */
export const contentSignals = (index: FileIndex, terms: readonly RequestTerm[]): ContentSignals => {
  const files = index.fileCount;
  const chunk = new Float32Array(index.chunkCount);
  const covered = new Float32Array(index.chunkCount);
  const file = new Float32Array(files);
  const { averages, chunks } = index;
  const { fileOf, chunkTerms, fileTerms, filesWith } = index.state;
  for (const { id, weight } of terms) {
    const holding = filesWith.get(id);
    if (holding === 0) continue;
    const worth = weight * rarity(index.size, holding);
    const size = chunks.read(id);
    const { units, counts } = chunks;
    let current = -1;
    let inFile = 0;
    for (let at = 0; at < size; at++) {
      const unit = units[at]!;
      const count = counts[at]!;
      chunk[unit]! += worth * weigh(count, chunkTerms.at(unit) / averages.chunk);
      covered[unit]! += worth;
      if (fileOf.at(unit) !== current) {
        if (current >= 0) file[current]! += worth * weigh(inFile, fileTerms.at(current) / averages.file);
        current = fileOf.at(unit);
        inFile = 0;
      }
      inFile += count;
    }
    if (current >= 0) file[current]! += worth * weigh(inFile, fileTerms.at(current) / averages.file);
  }
  return { chunk, file, best: largestOfFile(index, chunk), coverage: largestOfFile(index, covered) };
};

const largestOfFile = (index: FileIndex, chunk: Float32Array): Float32Array => {
  const largest = new Float32Array(index.fileCount);
  for (let unit = 0; unit < chunk.length; unit++) {
    const file = index.state.fileOf.at(unit);
    if (chunk[unit]! > largest[file]!) largest[file] = chunk[unit]!;
  }
  return largest;
};
