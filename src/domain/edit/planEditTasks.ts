import { UserError } from '../errors';
import type { ParsedPhase, ParsedPlan } from '../grammar/planDocument';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { setDependencies, setDoneWhen, setEstimate, setFiles, setTaskTitle, styleBelow } from './planEditFields';
import { findDependencies, findPhase, findTask } from './planEditFind';
import { insertLines, removeLines } from './planEditText';
import { allTasks, type DraftTask, type EditPlace, type PlanEdit, type TextEdit } from '../grammar/planModel';
import { oneLine, renderTask } from '../grammar/planRender';
import type { TaskStyle } from '../grammar/planRender';

const markerKind = (prefix: string): string => prefix.replace(/\d+/g, '1').trim();

/** The last list marker, with what precedes it replaced by spaces: `1. - ` opens two lists on one line. */
const lastMarker = (prefix: string): string =>
  prefix.replace(/\S+(?=[ \t]+\S)/g, (marker) => ' '.repeat(marker.length));

/** The tasks between which to place one; `next` is set only for a place before a task. */
interface TaskPlace {
  readonly previous: ParsedTask | undefined;
  readonly next?: ParsedTask;
}

/** The style of a new task: that of its neighbour, else that of tasks in other phases without their indentation. */
const styleFor = (plan: ParsedPlan, { previous, next }: TaskPlace): TaskStyle => {
  const others = allTasks(plan);
  const model = previous ?? next;
  const prefix = model
    ? lastMarker(model.parts.prefix).replace(/\d+/, (number) => String(Number(number) + (previous ? 1 : 0)))
    : lastMarker(others[0]?.parts.prefix ?? '- ')
        .trimStart()
        .replace(/\d+/, '1');
  return styleBelow(prefix, model ? [model, ...others] : others);
};

/** Inserts a task's lines after another task, before the first one, or at the end of a phase that has none. */
const placeTask = (
  plan: ParsedPlan,
  phase: ParsedPhase,
  { previous, next }: TaskPlace,
  block: readonly string[],
): TextEdit => {
  const { lines } = plan;
  const line = previous?.parts.endLine ?? next?.line ?? phase.endLine;
  const isLoose = phase.tasks.some((task, at) => at > 0 && lines.isBlank(task.line - 1));
  const neighbour = previous ?? next;
  const otherMarker =
    neighbour && markerKind(neighbour.parts.prefix) !== markerKind(/^\s*\S+\s/.exec(block[0] ?? '')?.[0] ?? '');
  if (next && !previous) return insertLines(lines, line, [...block, ...(isLoose || otherMarker ? [''] : [])]);
  const needsGap = previous ? isLoose || otherMarker : line > 0 && !lines.isBlank(line - 1);
  const nextIsOther = line < lines.count && !lines.isBlank(line) && phase.tasks.every((task) => task.line !== line);
  return insertLines(lines, line, [...(needsGap ? [''] : []), ...block, ...(nextIsOther ? [''] : [])]);
};

const findPlace = (plan: ParsedPlan, { tasks }: ParsedPhase, { after, before }: EditPlace): TaskPlace => {
  if (before === undefined) return { previous: after === null ? tasks.at(-1) : findTask(plan, after, tasks) };
  const next = findTask(plan, before, tasks);
  return { previous: tasks[tasks.indexOf(next) - 1], next };
};

/** Adds a task with a new id to a phase, after or before a task or at its end. */
export const addTask = (
  plan: ParsedPlan,
  { phase, task, ...where }: EditPlace & { readonly phase: string; readonly task: DraftTask },
  id: string,
): readonly TextEdit[] => {
  if (oneLine(task.title) === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  const target = findPhase(plan, phase);
  const place = findPlace(plan, target, where);
  const block = renderTask(id, task, findDependencies(plan, task.dependsOn), styleFor(plan, place));
  return [placeTask(plan, target, place, block)];
};

/** Removes a task's list item. */
export const removeTask = (plan: ParsedPlan, id: string): readonly TextEdit[] => {
  const { line, parts } = findTask(plan, id);
  return [removeLines(plan.lines, line, parts.endLine)];
};

/** Moves a task as written; only its indentation is adapted. */
export const moveTask = (plan: ParsedPlan, id: string, phase: string, where: EditPlace): readonly TextEdit[] => {
  const task = findTask(plan, id);
  const target = findPhase(plan, phase);
  const place = findPlace(plan, target, where);
  const { previous, next } = place;
  const [told, other] = next ? (['before', next] as const) : (['after', previous] as const);
  if (other === task && (next || where.after !== null))
    throw new UserError('invalidInput', { field: told, reason: `${id} cannot go beside itself` });
  if (previous === task) return [];
  const at = target.tasks.indexOf(task);
  if (at > 0 && target.tasks[at - 1] === previous) return [];
  const { source, lines } = plan;
  const [from, to] = [task, previous ?? next ?? task].map(({ parts }) => /^[ \t]*/.exec(parts.prefix)?.[0] ?? '') as [
    string,
    string,
  ];
  const written = source.slice(lines.start(task.line), lines.end(task.parts.endLine - 1));
  const moved =
    from === to
      ? written
      : written
          .split(/(?<=[\r\n])(?=[^\r\n])/)
          .map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))
          .join('');
  return [removeLines(lines, task.line, task.parts.endLine), placeTask(plan, target, place, [moved])];
};

/** Changes the given parts of a task; everything else keeps its bytes. */
export const updateTask = (plan: ParsedPlan, edit: Extract<PlanEdit, { type: 'updateTask' }>): readonly TextEdit[] => {
  const task = findTask(plan, edit.task);
  return [
    ...(edit.title === undefined ? [] : setTaskTitle(plan, task, edit.title)),
    ...(edit.estimate === undefined ? [] : setEstimate(plan, task, edit.estimate)),
    ...(edit.files === undefined ? [] : setFiles(plan, task, edit.files)),
    ...(edit.dependsOn === undefined ? [] : setDependencies(plan, task, findDependencies(plan, edit.dependsOn))),
    ...(edit.doneWhen === undefined ? [] : setDoneWhen(plan, task, edit.doneWhen)),
  ];
};
