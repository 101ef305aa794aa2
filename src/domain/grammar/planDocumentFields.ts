import type { Lines } from './planDocumentLines';
import type { FileKind, TaskFile, TextRange } from './planModel';

export type FieldKind = 'files' | 'dependsOn' | 'doneWhen' | 'estimate';

/** A labelled line under a task and the lines that belong to it. */
export interface TaskField {
  readonly kind: FieldKind;
  readonly line: number;
  readonly endLine: number;
  /** Indentation and list marker before the label. */
  readonly prefix: string;
  /** Everything after the label, without the last line break. */
  readonly value: TextRange;
}

/** A file mentioned in a field; `whole` includes backticks, line numbers and `(new)`. */
export interface FileMention {
  readonly file: TaskFile;
  readonly whole: TextRange;
}

const labels = new Map<string, FieldKind>([
  ['file', 'files'],
  ['files', 'files'],
  ['files affected', 'files'],
  ['files touched', 'files'],
  ['files to change', 'files'],
  ['affected files', 'files'],
  ['path', 'files'],
  ['paths', 'files'],
  ['depends', 'dependsOn'],
  ['depends on', 'dependsOn'],
  ['dependency', 'dependsOn'],
  ['dependencies', 'dependsOn'],
  ['blocked by', 'dependsOn'],
  ['done when', 'doneWhen'],
  ['done if', 'doneWhen'],
  ['acceptance', 'doneWhen'],
  ['acceptance criteria', 'doneWhen'],
  ['acceptance criterion', 'doneWhen'],
  ['definition of done', 'doneWhen'],
  ['estimate', 'estimate'],
  ['effort', 'estimate'],
]);
const maxLabelLength = 28;

interface Label {
  readonly kind: FieldKind;
  readonly length: number;
}

/** A line without the marks before its text, and the label at the beginning of the text. */
interface Stripped {
  readonly column: number;
  readonly prefix: string;
  readonly marker: string;
  readonly text: string;
  readonly label: Label | null;
}

const strip = (line: string): Stripped => {
  const [prefix = '', indent = '', marker = ''] = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?/.exec(line) ?? [];
  let column = 0;
  for (let at = 0; at < indent.length; at++) column += indent[at] === '\t' ? 4 - (column % 4) : 1;
  const text = line.slice(prefix.length);
  return { column, prefix, marker, text, label: matchLabel(text) };
};

const matchLabel = (text: string): Label | null => {
  const start = text.slice(0, maxLabelLength);
  const colon = start.includes(':') ? start.indexOf(':') : start.indexOf('：');
  if (colon < 0) return null;
  const name = start.slice(0, colon);
  const opened = /^[*_]/.test(name) ? (/^[*_]+/.exec(name)?.[0] ?? '') : '';
  const kind = labels.get((opened === '' ? name : name.replace(/[*_]/g, '')).trim().toLowerCase());
  if (kind === undefined) return null;
  const closesAfter = opened !== '' && !name.endsWith(opened) && text.startsWith(opened, colon + 1);
  return { kind, length: colon + 1 + (closesAfter ? opened.length : 0) };
};

/** True for text such as `**Files:** ...`, which describes a task but is not one. */
export const startsWithLabel = (text: string): boolean => matchLabel(text) !== null;

/** The line after a field's last one, including nested lines, wrapped text, and a list directly under an empty label. */
const fieldEnd = (
  lines: Lines,
  verbatim: ReadonlySet<number>,
  strippedAt: (line: number) => Stripped,
  from: number,
  to: number,
): number => {
  const first = strippedAt(from);
  const isEmpty = first.text.slice(first.label?.length ?? 0).trim() === '';
  let end = from + 1;
  for (let at = end; at < to; at++) {
    if (lines.isBlank(at)) continue;
    const line = strippedAt(at);
    const nested = line.column > first.column;
    const wrapped = line.marker === '' && at === end && !verbatim.has(at);
    const listed = isEmpty && first.marker === '' && line.marker !== '' && line.column === first.column && at === end;
    if (line.label !== null || !(nested || wrapped || listed)) break;
    end = at + 1;
  }
  return end;
};

