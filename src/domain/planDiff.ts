import { findLike, keptOrder, matchPhases, matchTasks, placeTasks } from './planDiffMatch';
import type { Placed } from './planDiffMatch';
import { normalizeWords, requirementItems, sectionText, taskAspects } from './planDiffScope';
import type { Aspect } from './planDiffScope';
import { parsePlan } from './planDocument';
import type { PlanChange, PlanChangeKind, PlanDocument, PlanPhase, PlanSection, PlanTask } from './planModel';

const requirements = 'Requirements & Constraints';

const change = (
  kind: PlanChangeKind,
  taskId: string | null,
  title: string,
  detail: string,
  before: string | null,
  after: string | null,
): PlanChange => ({ kind, taskId, title, detail, before, after });

const phaseName = (phases: readonly PlanPhase[], at: number): string => phases[at]?.title || `Phase ${at + 1}`;

const compareHead = (before: PlanDocument, after: PlanDocument): PlanChange[] =>
  (['title', 'summary'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) => change('reworded', null, after.title, part, before[part], after[part]));

const compareRequirements = (before: PlanSection | undefined, after: PlanSection | undefined): PlanChange[] => {
  const [old, fresh] = [requirementItems(before), requirementItems(after)];
  const missingIn = (items: readonly string[], others: readonly string[]): string => {
    const known = new Set(others.map(normalizeWords));
    return items.filter((item) => !known.has(normalizeWords(item))).join('\n');
  };
  const [gone, added] = [missingIn(old, fresh), missingIn(fresh, old)];
  return gone === '' && added === ''
    ? []
    : [change('rescoped', null, requirements, 'items', gone || null, added || null)];
};

const compareSections = (before: PlanDocument, after: PlanDocument): PlanChange[] => {
  const changes: PlanChange[] = [];
  const old = new Map(before.sections.map((section, at) => [section.title, { section, at }]));
  const common = after.sections.filter(({ title }) => old.has(title));
  const kept = keptOrder(common.map(({ title }) => old.get(title)?.at ?? 0));
  for (const section of after.sections) {
    const { title } = section;
    const was = old.get(title);
    old.delete(title);
    const text = sectionText(after, section);
    if (!was) changes.push(change('reworded', null, title, 'new section', null, text));
    else if (!kept.has(common.indexOf(section))) changes.push(change('moved', null, title, 'section', null, null));
    const rescoped = title === requirements ? compareRequirements(was?.section, section) : [];
    changes.push(...rescoped);
    const oldText = was ? sectionText(before, was.section) : text;
    if (rescoped.length === 0 && oldText !== text) changes.push(change('reworded', null, title, 'text', oldText, text));
  }
  for (const [title, { section }] of old) {
    changes.push(change('reworded', null, title, 'section removed', sectionText(before, section), null));
    if (title === requirements) changes.push(...compareRequirements(section, undefined));
  }
  return changes;
};

const told = (aspects: readonly Aspect[]): string =>
  aspects.length === 1 ? (aspects[0]?.text ?? '') : aspects.map(({ name, text }) => `${name}: ${text}`).join('\n');

const compareTask = ({ task: before }: Placed, { task: after }: Placed): PlanChange[] => {
  const was = taskAspects(before);
  const now = taskAspects(after);
  const differs = now.map(({ text }, at) => text.replace(/\s+/g, ' ') !== was[at]?.text.replace(/\s+/g, ' '));
  const rescopes = now.map(({ scope }, at) => scope !== was[at]?.scope);
  const collect = (kind: PlanChangeKind, at: (index: number) => boolean): PlanChange[] => {
    const [old, fresh] = [was, now].map((aspects) => aspects.filter((_, index) => at(index))) as [Aspect[], Aspect[]];
    if (fresh.length === 0) return [];
    return [change(kind, after.id, after.title, fresh.map(({ name }) => name).join(', '), told(old), told(fresh))];
  };
  return [
    ...collect('rescoped', (at) => rescopes[at] ?? false),
    ...collect('reworded', (at) => !rescopes[at] && (differs[at] ?? false)),
    ...(before.done === after.done
      ? []
      : [change('ticked', after.id, after.title, after.done ? 'done' : 'open again', null, null)]),
  ];
};

