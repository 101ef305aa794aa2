import { normalizeWords } from './planDiffScope';
import { phaseKey } from '../grammar/planDocumentNames';
import type { PlanDocument, PlanPhase, PlanTask } from '../grammar/planModel';

/** A task and its place: the positions of its phase and in it, from 0. */
export interface Placed {
  readonly task: PlanTask;
  readonly phase: number;
  readonly position: number;
  /** Its phase's name, for comparing. */
  readonly phaseTitle: string;
}

/** Every task of a plan with its place. */
export const placeTasks = ({ phases }: PlanDocument): readonly Placed[] =>
  phases.flatMap(({ tasks, title }, phase) =>
    tasks.map((task, position) => ({ task, phase, position, phaseTitle: phaseKey(title) })),
  );

type Words = ReadonlySet<string>;

const wordsIn = (...texts: readonly string[]): Words =>
  new Set(texts.flatMap((text) => normalizeWords(text).split(' ')).filter((word) => word !== ''));

/** Dice coefficient: the share of common words in two sets. */
const dice = (one: Words, other: Words): number => {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
};

interface Described {
  readonly placed: Placed;
  /** Words of title and paths, and of the whole task. */
  readonly name: Words;
  readonly all: Words;
}

const describe = (tasks: readonly Placed[]): readonly Described[] =>
  tasks.map((placed) => {
    const { title, files, doneWhen, notes } = placed.task;
    const paths = files.map(({ path }) => path);
    return {
      placed,
      name: wordsIn(title, ...paths),
      all: wordsIn(title, ...paths, doneWhen ?? '', notes),
    };
  });

const alikeFrom = 0.5;
const closest = 3;

/**
 * The confidence that two tasks without a common id are the same: mainly similarity, then position; 0 if they share
 * less than half of their words.
 */
const sureness = (old: Described, fresh: Described): number => {
  const all = dice(old.all, fresh.all);
  const likeness = Math.max(all, dice(old.name, fresh.name));
  if (likeness < alikeFrom) return 0;
  const distance = Math.abs(old.placed.position - fresh.placed.position) / (1 + old.placed.position);
  return (
    likeness + all / 2 + (old.placed.phaseTitle === fresh.placed.phaseTitle ? 0.2 : 0) - Math.min(distance, 1) / 20
  );
};

/**
 * Pairs of tasks that may be the same, most confident first; only the few best candidates for each task of `after`, so
 * that many similar tasks stay fast.
 */
const findLike = (
  before: readonly Described[],
  after: readonly Described[],
): readonly (readonly [Placed, Placed])[] => {
  const holders = new Map<string, number[]>();
  before.forEach(({ all }, at) => {
    for (const word of all) addTo(holders, word, at);
  });
  const found = after.flatMap((fresh) => {
    const candidates = new Set(Array.from(fresh.all).flatMap((word) => holders.get(word) ?? []));
    return Array.from(candidates, (at) => ({ old: before[at]!, fresh, sure: sureness(before[at]!, fresh) }))
      .filter(({ sure }) => sure > 0)
      .sort((a, b) => b.sure - a.sure)
      .slice(0, closest);
  });
  return found.sort((a, b) => b.sure - a.sure).map(({ old, fresh }) => [old.placed, fresh.placed]);
};

const addTo = <T>(groups: Map<string, T[]>, key: string, item: T): void => {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
};

const groupBy = (
  tasks: readonly Placed[],
  keyOf: (placed: Placed) => string | null,
): ReadonlyMap<string, readonly Placed[]> => {
  const groups = new Map<string, Placed[]>();
  for (const placed of tasks) {
    const key = keyOf(placed);
    if (key !== null) addTo(groups, key, placed);
  }
  return groups;
};

const contentOf = ({ task: { title, files, doneWhen } }: Placed): string =>
  [normalizeWords(title), ...files.map(({ path }) => path), normalizeWords(doneWhen ?? '')].join('\n');

/** Maps tasks of `after` to those of `before`: by id (duplicates in order), or by similarity if either has no id. */
export const matchTasks = (before: readonly Placed[], after: readonly Placed[]): ReadonlyMap<Placed, Placed> => {
  const matched = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  const join = (old: Placed | undefined, fresh: Placed): void => {
    if (!old || taken.has(old) || matched.has(fresh)) return;
    matched.set(fresh, old);
    taken.add(old);
  };
  const left = (): readonly Placed[] => before.filter((old) => !taken.has(old));
  const right = (): readonly Placed[] => after.filter((fresh) => !matched.has(fresh));
  const mayJoin = (old: Placed | undefined, fresh: Placed): boolean => old?.task.id === null || fresh.task.id === null;
  /** Joins tasks with the same key, in order. */
  const joinBy = (keyOf: (placed: Placed) => string | null): void => {
    const bearers = groupBy(left(), keyOf);
    for (const [key, group] of groupBy(right(), keyOf))
      group.forEach((fresh, at) => join(bearers.get(key)?.[at], fresh));
  };
  joinBy(({ task }) => task.id);
  if ([...left(), ...right()].every(({ task }) => task.id !== null)) return matched;
  const unnamed = (placed: Placed): string | null => (placed.task.id === null ? contentOf(placed) : null);
  joinBy((placed) => (placed.task.id === null ? `${placed.phaseTitle}\n${contentOf(placed)}` : null));
  joinBy(unnamed);
  for (const [old, fresh] of findLike(describe(left()), describe(right()))) if (mayJoin(old, fresh)) join(old, fresh);
  return matched;
};

/** Maps phases of `after` to those of `before`: by title without number, else by the most tasks in common. */
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

/** The positions of a longest increasing subsequence: what kept its order; everything else moved. */
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
