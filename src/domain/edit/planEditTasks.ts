import { UserError } from '../errors';
import type { ParsedPhase, ParsedPlan } from '../grammar/planDocument';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { setDependencies, setDoneWhen, setEstimate, setFiles, setTaskTitle, styleBelow } from './planEditFields';
import { allTasks, findDependencies, findPhase, findTask } from './planEditFind';
import { insertLines, removeLines } from './planEditText';
import type { DraftTask, PlanEdit, TextEdit } from '../grammar/planModel';
import { oneLine, renderTask } from '../grammar/planRender';
import type { TaskStyle } from '../grammar/planRender';

const markerKind = (prefix: string): string => prefix.replace(/\d+/g, '1').trim();

/** A list marker with what stands before it turned to space: `1. - ` opens two lists on one line. */
const lastMarker = (prefix: string): string =>
  prefix.replace(/\S+(?=[ \t]+\S)/g, (marker) => ' '.repeat(marker.length));

/** How a new task is written: as the one that it follows, else as tasks of other phases without their indentation. */
const styleFor = (plan: ParsedPlan, model: ParsedTask | undefined): TaskStyle => {
  const others = allTasks(plan);
  const prefix = model
    ? lastMarker(model.parts.prefix).replace(/\d+/, (number) => String(Number(number) + 1))
    : lastMarker(others[0]?.parts.prefix ?? '- ')
        .trimStart()
        .replace(/\d+/, '1');
  return styleBelow(prefix, model ? [model, ...others] : others);
};

/** Inserts a task's lines behind another task, or at the end of a phase that has none. */
const placeTask = (
  plan: ParsedPlan,
  phase: ParsedPhase,
  after: ParsedTask | undefined,
  block: readonly string[],
): TextEdit => {
  const { lines } = plan;
  const line = after?.parts.endLine ?? phase.endLine;
  const isLoose = phase.tasks.some((task, at) => at > 0 && lines.isBlank(task.line - 1));
  const otherMarker =
    after && markerKind(after.parts.prefix) !== markerKind(/^\s*\S+\s/.exec(block[0] ?? '')?.[0] ?? '');
  const needsGap = after ? isLoose || otherMarker : line > 0 && !lines.isBlank(line - 1);
  const nextIsOther = line < lines.count && !lines.isBlank(line) && phase.tasks.every((task) => task.line !== line);
  return insertLines(lines, line, [...(needsGap ? [''] : []), ...block, ...(nextIsOther ? [''] : [])]);
};

const findBefore = (plan: ParsedPlan, phase: ParsedPhase, after: string | null): ParsedTask | undefined =>
  after === null ? phase.tasks.at(-1) : findTask(plan, after, phase.tasks);

/** Adds a task with a new id to a phase, behind a task or at its end. */
export const addTask = (
  plan: ParsedPlan,
  { phase, after, task }: { readonly phase: string; readonly after: string | null; readonly task: DraftTask },
  id: string,
): readonly TextEdit[] => {
  if (oneLine(task.title) === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  const target = findPhase(plan, phase);
  const previous = findBefore(plan, target, after);
  const block = renderTask(id, task, findDependencies(plan, task.dependsOn), styleFor(plan, previous));
  return [placeTask(plan, target, previous, block)];
};

/** Removes a task's list item. */
export const removeTask = (plan: ParsedPlan, id: string): readonly TextEdit[] => {
  const { line, parts } = findTask(plan, id);
  return [removeLines(plan.lines, line, parts.endLine)];
};

/** Moves a task as it is written; only its indentation follows the new surroundings. */
export const moveTask = (plan: ParsedPlan, id: string, phase: string, after: string | null): readonly TextEdit[] => {
  const task = findTask(plan, id);
  const target = findPhase(plan, phase);
  const previous = findBefore(plan, target, after);
  const at = target.tasks.indexOf(task);
  if (previous === task) {
    if (after === null) return [];
    throw new UserError('invalidInput', { field: 'after', reason: `${id} cannot follow itself` });
  }
  if (at > 0 && target.tasks[at - 1] === previous) return [];
  const { source, lines } = plan;
  const [from, to] = [task, previous ?? task].map(({ parts }) => /^[ \t]*/.exec(parts.prefix)?.[0] ?? '') as [
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
  return [removeLines(lines, task.line, task.parts.endLine), placeTask(plan, target, previous, [moved])];
};

/** Changes the named parts of a task; everything else keeps its bytes. */
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