const place = (phases: readonly PlanPhase[], { phase, position }: Placed): string => {
  const previous = phases[phase]?.tasks[position - 1];
  return `${phaseName(phases, phase)}, ${previous ? `after ${previous.id ?? previous.title}` : 'first'}`;
};

const comparePhases = (
  before: PlanDocument,
  after: PlanDocument,
  matched: ReadonlyMap<number, number>,
): PlanChange[] => {
  const pairs = Array.from(matched).sort(([a], [b]) => a - b);
  const kept = keptOrder(pairs.map(([, old]) => old));
  const spot = (phases: readonly PlanPhase[], at: number): string =>
    at === 0 ? 'first' : `after ${phaseName(phases, at - 1)}`;
  const changes = pairs.flatMap(([fresh, old], at): PlanChange[] => {
    const title = phaseName(after.phases, fresh);
    const oldTitle = phaseName(before.phases, old);
    const strip = (text: string): string => text.replace(/\d+/, '');
    return [
      ...(strip(oldTitle) === strip(title) ? [] : [change('reworded', null, title, 'phase', oldTitle, title)]),
      ...(kept.has(at)
        ? []
        : [
            change(
              'moved',
              null,
              title,
              spot(after.phases, fresh),
              spot(before.phases, old),
              spot(after.phases, fresh),
            ),
          ]),
    ];
  });
  // A phase with tasks is told by its tasks.
  const emptyOnes = (phases: readonly PlanPhase[], known: ReadonlySet<number>): string[] =>
    phases.flatMap(({ tasks }, at) => (tasks.length === 0 && !known.has(at) ? [phaseName(phases, at)] : []));
  return [
    ...changes,
    ...emptyOnes(after.phases, new Set(matched.keys())).map((title) =>
      change('reworded', null, title, 'new phase', null, title),
    ),
    ...emptyOnes(before.phases, new Set(matched.values())).map((title) =>
      change('reworded', null, title, 'phase removed', title, null),
    ),
  ];
};

type Pair = readonly [fresh: Placed, old: Placed];

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return Array.from(groups.values());
};

/** Tasks that stand elsewhere than before; a phase that went whole into another one is one change. */
const compareOrder = (
  before: PlanDocument,
  after: PlanDocument,
  pairs: readonly Pair[],
  phases: ReadonlyMap<number, number>,
): PlanChange[] => {
  const moved = ([fresh, old]: Pair): PlanChange => {
    const to = place(after.phases, fresh);
    const detail =
      phases.get(fresh.phase) === old.phase ? to.slice(phaseName(after.phases, fresh.phase).length + 2) : `to ${to}`;
    return change('moved', fresh.task.id, fresh.task.title, detail, place(before.phases, old), to);
  };
  const stays = ([fresh, old]: Pair): boolean => phases.get(fresh.phase) === old.phase;
  const survivors = new Set(phases.values());
  const reordered = groupBy(pairs.filter(stays), ([fresh]) => String(fresh.phase)).flatMap((group) => {
    const kept = keptOrder(group.map(([, old]) => old.position));
    return group.filter((_, at) => !kept.has(at)).map(moved);
  });
  const left = groupBy(
    pairs.filter((pair) => !stays(pair)),
    ([fresh, old]) => `${old.phase} ${fresh.phase}`,
  ).flatMap((group) => {
    const [first] = group;
    if (!first || group.length < 2 || survivors.has(first[1].phase)) return group.map(moved);
    if (group.length < pairs.filter(([, old]) => old.phase === first[1].phase).length) return group.map(moved);
    const [from, to] = [phaseName(before.phases, first[1].phase), phaseName(after.phases, first[0].phase)];
    return [change('moved', null, from, `${group.length} tasks to ${to}`, from, to)];
  });
  return [...reordered, ...left];
};

