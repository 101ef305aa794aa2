import * as z from 'zod';
import type { PlanDraft, PlanEdit } from '../domain/grammar/planModel';
import { looseDraft } from './looseDraft';
import { looseRevision } from './looseRevision';
import { fromJson } from './tolerance';

const maxTitleLength = 255;
const maxIssues = 10;

const text = (description: string) => z.string({ error: 'give a text' }).describe(description);
const title = (description: string) => text(description).trim().min(1, 'must not be empty').max(maxTitleLength);

/** JSON where prose belongs is a mistake of the model and must never be shown as a plan. */
const prose = (description: string) =>
  text(description).refine((value) => typeof fromJson(value) !== 'object', 'is JSON; write Markdown');

const file = z.object({
  path: text('Path relative to the workspace').min(1),
  kind: z.enum(['modify', 'new', 'delete']).describe('What happens to the file'),
});

const task = z.object({
  title: title('An imperative sentence'),
  estimate: z.string().nullable().describe('For example 3h or 2d'),
  files: z.array(file),
  dependsOn: z.array(z.string()).describe('Positions of earlier tasks counted over all phases ("1", "2")'),
  doneWhen: prose('A criterion that can be checked'),
  notes: prose('Anything else, as Markdown'),
});

const draft = z.object({
  title: title('What the plan is called'),
  summary: prose('One paragraph: what changes and why'),
  sections: z
    .array(z.object({ title: title('Title of the section'), body: prose('Markdown without the heading') }))
    .describe('Every section that a plan has, but the phases; optionally Risks, Open Questions, Decisions'),
  phases: z
    .array(z.object({ title: title('Without number'), tasks: z.array(task, 'give a list of tasks') }), {
      error: 'give a list of phases with tasks',
    })
    .min(1, 'give at least one phase with at least one task'),
});

/** A dependency that matches no task would vanish from the text, so it goes back to the model. */
const draftWithTasks = draft.superRefine(({ phases }, context) => {
  const count = phases.flatMap(({ tasks }) => tasks).length;
  phases.forEach(({ tasks }, phase) =>
    tasks.forEach(({ dependsOn }, task) => {
      for (const reference of dependsOn) {
        const position = Number(/^T?(\d+)$/.exec(reference)?.[1] ?? 0);
        if (position >= 1 && position <= count) continue;
        const path = ['phases', phase, 'tasks', task, 'dependsOn'];
        context.addIssue({
          code: 'custom',
          path,
          message: `"${reference}" is no task; give positions from 1 to ${count}`,
        });
      }
    }),
  );
});

const section = title('Title of the section');
const phase = z.coerce.string().pipe(title('Title of the phase'));
const id = z.string({ error: 'give the id of a task, such as "T3"' }).trim().min(1);
const place = { after: z.string().nullable(), before: z.string().optional() };
const isOnePlace = (where: { readonly after: string | null; readonly before?: string | undefined }): boolean =>
  where.after === null || where.before === undefined;
const onePlace = { error: 'give either after or before' };
/** A bare number could be an id or a position: a wrong guess would silently create a wrong dependency. */
const references = z.array(
  z.string().refine((reference) => !/^\d+$/.test(reference), {
    error: ({ input }) =>
      `"${String(input)}" is no id; give ids such as "T3", or exact titles of tasks added earlier in this call`,
  }),
);

const editTypes = [
  'replaceSection',
  'appendToSection',
  'removeSection',
  'setTitle',
  'setSummary',
  'addPhase',
  'renamePhase',
  'removePhase',
  'addTask',
  'removeTask',
  'moveTask',
  'updateTask',
] as const satisfies readonly PlanEdit['type'][];

