import { type FoundChange, found, ofTask, phaseName } from './planDiffFound';
import { matchPhases, matchTasks, type Placed, placeTasks } from './planDiffMatch';
import { compareOrder, comparePhases, type Pair } from './planDiffOrder';
import { type Aspect, taskAspects } from './planDiffScope';
import { compareHead, compareSections } from './planDiffSections';
import { findSplits, type Split } from './planDiffSplit';
import { type ChangeWord, type SayChange, sayInEnglish } from './planDiffWords';
import { parsePlan } from '../grammar/planDocument';
import type { PlanChange, PlanChangeKind, PlanDocument, PlanTask } from '../grammar/planModel';

const told = (aspects: readonly Aspect[]): string =>
  aspects.length === 1 ? (aspects[0]?.text ?? '') : aspects.map(({ name, text }) => `${name}: ${text}`).join('\n');

const nameOf = ({ id, title }: PlanTask): string => id ?? title;
const namesOf = (tasks: readonly PlanTask[] | undefined): string[] => tasks?.map(nameOf) ?? [];

/** Which tasks were split into which, and which were merged from which, regardless of ids. */
interface Relations {
  readonly splits: ReadonlyMap<PlanTask, readonly PlanTask[]>;
  readonly merges: ReadonlyMap<PlanTask, readonly PlanTask[]>;
}

const asMap = (splits: readonly Split[]): Map<PlanTask, readonly PlanTask[]> =>
  new Map(splits.map(({ whole, parts }) => [whole, parts]));

const relate = (removed: readonly Placed[], added: readonly Placed[], rewritten: readonly Pair[]): Relations => {
  const [gone, fresh] = [removed.map(({ task }) => task), added.map(({ task }) => task)];
  const left = gone.map((task) => ({ task, heir: null }));
  const come = fresh.map((task) => ({ task, heir: null }));
  const shrunk = rewritten.map(([{ task: heir }, { task }]) => ({ task, heir }));
  const grown = rewritten.map(([{ task }, { task: heir }]) => ({ task, heir }));
  return {
    splits: asMap(findSplits([...left, ...shrunk], fresh)),
    merges: asMap(findSplits([...come, ...grown], gone)),
  };
};

const relationWords = (key: ChangeWord, names: readonly string[], say: SayChange): string =>
  names.length === 0 ? '' : `, ${say(key, names.join(', '))}`;

const compareTask = (
  [{ task: after }, { task: before }]: Pair,
  { splits, merges }: Relations,
  say: SayChange,
): FoundChange[] => {
  const was = taskAspects(before, say);
  const now = taskAspects(after, say);
  const differs = now.map(({ text }, at) => text.replace(/\s+/g, ' ') !== was[at]?.text.replace(/\s+/g, ' '));
  const rescopes = now.map(({ scope }, at) => scope !== was[at]?.scope);
  const [into, from] = [namesOf(splits.get(before)), namesOf(merges.get(after))];
  const relation = relationWords('splitInto', into, say) + relationWords('mergedFrom', from, say);
  const subject = ofTask(before, after);
  const collect = (kind: PlanChangeKind, at: (index: number) => boolean): FoundChange[] => {
    const [old, fresh] = [was, now].map((aspects) => aspects.filter((_, index) => at(index))) as [Aspect[], Aspect[]];
    if (fresh.length === 0) return [];
    const detail = fresh.map(({ name }) => name).join(', ') + relation;
    return [found(subject, kind, after.id, after.title, detail, told(old), told(fresh), [...into, ...from])];
  };
  return [
    ...collect('rescoped', (at) => rescopes[at] ?? false),
    ...collect('reworded', (at) => !rescopes[at] && (differs[at] ?? false)),
    ...(before.done === after.done
      ? []
      : [found(subject, 'ticked', after.id, after.title, say(after.done ? 'done' : 'openAgain'), null, null)]),
  ];
};

/** What a task says besides its title, which is the first of its aspects. */
const describe = (task: PlanTask, say: SayChange): string =>
  taskAspects(task, say)
    .slice(1)
    .filter(({ text }) => text !== '')
    .map(({ name, text }) => `${name}: ${text}`)
    .join('\n');