const nameOf = ({ id, title }: PlanTask): string => id ?? title;

/** Added and removed tasks; several that are like one of the other side were split from it or merged into it. */
const compareRest = (
  before: PlanDocument,
  after: PlanDocument,
  removed: readonly Placed[],
  added: readonly Placed[],
): PlanChange[] => {
  const [gone, fresh] = [removed.map(({ task }) => task), added.map(({ task }) => task)];
  const like = findLike(gone, fresh);
  const splits = gone.map((): number[] => []);
  const merges = fresh.map((): number[] => []);
  for (const pair of like) {
    splits[pair.before]?.push(pair.after);
    merges[pair.after]?.push(pair.before);
  }
  const names = (tasks: readonly PlanTask[], at: readonly number[]): string =>
    at
      .map((index) => tasks[index])
      .map((task) => (task ? nameOf(task) : ''))
      .join(', ');
  const relation = (
    own: readonly number[] | undefined,
    others: readonly (readonly number[])[],
    tasks: readonly PlanTask[],
    words: readonly [string, string],
  ): string => {
    if (own && own.length > 1) return `, ${words[0]} ${names(tasks, own)}`;
    const [only] = own ?? [];
    return only !== undefined && (others[only]?.length ?? 0) > 1 ? `, ${words[1]} ${names(tasks, [only])}` : '';
  };
  const describe = (task: PlanTask): string =>
    taskAspects(task)
      .filter(({ name, text }) => name !== 'title' && text !== '')
      .map(({ name, text }) => `${name}: ${text}`)
      .join('\n');
  return [
    ...added.map(({ task, phase }, at) =>
      change(
        'added',
        task.id,
        task.title,
        phaseName(after.phases, phase) + relation(merges[at], splits, gone, ['merged from', 'split from']),
        null,
        describe(task),
      ),
    ),
    ...removed.map(({ task, phase }, at) =>
      change(
        'removed',
        task.id,
        task.title,
        phaseName(before.phases, phase) + relation(splits[at], merges, fresh, ['split into', 'merged into']),
        describe(task),
        null,
      ),
    ),
  ];
};

/**
 * What differs between two texts of a plan: tasks by id, by likeness where ids are missing; phases and sections by
 * title. A task's text changes are told apart into scope, which an approval covers, and wording.
 */
export const comparePlans = (before: string, after: string): readonly PlanChange[] => {
  if (before === after) return [];
  const [old, fresh] = [parsePlan(before), parsePlan(after)];
  const [oldTasks, freshTasks] = [placeTasks(old), placeTasks(fresh)];
  const matched = matchTasks(oldTasks, freshTasks);
  const pairs = freshTasks.flatMap((placed): Pair[] => {
    const was = matched.get(placed);
    return was ? [[placed, was]] : [];
  });
  const textOf = ({ source }: PlanDocument, { range }: PlanTask): string => source.slice(range.start, range.end);
  const isRewritten = ([{ task }, { task: was }]: Pair): boolean => textOf(fresh, task) !== textOf(old, was);
  const survivors = new Set(matched.values());
  const phases = matchPhases(old.phases, fresh.phases, matched);
  return [
    ...compareRest(
      old,
      fresh,
      oldTasks.filter((placed) => !survivors.has(placed)),
      freshTasks.filter((placed) => !matched.has(placed)),
    ),
    ...comparePhases(old, fresh, phases),
    ...compareOrder(old, fresh, pairs, phases),
    ...pairs.filter(isRewritten).flatMap(([placed, was]) => compareTask(was, placed)),
    ...compareHead(old, fresh),
    ...compareSections(old, fresh),
  ];
};

/** True for a change that an approval of the text before does not cover. */
export const touchesScope = ({ kind }: PlanChange): boolean =>
  kind === 'added' || kind === 'removed' || kind === 'rescoped';

/** How many changes there are of each kind, in the order in which they are told. */
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