/** Splits the lines after a task's first one into labelled fields and the rest. */
export const readFields = (
  lines: Lines,
  verbatim: ReadonlySet<number>,
  from: number,
  to: number,
): { readonly fields: readonly TaskField[]; readonly rest: readonly number[] } => {
  const stripped: Stripped[] = [];
  const strippedAt = (line: number): Stripped => (stripped[line - from] ??= strip(lines.text(line)));
  const fields: TaskField[] = [];
  const rest: number[] = [];
  let otherItem = Infinity;
  let at = from;
  while (at < to) {
    const line = strippedAt(at);
    const inOtherItem = line.column > otherItem || lines.isBlank(at);
    if (!inOtherItem) otherItem = Infinity;
    if (line.label !== null && !inOtherItem && !verbatim.has(at)) {
      const endLine = fieldEnd(lines, verbatim, strippedAt, at, to);
      const start = lines.start(at) + line.prefix.length + line.label.length;
      fields.push({
        kind: line.label.kind,
        line: at,
        endLine,
        prefix: line.prefix,
        value: { start, end: lines.end(endLine - 1) },
      });
      at = endLine;
    } else {
      if (!inOtherItem && line.marker !== '') otherItem = line.column;
      rest.push(at++);
    }
  }
  return { fields, rest };
};

/** A field's text on one line: list items joined by `; `, wrapped lines by a space. */
export const fieldText = (source: string, { value }: TaskField): string => {
  const [first = '', ...more] = source.slice(value.start, value.end).split(/\r\n?|\n/);
  let text = first.trim();
  for (const { marker, text: next } of more.map(strip)) {
    if (next.trim() === '') continue;
    text += (text === '' ? '' : marker === '' ? ' ' : '; ') + next.replace(/^\[[ xX]?\][ \t]+/, '').trim();
  }
  return text;
};

const mention = /`([^`\r\n]+)`|\[[^[\]\r\n]*\]\(([^)\s]{1,300})\)|([^\s,;()`[\]]+)/g;
const lineAfter = /(?::|#L)(\d{1,9})(?:[-–:]L?\d+)?$/;
const kindAfter =
  /^[ \t]*[([][ \t]*(new|created?|added?|deleted?|removed?|modif(?:y|ied)|changed?|updated?)(?:[ \t]+file)?[ \t]*[)\]]/i;
const kindBefore = /\b(new|create|add|delete|remove)(?:[ \t]+file)?:?[ \t]*$/i;

const toKind = (word: string | undefined): FileKind =>
  /^(new|create|add)/i.test(word ?? '') ? 'new' : /^(delete|remove)/i.test(word ?? '') ? 'delete' : 'modify';

/** Whether a word is a path: one that is clearly one, or when `quoted` any without blanks. */
export const isPath = (text: string, quoted: boolean): boolean =>
  !text.includes('://') &&
  (/[^/\\][/\\][^/\\]|^\.{0,2}[/\\]\w|\.[A-Za-z]\w{0,9}$/.test(text) || (quoted && !/\s/.test(text)));

const withoutStop = (text: string): string => {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '.' || text[end - 1] === ':')) end--;
  return text.slice(0, end);
};

/** The files that a field names, in backticks, as links, or bare if the text is clearly a path. */
export const readFiles = (source: string, { value }: Pick<TaskField, 'value'>): readonly FileMention[] => {
  const text = source.slice(value.start, value.end);
  const mentions: FileMention[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(mention)) {
    const quoted = match[3] === undefined;
    const written = match[1] ?? match[2] ?? withoutStop(match[3] ?? '');
    const name = written.trim();
    const lineMark = lineAfter.exec(name);
    const path = name.slice(0, lineMark?.index);
    if (path === '' || !isPath(path, quoted)) continue;
    const whole = match.index + (quoted ? match[0].length : written.length);
    const after = kindAfter.exec(text.slice(whole, whole + 40));
    const before = kindBefore.exec(text.slice(previousEnd, match.index));
    const start = value.start + match.index + match[0].indexOf(written) + written.indexOf(path);
    previousEnd = whole + (after?.[0].length ?? 0);
    mentions.push({
      file: {
        path,
        // Lines count from 1.
        line: Number(lineMark?.[1]) || null,
        kind: toKind(after?.[1] ?? before?.[1]),
        range: { start, end: start + path.length },
      },
      whole: { start: value.start + match.index, end: value.start + previousEnd },
    });
  }
  return mentions;
};