/** The whole that a part belongs to, if any. */
const wholeOf = (relations: Relations['splits'], part: PlanTask): PlanTask[] =>
  Array.from(relations).flatMap(([whole, parts]) => (parts.includes(part) ? [whole] : []));

const compareRest = (
  before: PlanDocument,
  after: PlanDocument,
  removed: readonly Placed[],
  added: readonly Placed[],
  { splits, merges }: Relations,
  say: SayChange,
): FoundChange[] => [
  ...added.map(({ task, phase }) => {
    const [from, of] = [namesOf(merges.get(task)), namesOf(wholeOf(splits, task))];
    const relation = relationWords('mergedFrom', from, say) + relationWords('splitFrom', of, say);
    const detail = phaseName(after.phases, phase) + relation;
    return found(ofTask(null, task), 'added', task.id, task.title, detail, null, describe(task, say), from);
  }),
  ...removed.map(({ task, phase }) => {
    const [into, to] = [namesOf(splits.get(task)), namesOf(wholeOf(merges, task))];
    const relation = relationWords('splitInto', into, say) + relationWords('mergedInto', to, say);
    const detail = phaseName(before.phases, phase) + relation;
    return found(ofTask(task, null), 'removed', task.id, task.title, detail, describe(task, say), null, into);
  }),
];

/** The changes of `comparePlans`, each with its subject. */
export const findChanges = (before: string, after: string, say: SayChange = sayInEnglish): readonly FoundChange[] => {
  if (before === after) return [];
  const [old, fresh] = [parsePlan(before), parsePlan(after)];
  const [oldTasks, freshTasks] = [placeTasks(old), placeTasks(fresh)];
  const matched = matchTasks(oldTasks, freshTasks);
  const pairs = freshTasks.flatMap((placed): Pair[] => {
    const was = matched.get(placed);
    return was ? [[placed, was]] : [];
  });
  const textOf = ({ source }: PlanDocument, { range }: PlanTask): string => source.slice(range.start, range.end);
  const rewritten = pairs.filter(([{ task }, { task: was }]) => textOf(fresh, task) !== textOf(old, was));
  const survivors = new Set(matched.values());
  const removed = oldTasks.filter((placed) => !survivors.has(placed));
  const added = freshTasks.filter((placed) => !matched.has(placed));
  const phases = matchPhases(old.phases, fresh.phases, matched);
  const relations = relate(removed, added, rewritten);
  return [
    ...compareRest(old, fresh, removed, added, relations, say),
    ...comparePhases(old, fresh, phases, say),
    ...compareOrder(old, fresh, pairs, phases, say),
    ...rewritten.flatMap((pair) => compareTask(pair, relations, say)),
    ...compareHead(old, fresh, say),
    ...compareSections(old, fresh, say),
  ];
};

/**
 * Compares two texts of a plan: tasks by id, or by similarity if ids are missing; phases and sections by title. Changes
 * of a task's text are divided into scope, which an approval covers, and wording.
 */
export const comparePlans = (before: string, after: string, say?: SayChange): readonly PlanChange[] =>
  findChanges(before, after, say).map(({ change }) => change);

/** True for a change that an approval of the earlier text does not cover. */
export const touchesScope = ({ kind }: PlanChange): boolean =>
  kind === 'added' || kind === 'removed' || kind === 'rescoped';

/** The number of changes of each kind, in display order. */
export const countChanges = (changes: readonly PlanChange[]): Readonly<Record<PlanChangeKind, number>> => {
  const counts = { added: 0, removed: 0, moved: 0, rescoped: 0, reworded: 0, ticked: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
};

/** The changes in a few English words: `2 added, 1 moved, 1 re-scoped`. */
export const summarizeChanges = (changes: readonly PlanChange[]): string =>
  Object.entries(countChanges(changes))
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind === 'rescoped' ? 're-scoped' : kind}`)
    .join(', ') || 'no changes';

/** Summarizes in a few words how a text differs from another; ticks are progress and left out, empty if nothing else differs. */
export const changeSummary = (before: string, after: string): string => {
  const changes = comparePlans(before, after).filter(({ kind }) => kind !== 'ticked');
  return changes.length === 0 ? '' : summarizeChanges(changes);
};
