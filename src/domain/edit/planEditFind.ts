import { UserError } from '../errors';
import type { ParsedPhase, ParsedPlan, ParsedSection } from '../grammar/planDocument';
import { phaseKey, phasePrefix, sameSection } from '../grammar/planDocumentNames';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { allTasks } from '../grammar/planModel';

const unknown = (kind: string, name: string, existing: readonly string[]): UserError =>
  new UserError('invalidInput', {
    field: kind,
    reason: `no ${kind} "${name}"; the plan has ${existing.length > 0 ? existing.join(', ') : 'none'}`,
  });

/** The task with an id; throws `invalidInput` listing the existing ids. */
export const findTask = (plan: ParsedPlan, id: string, among: readonly ParsedTask[] = allTasks(plan)): ParsedTask => {
  const wanted = id.trim().toUpperCase();
  const task = among.find((task) => task.id?.toUpperCase() === wanted);
  if (!task)
    throw unknown(
      'task',
      id,
      among.flatMap(({ id }) => id ?? []),
    );
  return task;
};

/** The ids that a list of dependencies refers to: by id, or by the exact title of a task whose id is not known yet. */
export const findDependencies = (plan: ParsedPlan, references: readonly string[]): readonly string[] => {
  const tasks = allTasks(plan);
  const ids = references.map((reference) => {
    const wanted = reference.trim().toLowerCase();
    return tasks.find(({ title }) => title.toLowerCase() === wanted)?.id ?? findTask(plan, reference).id ?? reference;
  });
  return Array.from(new Set(ids));
};

/** The phase with a title (its number is optional), or `phase 2`; throws `invalidInput` listing the existing phases. */
export const findPhase = (plan: ParsedPlan, name: string): ParsedPhase => {
  const { phases } = plan;
  const number = /^(?:phase\s*)?(\d+)$/i.exec(name.trim())?.[1];
  const exact =
    phases.find(({ title }) => title === name) ?? phases.find(({ title }) => phaseKey(title) === phaseKey(name));
  const numbered = number && phases.find(({ title }) => phasePrefix.exec(title)?.[0].match(/\d+/)?.[0] === number);
  const phase = exact ?? (numbered || (number ? phases[Number(number) - 1] : undefined));
  if (!phase)
    throw unknown(
      'phase',
      name,
      phases.map(({ title }) => `"${title}"`),
    );
  return phase;
};

/** The section with a title or an equivalent one; null if there is none. */
export const findSection = (plan: ParsedPlan, title: string): ParsedSection | null =>
  plan.sections.find((section) => section.title === title) ??
  plan.sections.find((section) => sameSection(section.title, title)) ??
  null;

/** The error for a section that is neither in the plan nor part of the grammar. */
export const unknownSection = (plan: ParsedPlan, title: string): UserError =>
  unknown(
    'section',
    title,
    plan.sections.map((section) => `"${section.title}"`),
  );
