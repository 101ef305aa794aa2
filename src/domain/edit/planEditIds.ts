import { parseForEdits } from '../grammar/planDocument';
import { ownId, type ParsedTask } from '../grammar/planDocumentTask';
import { applyEdits } from './planEditText';
import { type PlanDocument, taskIdsOf, type TextEdit } from '../grammar/planModel';

/** Returns a generator of task ids `T<n>` that are not in use, appear nowhere in the text and were never used before. */
export const freshIds = (plan: PlanDocument, retired: Iterable<string>): (() => string) => {
  const gone = new Set(retired);
  const own = taskIdsOf(plan);
  const numbers = [...own, ...gone].map((id) => Number(ownId.exec(id)?.[1] ?? 0));
  const mentioned = new Set(plan.source.match(/\bT\d+\b/g));
  let last = numbers.reduce((most, number) => Math.max(most, number), 0);
  return () => {
    let id = `T${++last}`;
    while (mentioned.has(id) || gone.has(id)) id = `T${++last}`;
    return id;
  };
};

/**
 * Edits that add an id, and a box if missing, to each task that has a title and no id; other tasks stay as they are.
 * A mark that several tasks share, such as a label, is no id, and of tasks that share one like ours the first keeps it,
 * unless the plan is known to have used it. In a phase where the numbers begin again, dependencies go with the new ids.
 */
export const assignIds = (source: string, retired: readonly string[] = []): readonly TextEdit[] => {
  const plan = parseForEdits(source);
  const next = freshIds(plan, retired);
  const ids = taskIdsOf(plan);
  const shared = new Set(ids.filter((id, at) => ids.indexOf(id) < at && !retired.includes(id)));
  const kept = new Set<string>();
  return plan.phases.flatMap(({ tasks }) => {
    const earlier = new Set(kept);
    const renamed = new Map<string, string>();
    const given = tasks.flatMap(({ id, title, boxRange, parts: { headStart, idRange } }): readonly TextEdit[] => {
      if (id !== null && !shared.has(id)) return [];
      if (id !== null && idRange !== null && ownId.test(id)) {
        const isFirst = !kept.has(id);
        kept.add(id);
        if (isFirst || title === '') return [];
        const fresh = next();
        if (earlier.has(id) && !renamed.has(id)) renamed.set(id, fresh);
        return [{ range: idRange, text: fresh }];
      }
      const box = boxRange === null ? '[ ] ' : '';
      return title === '' ? [] : [{ range: { start: headStart, end: headStart }, text: `${box}**${next()}** ` }];
    });
    return [...given, ...tasks.flatMap((task) => renameDependencies(source, task, renamed))];
  });
};

const renameDependencies = (
  source: string,
  { parts }: ParsedTask,
  renamed: ReadonlyMap<string, string>,
): readonly TextEdit[] =>
  parts.fields
    .filter(({ kind }) => kind === 'dependsOn')
    .flatMap(({ value: range }) => {
      const before = source.slice(range.start, range.end);
      const text = withOtherIds(before, renamed);
      return text === before ? [] : [{ range, text }];
    });

const withOtherIds = (text: string, others: ReadonlyMap<string, string>): string =>
  text.replace(/\bT-?\d+\b/g, (id) => others.get(id) ?? id);

/** The source after the edits of `assignIds`. */
export const withIds = (source: string, retired: readonly string[] = []): string =>
  applyEdits(source, assignIds(source, retired));

/** The source with a fresh id in place of each of the given ones (`T3`), wherever the text names it. */
export const replaceIds = (source: string, ids: readonly string[], retired: readonly string[]): string => {
  const next = freshIds(parseForEdits(source), retired);
  const fresh = new Map(ids.map((id) => [id, next()]));
  return withOtherIds(source, fresh);
};
