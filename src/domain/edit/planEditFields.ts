import { UserError } from '../errors';
import type { ParsedPlan } from '../grammar/planDocument';
import type { FieldKind } from '../grammar/planDocumentFields';
import { taskIdPattern } from '../grammar/planDocumentTask';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { insertLines, removeLines } from './planEditText';
import { allTasks, type DraftTask, type TextEdit } from '../grammar/planModel';
import { fieldLabels, oneLine, renderFile } from '../grammar/planRender';
import type { TaskStyle } from '../grammar/planRender';

type NamedField = keyof typeof fieldLabels;
const fieldOrder: readonly FieldKind[] = ['files', 'dependsOn', 'doneWhen'];
const everyId = new RegExp(`\\b${taskIdPattern.source}\\b`, 'g');

const columnOf = (indent: string): number => {
  let column = 0;
  for (const character of indent) column = character === '\t' ? column + 4 - (column % 4) : column + 1;
  return column;
};

/** How lines under a list item with this prefix begin: like those of the given tasks if that fits. */
export const styleBelow = (prefix: string, models: readonly ParsedTask[]): TaskStyle => {
  const indent = prefix.replace(/\S/g, ' ');
  const inner = columnOf(indent);
  const fits = (line: string): boolean => {
    const column = columnOf(/^[ \t]*/.exec(line)?.[0] ?? '');
    return column >= inner && column < inner + 4;
  };
  const used = models.flatMap(({ parts }) => parts.fields.map((field) => field.prefix)).find(fits);
  return { prefix, indent, fieldPrefix: used?.replace(/\d+/, '1') ?? `${indent}- ` };
};

/** The prefix of a new field, like those of the given tasks: one indented less than the task's own text would absorb that text. */
const prefixBeside = ({ parts }: ParsedTask, models: readonly ParsedTask[]): string =>
  parts.textIndent !== null && columnOf(parts.textIndent) >= columnOf(parts.prefix.replace(/\S/g, ' '))
    ? `${parts.textIndent}- `
    : styleBelow(parts.prefix, models).fieldPrefix;

/** Replaces the value after a field's label, adds the field where it belongs, or removes it if the value is empty. */
const setField = (plan: ParsedPlan, task: ParsedTask, kind: NamedField, value: string): readonly TextEdit[] => {
  const { lines } = plan;
  const { fields, fieldLine } = task.parts;
  const [first, ...repeated] = fields.filter((field) => field.kind === kind);
  if (first) {
    const rest = repeated.map(({ line, endLine }) => ({ range: lines.range(line, endLine), text: '' }));
    if (value === '') return [removeLines(lines, first.line, first.endLine), ...rest];
    return [{ range: first.value, text: ` ${value}` }, ...rest];
  }
  if (value === '') return [];
  const rank = (field: FieldKind): number => fieldOrder.indexOf(field);
  const before = fields.findLast((field) => rank(field.kind) < rank(kind));
  const behind = fields.find((field) => rank(field.kind) > rank(kind));
  const own = (before ?? behind)?.prefix;
  const text = `${own ?? prefixBeside(task, allTasks(plan))}${fieldLabels[kind]}: ${value}`;
  return [insertLines(lines, before?.endLine ?? behind?.line ?? fieldLine, [text])];
};

/** A run of a task's lines: a field of some kind, or a line that belongs to none. */
interface Piece {
  readonly kind: FieldKind | null;
  readonly lines: readonly string[];
}

const piecesOf = ({ lines }: ParsedPlan, { line: first, parts: { fields, endLine } }: ParsedTask): Piece[] => {
  const pieces: Piece[] = [];
  for (let at = first; at < endLine;) {
    const field = fields.find(({ line }) => line === at);
    const end = field?.endLine ?? at + 1;
    pieces.push({ kind: field?.kind ?? null, lines: lines.texts(at, end) });
    at = end;
  }
  return pieces;
};

const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

