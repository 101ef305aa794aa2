import { z } from 'zod';
import { requiredSections, type FileKind, type PlanDraft, type PlanEdit } from '../domain/planModel';

/** What a model is asked for; what it may give is read more tolerantly below. */
const text = z.string().trim();

const asLines = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => `- ${String(item).replace(/^[-*]\s+/, '')}`).join('\n') : value;

const asList = (value: unknown): unknown => {
  if (value == null || value === '') return [];
  return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
};

const markdown = z.preprocess(asLines, text);

const fileKinds = ['modify', 'new', 'delete'] as const;

const asFile = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const match = /^`?([^`]+?)`?\s*(?:\((new|delete|modify)\))?$/.exec(value.trim());
  return { path: match?.[1] ?? value, kind: match?.[2] ?? 'modify' };
};

/** Words that models use for the three kinds of files. */
const kindWords: Readonly<Record<string, FileKind>> = {
  create: 'new',
  add: 'new',
  update: 'modify',
  edit: 'modify',
  change: 'modify',
  remove: 'delete',
};

const kind = z.preprocess(
  (value) => (typeof value === 'string' ? (kindWords[value.toLowerCase()] ?? value.toLowerCase()) : value),
  z.enum(fileKinds).default('modify'),
);
const file = z.preprocess(asFile, z.object({ path: text.min(1), kind }));
const taskNames = z.preprocess(asList, z.array(z.coerce.string()));
const optional = z.preprocess((value) => value ?? '', markdown);

const task = z.object({
  title: text.min(1).max(300),
  estimate: z
    .preprocess((value) => value ?? null, z.union([z.null(), z.coerce.string().trim().max(20)]))
    .transform((value) => value || null),
  files: z.preprocess(asList, z.array(file)),
  dependsOn: taskNames,
  doneWhen: optional,
  notes: optional,
});

const draft = z.object({
  title: text.min(1, 'must not be empty').max(255),
  summary: optional,
  sections: z.array(z.object({ title: text.min(1), body: markdown })),
  phases: z
    .array(z.object({ title: text.min(1), tasks: z.array(task).min(1, 'needs at least one task') }))
    .min(1, 'needs at least one phase'),
});

const phaseName = z.coerce.string().trim().min(1);
const taskId = z.coerce.string().trim().min(1);
const after = z.preprocess((value) => value ?? null, taskId.nullable());

const edit = z.discriminatedUnion('type', [
  z.object({ type: z.literal('replaceSection'), section: text.min(1), body: markdown }),
  z.object({ type: z.literal('appendToSection'), section: text.min(1), body: markdown }),
  z.object({ type: z.literal('setTitle'), title: text.min(1).max(255) }),
  z.object({ type: z.literal('setSummary'), summary: text }),
  z.object({
    type: z.literal('addPhase'),
    title: text.min(1),
    after: z.preprocess((value) => value ?? null, phaseName.nullable()),
  }),
  z.object({ type: z.literal('renamePhase'), phase: phaseName, title: text.min(1) }),
  z.object({ type: z.literal('removePhase'), phase: phaseName }),
  z.object({ type: z.literal('addTask'), phase: phaseName, after, task }),
  z.object({ type: z.literal('removeTask'), task: taskId }),
  z.object({ type: z.literal('moveTask'), task: taskId, phase: phaseName, after }),
  z.object({
    type: z.literal('updateTask'),
    task: taskId,
    title: text.min(1).max(300).optional(),
    estimate: z.coerce.string().trim().max(20).nullable().optional(),
    files: z.preprocess((value) => (value === undefined ? undefined : asList(value)), z.array(file).optional()),
    dependsOn: z.preprocess(
      (value) => (value === undefined ? undefined : asList(value)),
      z.array(z.coerce.string()).optional(),
    ),
    doneWhen: markdown.optional(),
  }),
]);

const revision = z.object({
  summary: text.max(500).default(''),
  edits: z.array(edit).min(1, 'needs at least one edit'),
});

/** Something read from a model: the value, or what is wrong with it in sentences that the model can act on. */
export type Read<T> = { readonly value: T } | { readonly issues: readonly string[] };

const read = <T>(schema: z.ZodType<T>, input: unknown): Read<T> => {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  return {
    issues: result.error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.') || 'draft'}: ${message}`),
  };
};

/** Reads a draft as a model gives it by tool call. */
export const readDraft = (input: unknown): Read<PlanDraft> => read(draft, input);

/** Reads a revision as a model gives it by tool call. */
export const readRevision = (input: unknown): Read<{ summary: string; edits: PlanEdit[] }> =>
  read(revision as z.ZodType<{ summary: string; edits: PlanEdit[] }>, input);

const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: unknown, description = '') => ({ type: 'array', items, ...(description ? { description } : {}) });
const string = (description = '') => ({ type: 'string', ...(description ? { description } : {}) });

const taskParameters = object(
  {
    title: string('An imperative sentence'),
    estimate: string('For example 3h or 2d'),
    files: list(object({ path: string('Relative to the workspace'), kind: { type: 'string', enum: fileKinds } })),
    dependsOn: list(
      string(),
      'Positions of earlier tasks counted over all phases ("1", "2"), or ids of existing tasks ("T3")',
    ),
    doneWhen: string('A criterion that can be checked'),
    notes: string(),
  },
  ['title', 'files', 'doneWhen'],
);

/** JSON Schema of `create_plan`. */
export const draftParameters: Readonly<Record<string, unknown>> = object(
  {
    title: string(),
    summary: string('One paragraph: what changes and why'),
    sections: list(
      object({ title: string(), body: string('Markdown') }),
      `Every section but the phases: ${requiredSections.filter((name) => name !== 'Implementation Phases').join('; ')}; optionally Risks, Open Questions, Decisions`,
    ),
    phases: list(object({ title: string('Without number'), tasks: list(taskParameters) })),
    template: string('Id of the template, if one was used'),
  },
  ['title', 'summary', 'sections', 'phases'],
);

/** JSON Schema of `revise_plan`: one shape for all edits, because many servers do not take unions. */
export const revisionParameters: Readonly<Record<string, unknown>> = object({
  summary: string('What changes, in one sentence'),
  edits: list(
    object(
      {
        type: {
          type: 'string',
          enum: [
            'replaceSection',
            'appendToSection',
            'setTitle',
            'setSummary',
            'addPhase',
            'renamePhase',
            'removePhase',
            'addTask',
            'removeTask',
            'moveTask',
            'updateTask',
          ],
        },
        section: string('replaceSection, appendToSection: title of the section'),
        body: string('replaceSection, appendToSection: Markdown'),
        title: string('setTitle, addPhase, renamePhase, updateTask'),
        summary: string('setSummary'),
        phase: string('renamePhase, removePhase, addTask, moveTask: title of the phase'),
        after: string(
          'addTask, moveTask: id of the task before it; addPhase: the phase before it; left out: at the end',
        ),
        task: { description: 'addTask: the task as an object; removeTask, moveTask, updateTask: its id' },
        estimate: string('updateTask'),
        files: list(object({ path: string(), kind: { type: 'string', enum: fileKinds } }), 'updateTask'),
        dependsOn: list(string(), 'updateTask'),
        doneWhen: string('updateTask'),
      },
      ['type'],
    ),
  ),
});
