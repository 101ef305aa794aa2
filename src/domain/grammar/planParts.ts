import { parseForEdits, type ParsedPhase, type ParsedPlan, type ParsedSection } from './planDocument';
import type { TaskField } from './planDocumentFields';
import type { Lines } from './planDocumentLines';
import { dedent, type ParsedTask, taskIdPattern } from './planDocumentTask';
import type { PlanTask } from './planModel';

/** A phase; `texts` holds what stands before each of its tasks and after the last, one more than there are tasks. */
export interface PhaseParts {
  /** The section's title for a section that is a phase itself. */
  readonly title: string;
  /** Their notes also hold the fields that say more than files, ids and an estimate. */
  readonly tasks: readonly PlanTask[];
  readonly texts: readonly string[];
}

/** A section, or text that belongs to none, which has no title; `body` is what stands before the phases. */
export interface SectionParts {
  readonly title: string;
  readonly body: string;
  /** Number of top-level list items. */
  readonly items: number;
  readonly phases: readonly PhaseParts[];
}

const ids = new RegExp(taskIdPattern, 'g');
/** Words beside files and ids that say nothing more. */
const silent = /\b(?:and|none|nothing|new|create|add|delete|remove|modify|update|change|files?|tasks?)\b/gi;

const saysMore = (source: string, { kind, value }: TaskField, { files, estimate }: ParsedTask['parts']): boolean => {
  if (kind === 'doneWhen') return false;
  if (kind === 'estimate') return estimate !== null;
  const text = source.slice(value.start, value.end);
  const rest =
    kind === 'files'
      ? files.reduce((left, { whole }) => left.replace(source.slice(whole.start, whole.end), ''), text)
      : text.replace(ids, '');
  return /[\p{L}\p{N}]/u.test(rest.replace(silent, ''));
};

const withFields = (lines: Lines, task: ParsedTask): PlanTask => {
  const more = task.parts.fields.filter((field) => saysMore(lines.source, field, task.parts));
  if (more.length === 0) return task;
  const texts = more.map(({ line, endLine }) => dedent(lines.texts(line, endLine)));
  return { ...task, notes: [task.notes, ...texts].filter(Boolean).join('\n\n') };
};

const hasOwnHeading = ({ titleRange, line }: ParsedPhase, section: ParsedSection): boolean =>
  titleRange !== null && line !== section.line;

/** The line where a phase begins: its heading, or its first task, since the text above that is the section's. */
const firstLineOf = (phase: ParsedPhase, section: ParsedSection): number =>
  hasOwnHeading(phase, section) ? phase.line : (phase.tasks[0]?.line ?? phase.endLine);

const phaseParts = (lines: Lines, section: ParsedSection, phase: ParsedPhase): PhaseParts => {
  const { tasks, endLine } = phase;
  const from = firstLineOf(phase, section) + (hasOwnHeading(phase, section) ? 1 : 0);
  const ends = [from, ...tasks.map(({ parts }) => parts.endLine)];
  const starts = [...tasks.map(({ line }) => line), endLine];
  return {
    title: phase.line === section.line ? section.title : phase.title,
    tasks: tasks.map((task) => withFields(lines, task)),
    texts: starts.map((to, at) => dedent(lines.texts(ends[at] ?? to, to))),
  };
};

const sectionParts = ({ lines, phases }: ParsedPlan, section: ParsedSection): SectionParts => {
  const { title, items, line, endLine, bodyRange } = section;
  const own = phases.filter((phase) => phase.line >= line && phase.line < endLine);
  const to = own[0] ? firstLineOf(own[0], section) : endLine;
  return {
    title,
    body: lines.source.slice(bodyRange.start, lines.start(to)).trimEnd(),
    items,
    phases: own.map((phase) => phaseParts(lines, section, phase)),
  };
};

/** The lines between two sections as a part; what is shown elsewhere is left out, and front matter becomes code. */
const outerParts = (plan: ParsedPlan, knownTitle: string, from: number, to: number): readonly SectionParts[] => {
  const { lines, title, titleHeading, summaryLines, firstLine } = plan;
  const apart = [title === knownTitle ? titleHeading : null, summaryLines];
  const body = lines
    .texts(from, to)
    .map((text, at) => {
      const line = from + at;
      if (line < firstLine) return `    ${text}`;
      return apart.some((part) => part && line >= part.line && line < part.endLine) ? '' : text;
    })
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
  return body === '' ? [] : [{ title: '', body, items: 0, phases: [] }];
};

/** All of a plan's text in order, each part once; the summary is left out, and the title if it is the known one. */
export const planParts = (source: string, knownTitle: string): readonly SectionParts[] => {
  const plan = parseForEdits(source);
  const { sections, lines } = plan;
  const outer = (at: number): readonly SectionParts[] =>
    outerParts(plan, knownTitle, sections[at - 1]?.endLine ?? 0, sections[at]?.line ?? lines.count);
  return [...sections.flatMap((section, at) => [...outer(at), sectionParts(plan, section)]), ...outer(sections.length)];
};
