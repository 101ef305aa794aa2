import type { ListItem } from './planDocumentBlocks';
import { fieldText, readFields, readFiles, startsWithLabel } from './planDocumentFields';
import type { FileMention, TaskField } from './planDocumentFields';
import type { Lines } from './planDocumentLines';
import type { PlanTask, TextRange } from './planModel';

/** The positions of a task's parts in the source, for edits. */
export interface TaskParts {
  /** Indentation and list marker of the first line. */
  readonly prefix: string;
  /** Where id and title begin, after the box. */
  readonly headStart: number;
  /** The id's characters, without bold; null if the task has none. */
  readonly idRange: TextRange | null;
  readonly titleRange: TextRange;
  /** Where title and its bold end; an estimate follows here. */
  readonly titleEnd: number;
  /** `(3h)` with its brackets and the space before it, and the part inside the brackets. */
  readonly estimate: { readonly whole: TextRange; readonly value: TextRange } | null;
  readonly fields: readonly TaskField[];
  readonly files: readonly FileMention[];
  /** The first line after the title that is not part of the same paragraph. */
  readonly fieldLine: number;
  /** The indentation of the first line of free text after the title; null if there is none. */
  readonly textIndent: string | null;
  readonly endLine: number;
}

/** A task with the positions of its parts. */
export interface ParsedTask extends PlanTask {
  readonly parts: TaskParts;
}

const marks = /^(?:[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))+/;
const boxMark = /^\[([ xX]?)\](?:[ \t]+|$)/;
/** The form of task ids, wherever one appears. */
export const taskIdPattern = /[A-Z]{1,4}-?\d+/;
/** An id of the form that this program gives, with its number. */
export const ownId = /^T-?(\d+)$/;
const general = taskIdPattern.source;
const everyId = new RegExp(`\\b${general}\\b`, 'g');
/**
 * Bold or bracketed ids may have any form; bare ones and code may not, or `S3 bucket` would lose its first word.
 * `[P1]` is a priority.
 */
const idMark = new RegExp(
  `^(?![[(]P\\d[\\])])(?:(?:\\*\\*|__|\\[|\\()(${general})(?:\\*\\*|__|\\]|\\))[:.]?|\`(T-?\\d+)\`[:.]?|\\*\\*(${general})[:.)]|(T-?\\d+|[A-Z]{1,4}-\\d+)[:.)]|(T-?\\d+))(?:[ \\t]+(?:[–—-][ \\t]+)?|$)`,
);
const amount =
  '~?\\d+(?:[.,]\\d+)?(?:[ \\t]*[-–][ \\t]*\\d+(?:[.,]\\d+)?)?[ \\t]*(?:m|min|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)';
const estimateMark = new RegExp(`^[([][ \\t]*(?:est(?:imate)?[.:]*[ \\t]*)?(${amount})[ \\t]*[)\\]]$`, 'i');

/** Finds `(3h)` at the end of a text: where it begins, including the space before it, and its content. */
const findEstimate = (text: string): { readonly at: number; readonly whole: string; readonly words: string } | null => {
  const bracket = Math.max(text.lastIndexOf('('), text.lastIndexOf('['));
  const words = bracket < 0 ? undefined : estimateMark.exec(text.slice(bracket))?.[1];
  if (words === undefined) return null;
  const at = text.slice(0, bracket).trimEnd().length;
  return { at, whole: text.slice(at), words };
};

/** The first line of a list item, read as a task. */
export interface TaskHead {
  readonly prefix: string;
  readonly boxRange: TextRange | null;
  readonly done: boolean;
  readonly headStart: number;
  readonly id: string | null;
  readonly idRange: TextRange | null;
  readonly title: string;
  readonly titleRange: TextRange;
  readonly titleEnd: number;
  readonly estimate: TaskParts['estimate'];
}

const hasOddMark = (text: string): boolean => text.includes('**') && text.split('**').length % 2 === 0;

