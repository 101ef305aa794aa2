import { type FoundChange, found, ofTask, phaseName } from './planDiffFound';
import { keptOrder, type Placed } from './planDiffMatch';
import type { SayChange } from './planDiffWords';
import type { PlanDocument, PlanPhase } from '../grammar/planModel';

/** A task after and before the change. */
export type Pair = readonly [fresh: Placed, old: Placed];

/** Where a task is in its phase. */
const spot = (phases: readonly PlanPhase[], { phase, position }: Placed, say: SayChange): string => {
  const previous = phases[phase]?.tasks[position - 1];
  return previous ? say('after', previous.id ?? previous.title) : say('first');
};

const place = (phases: readonly PlanPhase[], placed: Placed, say: SayChange): string =>
  `${phaseName(phases, placed.phase)}, ${spot(phases, placed, say)}`;

/** Renamed and moved phases, and empty ones that were added or removed: a phase with tasks is reported through its tasks. */
export const comparePhases = (
  before: PlanDocument,
  after: PlanDocument,
  matched: ReadonlyMap<number, number>,
  say: SayChange,
): FoundChange[] => {
  const pairs = Array.from(matched).sort(([a], [b]) => a - b);
  const kept = keptOrder(pairs.map(([, old]) => old));
  const order = (phases: readonly PlanPhase[], at: number): string =>
    at === 0 ? say('first') : say('after', phaseName(phases, at - 1));
  const strip = (text: string): string => text.replace(/\d+/, '');
  const changes = pairs.flatMap(([fresh, old], at): FoundChange[] => {
    const subject = { type: 'phase' as const, old, fresh };
    const title = phaseName(after.phases, fresh);
    const oldTitle = phaseName(before.phases, old);
    const [from, to] = [order(before.phases, old), order(after.phases, fresh)];
    return [
      ...(strip(oldTitle) === strip(title)
        ? []
        : [found(subject, 'reworded', null, title, say('phase'), oldTitle, title)]),
      ...(kept.has(at) ? [] : [found(subject, 'moved', null, title, to, from, to)]),
    ];
  });
  const emptyOnes = (phases: readonly PlanPhase[], known: ReadonlySet<number>): number[] =>
    phases.flatMap(({ tasks }, at) => (tasks.length === 0 && !known.has(at) ? [at] : []));
  return [
    ...changes,
    ...emptyOnes(after.phases, new Set(matched.keys())).map((fresh) => {
      const title = phaseName(after.phases, fresh);
      return found({ type: 'phase', old: null, fresh }, 'reworded', null, title, say('newPhase'), null, title);
    }),
    ...emptyOnes(before.phases, new Set(matched.values())).map((old) => {
      const title = phaseName(before.phases, old);
      return found({ type: 'phase', old, fresh: null }, 'reworded', null, title, say('phaseRemoved'), title, null);
    }),
  ];
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return Array.from(groups.values());
};

/** Moved tasks; a phase whose tasks all moved into another one counts as one change. */
export const compareOrder = (
  before: PlanDocument,
  after: PlanDocument,
  pairs: readonly Pair[],
  phases: ReadonlyMap<number, number>,
  say: SayChange,
): FoundChange[] => {
  const stays = ([fresh, old]: Pair): boolean => phases.get(fresh.phase) === old.phase;
  const moved = (pair: Pair): FoundChange => {
    const [fresh, old] = pair;
    const to = place(after.phases, fresh, say);
    const detail = stays(pair) ? spot(after.phases, fresh, say) : say('to', to);
    const { id, title } = fresh.task;
    return found(ofTask(old.task, fresh.task), 'moved', id, title, detail, place(before.phases, old, say), to);
  };
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
    const tasks = group.map(([fresh, old]) => ({ old: old.task, fresh: fresh.task }));
    const detail = say('tasksTo', group.length, to);
    return [found({ type: 'tasks', pairs: tasks }, 'moved', null, from, detail, from, to)];
  });
  return [...reordered, ...left];
};
