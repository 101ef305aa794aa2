import { rarity } from './bm25';
import { inName, type FileIndex } from '../store/fileIndex';
import type { RequestTerm } from './request';

/** How well names match a request, per file. */
export interface NameSignals {
  readonly folder: Float32Array;
  /** How much of the file's name the request contains, 0 to 1. */
  readonly wholeName: Float32Array;
  /** 1 if the request contains the file's path, the path of one of its folders, or the end of either. */
  readonly written: Float32Array;
  readonly definition: Float32Array;
  /** The number of the name of the file's best definition; -1 if there is none. */
  readonly bestDefinition: Int32Array;
}

/** Scores paths and the names of definitions. */
export const nameSignals = (index: FileIndex, terms: readonly RequestTerm[], paths: readonly string[]): NameSignals => {
  const files = index.fileCount;
  const folder = new Float32Array(files);
  const wholeName = new Float32Array(files);
  for (const { id, weight } of terms) {
    const size = index.paths.read(id);
    const worth = weight * rarity(index.size, index.state.pathsWith.get(id));
    for (let at = 0; at < size; at++) {
      const file = index.paths.units[at]!;
      if ((index.paths.counts[at]! & inName) === 0) {
        folder[file]! += worth;
        continue;
      }
      wholeName[file]! += 1 / index.state.nameTerms.at(file);
    }
  }
  return { folder, wholeName, written: writtenSignal(index, paths), ...definitionSignals(index, terms) };
};

const writtenSignal = (index: FileIndex, paths: readonly string[]): Float32Array => {
  const written = new Float32Array(index.fileCount);
  if (paths.length === 0) return written;
  for (let file = 0; file < written.length; file++) {
    const path = index.pathOf(file);
    // Bounded by slashes or the dot of an extension, so that half a name does not match.
    if (path !== null && paths.some((part) => /^[./]/.test(`/${path}/`.split(`/${part}`, 2)[1] ?? '')))
      written[file] = 1;
  }
  return written;
};

/** A definition counts by the rarity of the request's words in its name and by the share of the name that they make up. */
const definitionSignals = (
  index: FileIndex,
  terms: readonly RequestTerm[],
): Pick<NameSignals, 'definition' | 'bestDefinition'> => {
  const worths = new Float32Array(index.state.names.length);
  const hits = new Float32Array(index.state.names.length);
  for (const { id, weight } of terms) {
    const holding = index.state.filesWith.get(id);
    if (holding === 0) continue;
    const size = index.definitionNames.byTerm.read(id);
    for (let at = 0; at < size; at++) {
      const name = index.definitionNames.byTerm.units[at]!;
      worths[name]! += weight * rarity(index.size, holding);
      hits[name]!++;
    }
  }
  const definition = new Float32Array(index.fileCount);
  const bestDefinition = new Int32Array(index.fileCount).fill(-1);
  const { definitions, nameSizes } = index.state;
  for (let at = 0; at < definitions.length; at += 3) {
    const name = definitions.at(at);
    if (worths[name] === 0) continue;
    const file = definitions.at(at + 1);
    const score = worths[name]! * Math.sqrt(hits[name]! / nameSizes.at(name));
    if (score <= definition[file]!) continue;
    definition[file] = score;
    bestDefinition[file] = name;
  }
  return { definition, bestDefinition };
};
