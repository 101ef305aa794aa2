import { parsePlan } from '../domain/grammar/planDocument';
import { sameSection } from '../domain/grammar/planDocumentNames';
import { allTasks, type PlanDocument, type PlanPhase, type PlanTask } from '../domain/grammar/planModel';
import { fieldLabels, renderFile } from '../domain/grammar/planRender';

/** The part of a plan to hand off; `index` counts phases from 0. */
export type HandOffScope =
  | { readonly kind: 'plan' }
  | { readonly kind: 'phase'; readonly index: number }
  | { readonly kind: 'task'; readonly taskId: string };

/** The sections that an implementer needs, and their headings in the prompt. */
const sections = [
  ['Overview & Goals', 'Goal'],
  ['Requirements & Constraints', 'Constraints'],
  ['Architecture & Design', 'Design'],
  ['Decisions', 'Decisions'],
] as const;

const nameOf = ({ id, title }: PlanTask): string => (id === null ? title : `${id}: ${title}`);

const inScope = ({ phases }: PlanDocument, scope: HandOffScope): readonly PlanPhase[] => {
  if (scope.kind === 'plan') return phases;
  if (scope.kind === 'phase') return phases.filter((_, index) => index === scope.index);
  return phases.map((phase) => ({ ...phase, tasks: phase.tasks.filter(({ id }) => id === scope.taskId) }));
};

const taskLines = (task: PlanTask): string => {
  const fields = [
    [fieldLabels.files, task.files.map(renderFile).join(', ')],
    [fieldLabels.dependsOn, task.dependsOn.join(', ')],
    [fieldLabels.doneWhen, task.doneWhen ?? ''],
  ].filter(([, value]) => value !== '');
  return [`#### ${nameOf(task)}`, fields.map(([label, value]) => `- ${label}: ${value}`).join('\n'), task.notes.trim()]
    .filter((part) => part !== '')
    .join('\n\n');
};

const listing = (tasks: readonly PlanTask[]): string => tasks.map((task) => `- ${nameOf(task)}`).join('\n');

/** Open tasks outside the scope that its tasks depend on. */
const waitsFor = ({ phases }: PlanDocument, own: readonly PlanTask[]): readonly PlanTask[] => {
  const wanted = new Set(own.flatMap(({ dependsOn }) => dependsOn));
  return phases
    .flatMap(({ tasks }) => tasks)
    .filter((task) => task.id !== null && wanted.has(task.id) && !task.done && !own.includes(task));
};

/** The tasks of a scope that are not done, in order. */
export const openTasks = (plan: PlanDocument, scope: HandOffScope): readonly PlanTask[] =>
  inScope(plan, scope).flatMap(({ tasks }) => tasks.filter(({ done }) => !done));

/**
 * What an implementer needs from a plan whose boxes show the progress: the open tasks of the scope with files and
 * acceptance criteria, the goal, constraints, design and decisions, and what is done. Null if nothing is open.
 */
export const handOffPrompt = (text: string, scope: HandOffScope): string | null => {
  const plan = parsePlan(text);
  const own = openTasks(plan, scope);
  if (own.length === 0) return null;
  const done = allTasks(plan).filter((task) => task.done);
  const waiting = waitsFor(plan, own);
  const tasks = inScope(plan, scope)
    .map(({ title, tasks }) => ({ title, open: tasks.filter((task) => !task.done) }))
    .filter(({ open }) => open.length > 0)
    .map(({ title, open }) => [...(title === '' ? [] : [`### ${title}`]), ...open.map(taskLines)].join('\n\n'));
  const background = sections.flatMap(([name, heading]) => {
    const body = plan.sections.find(({ title }) => sameSection(title, name))?.body.trim() ?? '';
    return body === '' ? [] : [`## ${heading}`, body];
  });
  const work = own.length === 1 ? 'the task' : `the ${own.length} tasks`;
  return `${[
    `Implement ${work} below, of the plan "${plan.title}".`,
    plan.summary,
    'Keep to the constraints and decisions. Check each task against its "Done when" before you go on. Change nothing that no task asks for; say so where a task does not fit the code as it is.',
    '## Tasks',
    ...tasks,
    ...(waiting.length === 0 ? [] : ['## Not done yet, but needed first', listing(waiting)]),
    ...background,
    ...(done.length === 0 ? [] : ['## Already done', listing(done)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};