/** A task's text with its fields of some kinds as another state of it has them, word for word but for the indentation. */
export const withFieldsOf = (
  plan: ParsedPlan,
  task: ParsedTask,
  other: { readonly plan: ParsedPlan; readonly task: ParsedTask },
  kinds: readonly FieldKind[],
): string => {
  const { fields, fieldLine } = task.parts;
  const own = indentOf(fields[0]?.prefix ?? prefixBeside(task, [other.task, ...allTasks(plan)]));
  const given = piecesOf(other.plan, other.task).map(({ kind, lines }) => {
    const indent = indentOf(lines[0] ?? '');
    return { kind, lines: lines.map((line) => (line.startsWith(indent) ? own + line.slice(indent.length) : line)) };
  });
  let pieces = piecesOf(plan, task);
  for (const kind of kinds) {
    const taken = given.filter((piece) => piece.kind === kind);
    const [before, at, behind] = [
      pieces.findLastIndex((piece) => piece.kind !== null && fieldOrder.indexOf(piece.kind) < fieldOrder.indexOf(kind)),
      pieces.findIndex((piece) => piece.kind === kind),
      pieces.findIndex((piece) => piece.kind !== null && fieldOrder.indexOf(piece.kind) > fieldOrder.indexOf(kind)),
    ];
    const place = at >= 0 ? at : before >= 0 ? before + 1 : behind >= 0 ? behind : fieldLine - task.line;
    pieces = [...pieces.slice(0, place), ...taken, ...pieces.slice(place).filter((piece) => piece.kind !== kind)];
  }
  return pieces.flatMap(({ lines }) => lines).join(plan.lines.breakAt(task.line));
};

/** Sets a task's title; if its bold includes the id, the bold's end is kept. */
export const setTaskTitle = (plan: ParsedPlan, { parts }: ParsedTask, title: string): readonly TextEdit[] => {
  const text = oneLine(title);
  if (text === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  const { start, end } = parts.titleRange;
  const closesBold = plan.source.slice(start, end).split('**').length % 2 === 0;
  const gap = start === end && /\S/.test(plan.source.slice(start - 1, start)) ? ' ' : '';
  return [{ range: parts.titleRange, text: gap + text + (closesBold ? '**' : '') }];
};

/** Sets or removes a task's estimate, at its current place or after the title. */
export const setEstimate = (plan: ParsedPlan, { parts }: ParsedTask, estimate: string | null): readonly TextEdit[] => {
  const text = oneLine(estimate ?? '');
  const field = parts.fields.find(({ kind }) => kind === 'estimate');
  if (parts.estimate)
    return [text === '' ? { range: parts.estimate.whole, text: '' } : { range: parts.estimate.value, text }];
  if (field)
    return [
      text === '' ? removeLines(plan.lines, field.line, field.endLine) : { range: field.value, text: ` ${text}` },
    ];
  return text === '' ? [] : [{ range: { start: parts.titleEnd, end: parts.titleEnd }, text: ` (${text})` }];
};

/** Sets a task's files; those that remain keep their wording, including line numbers. */
export const setFiles = (plan: ParsedPlan, task: ParsedTask, files: DraftTask['files']): readonly TextEdit[] => {
  const isSame = (one: DraftTask['files'][number], other: DraftTask['files'][number] | undefined): boolean =>
    one.path === other?.path && one.kind === other.kind;
  if (files.length === task.files.length && files.every((file, at) => isSame(file, task.files[at]))) return [];
  const words = files.map((file) => {
    const known = task.parts.files.find((mention) => isSame(mention.file, file));
    return known ? plan.source.slice(known.whole.start, known.whole.end) : renderFile(file);
  });
  return setField(plan, task, 'files', words.join(', '));
};

/** Sets the ids that a task depends on. */
export const setDependencies = (plan: ParsedPlan, task: ParsedTask, ids: readonly string[]): readonly TextEdit[] =>
  ids.join() === task.dependsOn.join() ? [] : setField(plan, task, 'dependsOn', ids.join(', '));

/** Sets a task's acceptance criterion. */
export const setDoneWhen = (plan: ParsedPlan, task: ParsedTask, doneWhen: string): readonly TextEdit[] =>
  oneLine(doneWhen) === (task.doneWhen ?? '') ? [] : setField(plan, task, 'doneWhen', oneLine(doneWhen));

/** Removes ids from a task's dependencies, and a field that is left without any. */
export const dropDependencies = (plan: ParsedPlan, task: ParsedTask, gone: ReadonlySet<string>): readonly TextEdit[] =>
  task.parts.fields
    .filter(({ kind }) => kind === 'dependsOn')
    .flatMap(({ value, line, endLine }, at): readonly TextEdit[] => {
      const text = plan.source.slice(value.start, value.end);
      const ids = text.match(everyId) ?? [];
      const left = ids.filter((id) => !gone.has(id));
      if (left.length === ids.length) return [];
      const isList = /^(?:[\s,;.*+-]|\band\b)*$/.test(text.replace(everyId, ''));
      if (!isList) return [{ range: value, text: text.replace(everyId, (id) => (gone.has(id) ? '' : id)) }];
      if (left.length > 0) return [{ range: value, text: ` ${left.join(', ')}` }];
      return [at === 0 ? removeLines(plan.lines, line, endLine) : { range: plan.lines.range(line, endLine), text: '' }];
    });
