import { parseForEdits } from '../grammar/planDocument';
import { phasesSection } from '../grammar/planDocumentNames';
import type { PlanDocument, PlanSection, PlanTask, TaskFile } from '../grammar/planModel';
import type { SayChange } from './planDiffWords';

/** Text as approval compares it: case, space and punctuation ignored; signs that carry a measure, such as `<`, `%`, `!=` and a minus, kept. */
export const normalizeWords = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?:(?!%|!=|(?<![\p{L}\p{N}])-\.?\d)[\p{P}`\s])+/gu, ' ')
    .trim();

const filePath = (path: string): string => path.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');

const fileScope = (files: readonly TaskFile[]): string =>
  Array.from(new Set(files.map(({ path, kind }) => `${kind} ${filePath(path)}`)))
    .sort()
    .join('\n');

/** One aspect of a task that can change; `scope` is what an approval compares, null if a change does not affect the scope. */
export interface Aspect {
  /** As shown to the user: `files`. */
  readonly name: string;
  readonly text: string;
  readonly scope: string | null;
}

const filesText = (files: readonly TaskFile[]): string =>
  files
    .map(({ path, line, kind }) => `${path}${line === null ? '' : `:${line}`}${kind === 'modify' ? '' : ` (${kind})`}`)
    .join(', ');

/** A task's aspects in a fixed order; its box and its place are compared elsewhere. */
export const taskAspects = (task: PlanTask, say: SayChange): readonly Aspect[] => [
  { name: say('title'), text: task.title, scope: null },
  { name: say('estimate'), text: task.estimate ?? '', scope: null },
  { name: say('files'), text: filesText(task.files), scope: fileScope(task.files) },
  {
    name: say('dependencies'),
    text: task.dependsOn.join(', '),
    scope: Array.from(new Set(task.dependsOn)).sort().join(),
  },
  { name: say('doneWhen'), text: task.doneWhen ?? '', scope: normalizeWords(task.doneWhen ?? '') },
  { name: say('notes'), text: task.notes, scope: null },
];

/** The list items of Requirements & Constraints as written, which an approval covers. */
export const requirementItems = (section: PlanSection | undefined): readonly string[] => {
  const items: string[] = [];
  let isOpen = false;
  for (const line of (section?.body ?? '').split(/\r\n?|\n/)) {
    const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)$/.exec(line)?.[1];
    if (item !== undefined) items.push(item.trim());
    else if (isOpen && line.trim() !== '') items.push(`${items.pop() ?? ''} ${line.trim()}`);
    isOpen = (item !== undefined || isOpen) && line.trim() !== '';
  }
  return items;
};

/** The text above the first section, except title and summary. */
export const headText = (plan: PlanDocument): string => {
  const { source, sections, titleHeading, summaryLines, lines } = parseForEdits(plan.source);
  const end = sections[0]?.range.start ?? plan.phases[0]?.range.start ?? source.length;
  const known = [titleHeading, summaryLines].filter((part) => part !== null);
  let text = '';
  let from = 0;
  for (const part of known.sort((a, b) => a.line - b.line)) {
    text += source.slice(from, Math.max(from, lines.start(part.line)));
    from = lines.start(part.endLine);
  }
  return tidy(text + source.slice(from, Math.max(from, end)));
};

/** A section's text without phases and tasks, by lines, without blank lines and trailing spaces. */
export const sectionText = (plan: PlanDocument, section: PlanSection): string => {
  if (
    section.title !== phasesSection &&
    plan.phases.every(({ range }) => range.start < section.range.start || range.start >= section.range.end)
  )
    return tidy(section.body);
  let text = '';
  let from = section.bodyRange.start;
  const cut = (start: number, end: number): void => {
    text += plan.source.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  };
  for (const { title, tasks, range } of plan.phases) {
    if (range.start < section.range.start || range.start >= section.range.end) continue;
    const heading = /^[^\r\n]*/.exec(plan.source.slice(range.start))?.[0] ?? '';
    if (title !== '') cut(range.start, range.start + heading.length);
    for (const task of tasks) cut(task.range.start, task.range.end);
  }
  return tidy(text + plan.source.slice(from, Math.max(from, section.bodyRange.end)));
};

const tidy = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
