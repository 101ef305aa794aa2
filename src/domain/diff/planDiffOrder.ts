import { type FoundChange, found, ofTask, phaseName } from './planDiffFound';
import { keptOrder, type Placed } from './planDiffMatch';
import type { PlanDocument, PlanPhase } from '../grammar/planModel';

/** A task after and before the change. */
export type Pair = readonly [fresh: Placed, old: Placed];

const place = (phases: readonly PlanPhase[], { phase, position }: Placed): string => {
  const previous = phases[phase]?.tasks[position - 1];
  return `${phaseName(phases, phase)}, ${previous ? `after ${previous.id ?? previous.title}` : 'first'}`;
};

/** Renamed and moved phases, and empty ones that were added or removed: a phase with tasks is reported through its tasks. */
export const comparePhases = (
  before: PlanDocument,
  after: PlanDocument,
  matched: ReadonlyMap<number, number>,
): FoundChange[] => {
  const pairs = Array.from(matched).sort(([a], [b]) => a - b);
  const kept = keptOrder(pairs.map(([, old]) => old));
  const spot = (phases: readonly PlanPhase[], at: number): string =>
    at === 0 ? 'first' : `after ${phaseName(phases, at - 1)}`;
  const strip = (text: string): string => text.replace(/\d+/, '');
  const changes = pairs.flatMap(([fresh, old], at): FoundChange[] => {
    const subject = { type: 'phase' as const, old, fresh };
    const title = phaseName(after.phases, fresh);
    const oldTitle = phaseName(before.phases, old);
    const [from, to] = [spot(before.phases, old), spot(after.phases, fresh)];
    return [
      ...(strip(oldTitle) === strip(title) ? [] : [found(subject, 'reworded', null, title, 'phase', oldTitle, title)]),
      ...(kept.has(at) ? [] : [found(subject, 'moved', null, title, to, from, to)]),
    ];
  });
  const emptyOnes = (phases: readonly PlanPhase[], known: ReadonlySet<number>): number[] =>
    phases.flatMap(({ tasks }, at) => (tasks.length === 0 && !known.has(at) ? [at] : []));
  return [
    ...changes,
    ...emptyOnes(after.phases, new Set(matched.keys())).map((fresh) => {
      const title = phaseName(after.phases, fresh);
      return found({ type: 'phase', old: null, fresh }, 'reworded', null, title, 'new phase', null, title);
    }),
    ...emptyOnes(before.phases, new Set(matched.values())).map((old) => {
      const title = phaseName(before.phases, old);
      return found({ type: 'phase', old, fresh: null }, 'reworded', null, title, 'phase removed', title, null);
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
): FoundChange[] => {
  const stays = ([fresh, old]: Pair): boolean => phases.get(fresh.phase) === old.phase;
  const moved = (pair: Pair): FoundChange => {
    const [fresh, old] = pair;
    const to = place(after.phases, fresh);
    const detail = stays(pair) ? to.slice(phaseName(after.phases, fresh.phase).length + 2) : `to ${to}`;
    const { id, title } = fresh.task;
    return found(ofTask(old.task, fresh.task), 'moved', id, title, detail, place(before.phases, old), to);
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
    return [found({ type: 'tasks', pairs: tasks }, 'moved', null, from, `${group.length} tasks to ${to}`, from, to)];
  });
  return [...reordered, ...left];
};
