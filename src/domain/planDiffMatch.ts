import { normalizeWords } from './planDiffScope';
import { phaseKey } from './planDocumentNames';
import type { PlanDocument, PlanPhase, PlanTask } from './planModel';

/** A task and where it stands: the phase's and its own position, from 0. */
export interface Placed {
  readonly task: PlanTask;
  readonly phase: number;
  readonly position: number;
}

/** Two things of two lists that are alike, by position; `likeness` is between 0 and 1. */
export interface Likeness {
  readonly before: number;
  readonly after: number;
  readonly likeness: number;
}

/** Every task of a plan with its place. */
export const placeTasks = ({ phases }: PlanDocument): readonly Placed[] =>
  phases.flatMap(({ tasks }, phase) => tasks.map((task, position) => ({ task, phase, position })));

const wordsOf = (task: PlanTask): ReadonlySet<string> =>
  new Set(normalizeWords(`${task.title} ${task.files.map(({ path }) => path).join(' ')}`).split(' '));

const closest = 3;

/**
 * Pairs of tasks that share at least half of their words (Dice coefficient over title and paths), the most alike first;
 * for each task of `after` the three closest, so that a plan of near-identical tasks stays quick.
 */
export const findLike = (before: readonly PlanTask[], after: readonly PlanTask[]): readonly Likeness[] => {
  const known = before.map(wordsOf);
  const holders = new Map<string, number[]>();
  known.forEach((words, at) => {
    for (const word of words) {
      const list = holders.get(word);
      if (list) list.push(at);
      else holders.set(word, [at]);
    }
  });
  const shared = new Uint32Array(before.length);
  const byLikeness = (a: Likeness, b: Likeness): number =>
    b.likeness - a.likeness || a.after - b.after || a.before - b.before;
  const found = after.flatMap((task, at) => {
    const words = wordsOf(task);
    shared.fill(0);
    for (const word of words) for (const holder of holders.get(word) ?? []) shared[holder] = (shared[holder] ?? 0) + 1;
    const pairs: Likeness[] = [];
    shared.forEach((count, other) => {
      const likeness = (2 * count) / (words.size + (known[other]?.size ?? 0));
      if (likeness >= 0.5) pairs.push({ before: other, after: at, likeness });
    });
    return pairs.sort(byLikeness).slice(0, closest);
  });
  return found.sort(byLikeness);
};

const byKey = (tasks: readonly Placed[], keyOf: (task: PlanTask) => string | null): Map<string, Placed> => {
  const found = new Map<string, Placed>();
  for (const placed of tasks) {
    const key = keyOf(placed.task);
    // Of a repeated id the first bearer counts; the check tells the others.
    if (key !== null && !found.has(key)) found.set(key, placed);
  }
  return found;
};

/** Which task of `before` each task of `after` was: by id; where one side has no id, by equal title, then by likeness. */
export const matchTasks = (before: readonly Placed[], after: readonly Placed[]): ReadonlyMap<Placed, Placed> => {
  const matched = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  const join = (old: Placed | undefined, fresh: Placed): void => {
    if (!old || taken.has(old) || matched.has(fresh)) return;
    matched.set(fresh, old);
    taken.add(old);
  };
  const ids = byKey(before, ({ id }) => id);
  for (const placed of after) if (placed.task.id !== null) join(ids.get(placed.task.id), placed);
  const mayMatch = (old: Placed | undefined, fresh: Placed | undefined): boolean =>
    old?.task.id == null || fresh?.task.id == null;
  const restBefore = before.filter((placed) => !taken.has(placed));
  const restAfter = after.filter((placed) => !matched.has(placed));
  if (restBefore.every(({ task }) => task.id !== null) && restAfter.every(({ task }) => task.id !== null))
    return matched;
  const titles = byKey(restBefore, ({ title }) => normalizeWords(title));
  for (const placed of restAfter) {
    const old = titles.get(normalizeWords(placed.task.title));
    if (mayMatch(old, placed)) join(old, placed);
  }
  const [left, right] = [
    restBefore.filter((placed) => !taken.has(placed)),
    restAfter.filter((placed) => !matched.has(placed)),
  ];
  for (const pair of findLike(
    left.map(({ task }) => task),
    right.map(({ task }) => task),
  )) {
    const [old, fresh] = [left[pair.before], right[pair.after]];
    if (fresh && mayMatch(old, fresh)) join(old, fresh);
  }
  return matched;
};

/** Which phase of `before` each phase of `after` was: by title without number, else by the most tasks in common. */
export const matchPhases = (
  before: readonly PlanPhase[],
  after: readonly PlanPhase[],
  tasks: ReadonlyMap<Placed, Placed>,
): ReadonlyMap<number, number> => {
  const matched = new Map<number, number>();
  const taken = new Set<number>();
  const join = (old: number, fresh: number): void => {
    if (old < 0 || taken.has(old) || matched.has(fresh)) return;
    matched.set(fresh, old);
    taken.add(old);
  };
  after.forEach(({ title }, fresh) =>
    join(
      before.findIndex((phase, old) => !taken.has(old) && phaseKey(phase.title) === phaseKey(title)),
      fresh,
    ),
  );
  const shared = new Map<string, { old: number; fresh: number; count: number }>();
  for (const [{ phase: fresh }, { phase: old }] of tasks) {
    const key = `${old} ${fresh}`;
    shared.set(key, { old, fresh, count: (shared.get(key)?.count ?? 0) + 1 });
  }
  for (const { old, fresh, count } of Array.from(shared.values()).sort((a, b) => b.count - a.count))
    if (2 * count >= (after[fresh]?.tasks.length ?? 0)) join(old, fresh);
  return matched;
};

/** The positions of a longest rising run of numbers: what kept its order; all others moved. */
export const keptOrder = (numbers: readonly number[]): ReadonlySet<number> => {
  const tails: number[] = [];
  const previous: number[] = [];
  numbers.forEach((number, at) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[at] = tails[low - 1] ?? -1;
    tails[low] = at;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.add(at);
  return kept;
};
