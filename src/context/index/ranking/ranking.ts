import { contentSignals } from './contentSignals';
import { feedbackTerms } from './feedback';
import type { FileIndex } from '../store/fileIndex';
import type { History } from '../history/history';
import { highest } from './highest';
import { historySignals } from './historySignals';
import { nameSignals } from './nameSignals';
import { readRequest, type RequestTerm } from './request';
import { siblingSignal } from './siblingSignal';

/** The weight of each signal, once it is scaled to a maximum of 1 over all files. */
const weights = {
  best: 1,
  likelihood: 0.9,
  file: 0.3,
  coverage: 0.3,
  wholeName: 0.4,
  written: 0.6,
  definition: 0.3,
  folder: 0.25,
  votes: 0.42,
  past: 0.4,
  recent: 0.25,
  changes: 0.22,
  siblings: 0.12,
  kindred: 0.25,
};

/** A file that matches a request; its chunks are sorted by descending score. */
export interface RankedFile {
  readonly file: number;
  readonly score: number;
  readonly chunks: readonly { readonly chunk: number; readonly score: number }[];
  /** The number of the best matching definition's name, and of the past change that speaks most for the file; -1 if there is none. */
  readonly definition: number;
  readonly commit: number;
}

/** The files that match a request best, and the terms that were searched for. */
export interface Ranking {
  readonly files: readonly RankedFile[];
  readonly terms: readonly RequestTerm[];
}

/** Ranks files by their contents, names and past changes; tests, documents and the like count less unless the request is about them. */
export const rank = (index: FileIndex, history: History, request: string, limit: number): Ranking => {
  const { terms, paths, roles } = readRequest(request, index.vocabulary);
  if (terms.length === 0 || index.size === 0) return { files: [], terms };
  const content = contentSignals(index, terms);
  const names = nameSignals(index, terms, paths);
  const past = history.size > 0 ? historySignals(index, history, terms) : null;
  const scores = new Float32Array(index.fileCount);
  const add = (signal: Float32Array, weight: number): void => addScaled(index, scores, signal, weight);
  add(content.best, weights.best);
  add(content.coverage, weights.coverage);
  add(content.file, weights.file);
  add(content.likelihood, weights.likelihood);
  add(names.folder, weights.folder);
  add(names.definition, weights.definition);
  add(names.wholeName, weights.wholeName);
  add(names.written, weights.written);
  if (past !== null) {
    add(past.votes, weights.votes);
    add(past.past, weights.past);
    // A file that no word of the request leads to must not be found just because it changes often.
    for (let file = 0; file < scores.length; file++) if (scores[file] === 0) past.recent[file] = past.changes[file] = 0;
    add(past.recent, weights.recent);
    add(past.changes, weights.changes);
  }
  const damping = Float32Array.from(scores, (_, file) => (index.pathOf(file) === null ? 0 : roles[index.roleOf(file)]));
  for (let file = 0; file < scores.length; file++) scores[file]! *= damping[file]!;
  const byPath = (a: number, b: number): number => (index.pathOf(a)! < index.pathOf(b)! ? -1 : 1);
  const siblings = siblingSignal(index, scores, byPath);
  const kindred = contentSignals(index, feedbackTerms(index, scores, byPath, terms));
  // Files that no word of the request leads to stay out.
  for (let file = 0; file < scores.length; file++) if (scores[file] === 0) damping[file] = 0;
  addScaled(index, scores, siblings, weights.siblings, damping);
  addScaled(index, scores, kindred.best, weights.kindred, damping);
  addScaled(index, scores, kindred.file, weights.kindred, damping);
  const files = highest(scores, limit, byPath).map((file) => ({
    file,
    score: scores[file]!,
    chunks: chunksOf(index, content.chunk, file),
    definition: names.bestDefinition[file]!,
    commit: past?.commit[file] ?? -1,
  }));
  return { files, terms };
};

/** Adds a signal, scaled to a maximum of 1 over the files that still exist, and damped if `damping` is given. */
const addScaled = (
  index: FileIndex,
  scores: Float32Array,
  signal: Float32Array,
  weight: number,
  damping?: Float32Array,
): void => {
  let largest = 0;
  for (let file = 0; file < scores.length; file++)
    if (signal[file]! > largest && index.pathOf(file) !== null) largest = signal[file]!;
  if (largest === 0) return;
  for (let file = 0; file < scores.length; file++)
    scores[file]! += ((damping?.[file] ?? 1) * weight * signal[file]!) / largest;
};

const chunksOf = (index: FileIndex, scores: Float32Array, file: number): RankedFile['chunks'] =>
  Array.from({ length: index.chunksOf(file) }, (_, at) => index.state.firstChunk.at(file) + at)
    .map((chunk) => ({ chunk, score: scores[chunk]! }))
    .sort((a, b) => b.score - a.score || a.chunk - b.chunk);
