import { parsePlan } from '../domain/grammar/planDocument';
import { allTasks, contains, type PlanDocument, type PlanProblem, taskAt } from '../domain/grammar/planModel';
import type { CheckedReference } from '../domain/references';

/** Missing and ambiguous references, as problems of the plan that names them. */
export const referenceProblems = (document: PlanDocument, references: readonly CheckedReference[]): PlanProblem[] =>
  references
    .filter(({ state }) => state === 'missing' || state === 'ambiguous')
    .map(({ kind, text, path, nearest, state, offset, length }) => ({
      code: state === 'missing' ? ('missingReference' as const) : ('ambiguousReference' as const),
      severity: 'error' as const,
      args: { kind, text, path, nearest: nearest ?? '' },
      taskId: taskAt(document, offset)?.id ?? null,
      range: { start: offset, end: offset + length },
    }));

/** The references without missing ones in done tasks: what those tasks deleted or renamed is gone on purpose. */
export const withoutDoneWork = (
  source: string,
  references: readonly CheckedReference[],
): readonly CheckedReference[] => {
  if (!references.some(({ state }) => state === 'missing')) return references;
  const finished = allTasks(parsePlan(source)).filter(({ done }) => done);
  return references.filter(
    ({ state, offset }) => state !== 'missing' || !finished.some(({ range }) => contains(range, offset)),
  );
};
