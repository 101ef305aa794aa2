import fc from 'fast-check';
import { UserError } from '../../../../src/domain/errors';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import type { PlanEdit } from '../../../../src/domain/grammar/planModel';
import { taskParts, titles } from './planTexts';

const wishes = fc.record({
  type: fc.constantFrom(
    'add',
    'remove',
    'move',
    'title',
    'estimate',
    'files',
    'doneWhen',
    'depends',
    'section',
    'summary',
  ),
  task: fc.nat(),
  phase: fc.nat(),
  first: fc.boolean(),
  parts: taskParts,
  title: titles,
});
type Wish = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

/** Wishes of a random editing session. */
export const editSequences: fc.Arbitrary<readonly Wish[]> = fc.array(wishes, { minLength: 1, maxLength: 8 });

/** Edits that only reword or move things. */
export const wordingSequences: fc.Arbitrary<readonly Wish[]> = editSequences.map((list) =>
  list.map((wish) => ({ ...wish, type: (['title', 'estimate', 'move', 'summary'] as const)[wish.task % 4]! })),
);

const toEdit = (source: string, { type, task: at, phase: phaseAt, first, parts, title }: Wish): PlanEdit | null => {
  const { phases } = parsePlan(source);
  const tasks = phases.flatMap((phase) => phase.tasks);
  const task = tasks[at % Math.max(tasks.length, 1)]?.id ?? null;
  const phase = phases[phaseAt % Math.max(phases.length, 1)]?.title ?? '';
  const after = first ? (phases[phaseAt % Math.max(phases.length, 1)]?.tasks[0]?.id ?? null) : null;
  if (type === 'section') return { type: 'replaceSection', section: 'Testing Strategy', body: `- ${title}` };
  if (type === 'summary') return { type: 'setSummary', summary: title };
  if (type === 'add') return { type: 'addTask', phase, after, task: { ...parts, dependsOn: [] } };
  if (task === null) return null;
  switch (type) {
    case 'remove':
      return { type: 'removeTask', task };
    case 'move':
      return { type: 'moveTask', task, phase, after };
    case 'title':
      return { type: 'updateTask', task, title };
    case 'estimate':
      return { type: 'updateTask', task, estimate: parts.estimate };
    case 'files':
      return { type: 'updateTask', task, files: parts.files };
    case 'doneWhen':
      return { type: 'updateTask', task, doneWhen: parts.doneWhen };
    default:
      return { type: 'updateTask', task, dependsOn: [tasks[phaseAt % tasks.length]?.id ?? task] };
  }
};

/** The text after a session's edits; wishes without meaning there are skipped. */
export const playEdits = (source: string, list: readonly Wish[]): string =>
  list.reduce((text, wish) => {
    const edit = toEdit(text, wish);
    if (edit === null) return text;
    try {
      return editPlan(text, [edit]).source;
    } catch (error) {
      if (error instanceof UserError) return text;
      throw error;
    }
  }, source);