const edit = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('replaceSection'), section, body: prose('Markdown') }),
    z.strictObject({
      type: z.literal('appendToSection'),
      section,
      body: prose('Markdown').min(1, 'must not be empty'),
    }),
    z.strictObject({ type: z.literal('removeSection'), section }),
    z.strictObject({ type: z.literal('setTitle'), title: title('') }),
    z.strictObject({ type: z.literal('setSummary'), summary: prose('') }),
    z.strictObject({ type: z.literal('addPhase'), title: title(''), ...place }).refine(isOnePlace, onePlace),
    z.strictObject({ type: z.literal('renamePhase'), phase, title: title('') }),
    z.strictObject({ type: z.literal('removePhase'), phase }),
    z
      .strictObject({ type: z.literal('addTask'), phase, ...place, task: task.extend({ dependsOn: references }) })
      .refine(isOnePlace, onePlace),
    z.strictObject({ type: z.literal('removeTask'), task: id }),
    z.strictObject({ type: z.literal('moveTask'), task: id, phase, ...place }).refine(isOnePlace, onePlace),
    z.strictObject({
      type: z.literal('updateTask'),
      task: id,
      title: title('').optional(),
      estimate: z.string().nullable().optional(),
      files: z.array(file).optional(),
      dependsOn: references.optional(),
      doneWhen: prose('').optional(),
      notes: prose('').optional(),
    }),
  ],
  { error: `give an object whose type is one of ${editTypes.join(', ')}` },
);

const revision = z.object({
  summary: z.string(),
  edits: z.array(edit, { error: 'give a list of edits' }).min(1, 'give at least one edit'),
});

const askedTask = task
  .partial({ estimate: true, dependsOn: true, notes: true })
  .extend({ estimate: text('For example 3h or 2d').optional() });

const addedTask = askedTask.extend({
  dependsOn: z
    .array(z.string())
    .describe('Ids of tasks ("T3"), or exact titles of tasks added earlier in this call; no positions')
    .optional(),
});

/** One shape for all edits, because many servers do not accept unions. */
const editFields = z.object({
  type: z.enum(editTypes),
  section: text('replaceSection (a new title adds a section), appendToSection, removeSection: its title').optional(),
  body: text('replaceSection, appendToSection: Markdown').optional(),
  title: text('setTitle, addPhase, renamePhase, updateTask').optional(),
  summary: text('setSummary').optional(),
  phase: text('renamePhase, removePhase, addTask, moveTask: title of the phase').optional(),
  after: text(
    'addTask, moveTask: id of the task before it; addPhase: the phase before it; left out: at the end',
  ).optional(),
  before: text('Instead of after: the task or phase that comes next').optional(),
  task: text('removeTask, moveTask, updateTask: id of the task').optional(),
  newTask: addedTask.describe('addTask: the task').optional(),
  estimate: text('updateTask').optional(),
  files: z.array(file).describe('updateTask: all files of the task').optional(),
  dependsOn: z.array(z.string()).describe('updateTask: all that it depends on, as in newTask').optional(),
  doneWhen: text('updateTask').optional(),
  notes: text('updateTask: all notes of the task').optional(),
});

/** The arguments of `create_plan` as described to a model. */
export const askedDraft = draft.extend({
  phases: z.array(z.object({ title: text('Without number'), tasks: z.array(askedTask) })),
  template: text('Id of the template, if one was used').optional(),
});

/** The arguments of `revise_plan` as described to a model. */
export const askedRevision = z.object({
  summary: text('What changes, in one sentence'),
  edits: z.array(editFields),
});

/** A model's input once read: the value, or what is wrong with it in sentences that the model can act on. */
export type Read<T> = { readonly value: T } | { readonly issues: readonly string[] };

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`)).join('');

const read = <T>(schema: z.ZodType<T>, input: unknown, whole: string): Read<T> => {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  const { issues } = result.error;
  return { issues: issues.slice(0, maxIssues).map(({ path, message }) => `${pathText(path) || whole}: ${message}`) };
};

/** Reads a draft from a model's tool call. */
export const readDraft = (input: unknown): Read<PlanDraft> => read(draftWithTasks, looseDraft(input), 'the draft');

/** Reads a revision from a model's tool call. */
export const readRevision = (input: unknown): Read<{ readonly summary: string; readonly edits: readonly PlanEdit[] }> =>
  read(revision as z.ZodType<{ summary: string; edits: PlanEdit[] }>, looseRevision(input), 'the revision');
