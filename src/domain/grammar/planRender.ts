import { containBody } from './planDocumentBody';
import { phasesSection, sameSection } from './planDocumentNames';
import { requiredSections } from './planModel';
import type { DraftTask, FileKind, PlanDraft } from './planModel';

/** Collapses text onto one line: a title, a criterion. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A file as written in a task's text: `` `src/a.ts` (new) `` or `` `src/b.ts` ``. */
export const renderFile = ({ path, kind }: { readonly path: string; readonly kind: FileKind }): string =>
  kind === 'modify' ? `\`${path}\`` : `\`${path}\` (${kind})`;

/** How a task's lines begin: the first, those below it, and labelled ones. */
export interface TaskStyle {
  readonly prefix: string;
  readonly indent: string;
  readonly fieldPrefix: string;
}

const plainStyle: TaskStyle = { prefix: '- ', indent: '  ', fieldPrefix: '  - ' };

/** The labels of a task's fields, in order. */
export const fieldLabels = { files: 'Files', dependsOn: 'Depends on', doneWhen: 'Done when' } as const;

/** A task's lines without line breaks; `dependsOn` already holds ids. */
export const renderTask = (
  id: string,
  task: DraftTask,
  dependsOn: readonly string[],
  style = plainStyle,
): readonly string[] => {
  const fields = [
    [fieldLabels.files, task.files.map(renderFile).join(', ')],
    [fieldLabels.dependsOn, dependsOn.join(', ')],
    [fieldLabels.doneWhen, oneLine(task.doneWhen)],
  ] as const;
  return [
    `${style.prefix}[ ] **${id}** ${oneLine(task.title)}${task.estimate === null ? '' : ` (${task.estimate})`}`,
    ...fields.filter(([, value]) => value !== '').map(([label, value]) => `${style.fieldPrefix}${label}: ${value}`),
    ...renderNotes(containBody(task.notes), style),
  ];
};

/** The lines of a task's notes, preceded by a blank one. */
export const renderNotes = (notes: string, { indent }: TaskStyle): readonly string[] =>
  notes === '' ? [] : ['', ...notes.split('\n').map((line) => (line === '' ? '' : indent + line))];

const place = (order: readonly string[], title: string): number => {
  const at = order.findIndex((name) => sameSection(name, title));
  return at < 0 ? order.length : at;
};

/** A new plan's text in the grammar, with ids `T1`...; sections are ordered by `order`, others follow in their own order. */
export const renderPlan = (draft: PlanDraft, order: readonly string[] = requiredSections): string => {
  const ids = new Map<string, string>();
  let count = 0;
  for (const { tasks } of draft.phases) for (const _ of tasks) ids.set(String(++count), `T${count}`);
  const toId = (reference: string): string => ids.get(reference) ?? reference;
  let next = 0;
  const phases = draft.phases.map(({ title, tasks }) => {
    const items = tasks.map((task) => renderTask(`T${++next}`, task, task.dependsOn.map(toId)).join('\n'));
    const heading = oneLine(title) === '' ? [] : [`### ${oneLine(title)}`];
    return [...heading, ...(items.length > 0 ? [items.join('\n')] : [])].join('\n\n');
  });
  const sections = [
    ...draft.sections
      .filter(({ title }) => !sameSection(title, phasesSection))
      .map(({ title, body }) => ({ title: oneLine(title), body: containBody(body) })),
    { title: phasesSection, body: phases.join('\n\n') },
  ].toSorted((left, right) => place(order, left.title) - place(order, right.title));
  const summary = oneLine(draft.summary);
  return `${[
    `# ${oneLine(draft.title)}`,
    ...(summary === '' ? [] : [`> ${summary}`]),
    ...sections.flatMap(({ title, body }) => [`## ${title}`, ...(body === '' ? [] : [body])]),
  ].join('\n\n')}\n`;
};