/** Reads a list item's first line; `offset` is the line's position in the source. */
export const readHead = (line: string, offset: number): TaskHead => {
  const prefix = marks.exec(line)?.[0] ?? '';
  const box = boxMark.exec(line.slice(prefix.length));
  const boxAt = offset + prefix.length + 1;
  const head = prefix.length + (box?.[0].length ?? 0);
  const id = idMark.exec(line.slice(head));
  const name = id?.slice(1).find((group) => group !== undefined) ?? null;
  const idAt = name === null ? 0 : offset + head + (id?.[0].indexOf(name) ?? 0);
  let start = head + (id?.[0].length ?? 0);
  const rest = line.slice(start).trimEnd();
  const estimate = findEstimate(rest);
  let end = start + (estimate?.at ?? rest.length);
  const text = line.slice(start, end);
  const isBold = /^\*\*(?:[^*]|\*(?!\*))+\*\*$/.test(text);
  if (isBold) {
    start += 2;
    end -= 2;
  }
  const wholeEnd = offset + end + (isBold ? 2 : 0);
  const valueAt = estimate ? wholeEnd + estimate.whole.indexOf(estimate.words) : 0;
  return {
    prefix,
    boxRange: box ? { start: boxAt, end: boxAt + (box[1] ?? '').length } : null,
    done: /x/i.test(box?.[1] ?? ''),
    headStart: offset + head,
    id: name,
    idRange: name === null ? null : { start: idAt, end: idAt + name.length },
    // Bold that starts before the id ends somewhere in the title: `**T1: Title** more`.
    title: isBold ? text.slice(2, -2) : hasOddMark(text) ? text.replace('**', '') : text,
    titleRange: { start: offset + start, end: offset + end },
    titleEnd: wholeEnd,
    estimate: estimate && {
      whole: { start: wholeEnd, end: wholeEnd + estimate.whole.length },
      value: { start: valueAt, end: valueAt + estimate.words.length },
    },
  };
};

const endsParagraph = /^[ \t]*(?:$|[-*+][ \t]|\d+[.)][ \t])/;

/** Lines as one text, without the indentation that they share and without blank lines around them. */
export const dedent = (lines: readonly string[]): string => {
  if (lines.length === 0) return '';
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return lines
    .map((line) => line.slice(shared))
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
};

/** Reads a list item, whose first line has already been read, as a task. */
export const readTask = (lines: Lines, verbatim: ReadonlySet<number>, item: ListItem, head: TaskHead): ParsedTask => {
  const { fields, rest } = readFields(lines, verbatim, item.line + 1, item.endLine);
  const files: FileMention[] = [];
  const texts: Record<Exclude<TaskField['kind'], 'files'>, string[]> = { dependsOn: [], doneWhen: [], estimate: [] };
  for (const field of fields)
    if (field.kind === 'files') files.push(...readFiles(lines.source, field));
    else texts[field.kind].push(fieldText(lines.source, field));
  let fieldLine = item.line + 1;
  for (const line of rest) if (line === fieldLine && !endsParagraph.test(lines.text(line))) fieldLine++;
  const text = rest.find((line) => !lines.isBlank(line));
  const written = head.estimate && lines.source.slice(head.estimate.value.start, head.estimate.value.end);
  return {
    id: head.id,
    title: head.title,
    estimate: written ?? (texts.estimate.join(' ') || null),
    done: head.done,
    files: files.map(({ file }) => file),
    dependsOn: Array.from(new Set(texts.dependsOn.join(' ').match(everyId))),
    doneWhen: texts.doneWhen.filter((text) => text !== '').join('; ') || null,
    notes: dedent(rest.map((line) => lines.text(line))),
    range: lines.range(item.line, item.endLine),
    boxRange: head.boxRange,
    line: item.line,
    parts: {
      prefix: head.prefix,
      headStart: head.headStart,
      idRange: head.idRange,
      titleRange: head.titleRange,
      titleEnd: head.titleEnd,
      estimate: head.estimate,
      fields,
      files,
      fieldLine,
      textIndent: text === undefined ? null : (/^[ \t]*/.exec(lines.text(text))?.[0] ?? null),
      endLine: item.endLine,
    },
  };
};

/** How a list item looks as a task: marked by box or id, a field or an aside by its words, or plain. */
export const taskLook = (lines: Lines, item: ListItem, head: TaskHead): 'marked' | 'label' | 'aside' | 'plain' => {
  if (head.boxRange !== null || head.id !== null) return 'marked';
  const text = lines.source.slice(head.headStart, lines.end(item.line));
  if (startsWithLabel(text)) return 'label';
  return /^(?:\*\*|__)?(?:goals?|objectives?|notes?|deliverables?|milestones?|outcomes?|duration|timeline|owners?|risks?|tasks?)\b[^.]{0,12}:/i.test(
    text,
  )
    ? 'aside'
    : 'plain';
};
