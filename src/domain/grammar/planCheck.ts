import { phasesSection, sameSection } from './planDocumentNames';
import {
  allTasks,
  type PlanDocument,
  type PlanProblem,
  type ProblemCode,
  requiredSections,
  type TextRange,
} from './planModel';

/** The requirements that a plan is checked against. */
export interface CheckOptions {
  /** Sections that it must have, by title; the seven of the grammar unless a template names its own. */
  readonly sections?: readonly string[] | undefined;
  /** Length from which the plan is too long, in tokens of about four characters; unlimited when left out. */
  readonly budget?: number;
}

const charactersPerToken = 4;

const warnings = new Set<ProblemCode>(['missingSection', 'emptySection', 'missingAcceptance', 'planTooLong']);

const problem = (
  code: ProblemCode,
  range: TextRange,
  args: PlanProblem['args'],
  taskId: string | null = null,
): PlanProblem => ({
  code,
  severity: warnings.has(code) ? 'warning' : 'error',
  args,
  taskId,
  range,
});

/** From a position to the end of its line. */
const lineAt = (source: string, start: number): TextRange => {
  const length = source.slice(start).search(/[\r\n]|$/);
  return { start, end: start + length };
};

const checkSections = (plan: PlanDocument, wanted: readonly string[]): PlanProblem[] =>
  wanted.flatMap((title) => {
    const section = plan.sections.find((section) => sameSection(section.title, title));
    if (!section) return [problem('missingSection', lineAt(plan.source, 0), { section: title })];
    const text = section.body.replace(/<!--[^]*?(?:-->|$)/g, '').trim();
    const isEmpty = sameSection(title, phasesSection) ? allTasks(plan).length === 0 : text === '';
    return isEmpty ? [problem('emptySection', lineAt(plan.source, section.range.start), { section: title })] : [];
  });

const checkTasks = (plan: PlanDocument): PlanProblem[] => {
  const tasks = allTasks(plan);
  const ids = new Set(tasks.map(({ id }) => id));
  const seen = new Set<string>();
  return tasks.flatMap((task) => {
    const range = lineAt(plan.source, task.range.start);
    const found: PlanProblem[] = [];
    const name = task.id ?? task.title;
    if (task.id !== null && seen.has(task.id)) found.push(problem('duplicateTask', range, { task: name }, task.id));
    if (task.id !== null) seen.add(task.id);
    for (const dependency of task.dependsOn)
      if (!ids.has(dependency)) found.push(problem('unknownDependency', range, { task: name, dependency }, task.id));
    if (task.doneWhen === null) found.push(problem('missingAcceptance', range, { task: name }, task.id));
    return found;
  });
};

/** Walks dependencies depth first; meeting a task again while it is still open closes a cycle. */
const checkCycles = (plan: PlanDocument): PlanProblem[] => {
  const tasks = new Map(allTasks(plan).flatMap((task) => (task.id === null ? [] : [[task.id, task] as const])));
  const state = new Map<string, 'open' | 'closed'>();
  const found: PlanProblem[] = [];
  for (const root of tasks.keys()) {
    if (state.has(root)) continue;
    const trail: { id: string; next: number }[] = [{ id: root, next: 0 }];
    state.set(root, 'open');
    for (let step = trail.at(-1); step; step = trail.at(-1)) {
      const task = tasks.get(step.id);
      const dependency = task?.dependsOn[step.next++];
      if (!task || dependency === undefined) {
        state.set(step.id, 'closed');
        trail.pop();
      } else if (state.get(dependency) === 'open') {
        const cycle = [...trail.slice(trail.findIndex(({ id }) => id === dependency)).map(({ id }) => id), dependency];
        const range = lineAt(plan.source, task.range.start);
        found.push(problem('cyclicDependency', range, { task: step.id, cycle: cycle.join(' → ') }, step.id));
      } else if (tasks.has(dependency) && !state.has(dependency)) {
        state.set(dependency, 'open');
        trail.push({ id: dependency, next: 0 });
      }
    }
  }
  return found;
};

/** Finds problems in a plan's text by itself; whether its files exist is checked elsewhere. */
export const checkPlan = (
  plan: PlanDocument,
  { sections = requiredSections, budget }: CheckOptions = {},
): readonly PlanProblem[] => {
  const tokens = Math.ceil(plan.source.length / charactersPerToken);
  const head = lineAt(plan.source, 0);
  return [
    ...(plan.title === '' ? [problem('missingTitle', head, {})] : []),
    ...checkSections(plan, sections),
    ...checkTasks(plan),
    ...checkCycles(plan),
    ...(budget !== undefined && tokens > budget ? [problem('planTooLong', head, { tokens, budget })] : []),
  ];
};
