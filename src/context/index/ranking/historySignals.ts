import { rarity, weigh } from './bm25';
import type { FileIndex } from '../store/fileIndex';
import { highest } from './highest';
import type { History } from '../history/history';
import type { RequestTerm } from './request';

const maxSimilarMessages = 60;
/** The usual number of commits that touch a file; if there are more, each says less. */
const usualCommits = 10;

/** What past changes say about a request, per file. */
export interface HistorySignals {
  /** From the commits whose messages are most like the request. */
  readonly votes: Float32Array;
  /** The number of the commit with the strongest vote for the file; -1 if there is none. */
  readonly commit: Int32Array;
  /** How well the messages of all commits that touched the file match. */
  readonly past: Float32Array;
  /** Logarithms of how many commits, and how many recent ones, touched the file. */
  readonly changes: Float32Array;
  readonly recent: Float32Array;
}

/** Scores files by the changes that touched them; a commit that touched many files says less about each. */
export const historySignals = (index: FileIndex, history: History, terms: readonly RequestTerm[]): HistorySignals => {
  const files = index.fileCount;
  const fileOf = filesOf(index, history);
  const signals: HistorySignals = {
    votes: new Float32Array(files),
    commit: new Int32Array(files).fill(-1),
    past: new Float32Array(files),
    changes: new Float32Array(files),
    recent: new Float32Array(files),
  };
  vote(history, terms, fileOf, signals);
  addPast(history, terms, fileOf, signals.past);
  for (const [path, file] of fileOf.entries()) {
    if (file < 0) continue;
    const { all, recent } = history.changesOf(path);
    signals.changes[file] = Math.log(1 + all);
    signals.recent[file] = Math.log(1 + recent);
  }
  return signals;
};

const known = new WeakMap<History, { readonly generation: number; readonly files: Int32Array }>();

/** The file of each of the history's paths; cached until a file is added or removed. */
const filesOf = (index: FileIndex, history: History): Int32Array => {
  const kept = known.get(history);
  if (kept?.generation === index.generation) return kept.files;
  const files = Int32Array.from(history.paths, (path) => index.fileId(path));
  known.set(history, { generation: index.generation, files });
  return files;
};

const vote = (
  history: History,
  terms: readonly RequestTerm[],
  fileOf: Int32Array,
  { votes, commit }: HistorySignals,
): void => {
  const best = new Float32Array(votes.length);
  const commits = alike(history, terms);
  const most = commits[0]?.score ?? 0;
  for (const { commit: id, score } of commits) {
    const paths = history.pathsOf(id);
    // Few messages are truly similar: one that shares only a common word hardly votes.
    const share = (score / most) ** 6 / Math.sqrt(paths.length);
    for (const path of paths) {
      const file = fileOf[path]!;
      if (file < 0) continue;
      votes[file]! += share;
      if (share <= best[file]!) continue;
      best[file] = share;
      commit[file] = id;
    }
  }
};

/** The commits whose messages are most like the request. */
const alike = (history: History, terms: readonly RequestTerm[]): { commit: number; score: number }[] => {
  const scores = new Float32Array(history.size);
  const average = history.totalTerms / history.size;
  const { messages } = history;
  for (const { id, weight } of terms) {
    const size = messages.read(id);
    const worth = weight * rarity(history.size, history.commitsWith.get(id));
    for (let at = 0; at < size; at++) {
      const commit = messages.units[at]!;
      scores[commit]! += worth * weigh(messages.counts[at]!, history.messageTerms.at(commit) / average);
    }
  }
  return highest(scores, maxSimilarMessages, (a, b) => a - b).map((commit) => ({ commit, score: scores[commit]! }));
};

const addPast = (history: History, terms: readonly RequestTerm[], fileOf: Int32Array, past: Float32Array): void => {
  const sums = new Float32Array(history.paths.length);
  const { messages } = history;
  for (const { id, weight } of terms) {
    const size = messages.read(id);
    const worth = weight * rarity(history.size, history.commitsWith.get(id));
    const touched: number[] = [];
    for (let at = 0; at < size; at++) {
      const paths = history.pathsOf(messages.units[at]!);
      for (const path of paths) {
        if (sums[path] === 0) touched.push(path);
        sums[path]! += 1 / Math.sqrt(paths.length);
      }
    }
    for (const path of touched) {
      const file = fileOf[path]!;
      if (file >= 0) past[file]! += worth * weigh(sums[path]!, history.changesOf(path).all / usualCommits);
      sums[path] = 0;
    }
  }
};
