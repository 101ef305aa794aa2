import { UserError } from '../errors';
import type { ParsedPhase, ParsedPlan, ParsedSection } from '../grammar/planDocument';
import { containBody } from '../grammar/planDocumentBody';
import { phasePrefix, phasesSection, sectionName } from '../grammar/planDocumentNames';
import { findPhase, findSection, unknownSection } from './planEditFind';
import { insertLines, removeLines } from './planEditText';
import { allTasks, sectionOrder } from '../grammar/planModel';
import type { EditPlace, TextEdit } from '../grammar/planModel';
import { oneLine } from '../grammar/planRender';

const isOfGrammar = (title: string): boolean => sectionOrder.includes(sectionName(title));

const bodyLines = (body: string): readonly string[] => {
  const contained = containBody(body);
  return contained === '' ? [] : contained.split('\n');
};

/** A blank line, unless the next line is already blank. */
const gapBefore = ({ lines }: ParsedPlan, line: number): readonly string[] =>
  line < lines.count && !lines.isBlank(line) ? [''] : [];

/** The section with a title; one that holds tasks is refused: text in place of them, or among them, would change them. */
const findProse = (plan: ParsedPlan, title: string): ParsedSection | null => {
  const section = findSection(plan, title);
  const holdsTasks = allTasks(plan).some(({ line }) => section && line >= section.line && line < section.endLine);
  if (holdsTasks || sectionName(title) === phasesSection)
    throw new UserError('invalidInput', {
      field: 'section',
      reason: `${section?.title ?? phasesSection} is changed by its phases and tasks: addPhase, renamePhase, removePhase, addTask, updateTask, moveTask, removeTask`,
    });
  return section;
};

/** Inserts a section of the grammar at its place in the order, any other at the end. */
const addSection = (plan: ParsedPlan, title: string, body: readonly string[]): TextEdit => {
  const rank = sectionOrder.indexOf(sectionName(title));
  const block = [`## ${oneLine(sectionName(title))}`, ...(body.length > 0 ? ['', ...body] : [])];
  const next = rank < 0 ? undefined : plan.sections.find((section) => sectionOrder.indexOf(section.title) > rank);
  if (next) return insertLines(plan.lines, next.line, [...block, '']);
  let end = plan.lines.count;
  while (end > 0 && plan.lines.isBlank(end - 1)) end--;
  return insertLines(plan.lines, end, end === 0 ? block : ['', ...block]);
};

const fillSection = (plan: ParsedPlan, section: ParsedSection, body: readonly string[]): TextEdit =>
  insertLines(plan.lines, section.bodyLine, ['', ...body, ...gapBefore(plan, section.bodyLine)]);

/** Replaces the text under a section's heading; a missing section is added. */
export const replaceSection = (plan: ParsedPlan, title: string, text: string): readonly TextEdit[] => {
  const section = findProse(plan, title);
  const { lines } = plan;
  const body = bodyLines(text);
  if (!section) {
    if (body.length === 0 && !isOfGrammar(title)) throw unknownSection(plan, title);
    return [addSection(plan, title, body)];
  }
  if (section.body === '') return body.length > 0 ? [fillSection(plan, section, body)] : [];
  if (body.length > 0) return [{ range: section.bodyRange, text: body.join(lines.breakAt(section.endLine - 1)) }];
  let from = section.bodyLine;
  while (lines.isBlank(from)) from++;
  return [removeLines(lines, from, section.endLine)];
};

/** Removes a section with its heading. */
export const removeSection = (plan: ParsedPlan, title: string): readonly TextEdit[] => {
  const section = findProse(plan, title);
  if (!section) throw unknownSection(plan, title);
  return [removeLines(plan.lines, section.line, section.endLine)];
};

/**
 * Appends text to a section; a missing section of the grammar is added. List items are added directly to a list,
 * anything else as a separate paragraph.
 */
export const appendToSection = (plan: ParsedPlan, title: string, text: string): readonly TextEdit[] => {
  const section = findProse(plan, title);
  const { lines } = plan;
  const body = bodyLines(text);
  if (body.length === 0) return [];
  if (!section) {
    if (!isOfGrammar(title)) throw unknownSection(plan, title);
    return [addSection(plan, title, body)];
  }
  if (section.body === '') return [fillSection(plan, section, body)];
  const isItem = (line: string): boolean => /^(?:[-*+]|\d+[.)])[ \t]/.test(line);
  const continuesList =
    isItem(body[0] ?? '') &&
    section.items > 0 &&
    /^(?:[ \t]|[-*+][ \t]|\d+[.)][ \t])/.test(lines.text(section.endLine - 1));
  const gap = continuesList ? [] : [''];
  return [insertLines(lines, section.endLine, [...gap, ...body, ...gapBefore(plan, section.endLine)])];
};

/** Sets the plan's title, in its heading or a new one at the top. */
export const setTitle = (plan: ParsedPlan, title: string): readonly TextEdit[] => {
  const text = oneLine(title);
  if (text === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  const heading = plan.titleHeading;
  if (!heading) return [insertLines(plan.lines, plan.firstLine, [`# ${text}`, ...gapBefore(plan, plan.firstLine)])];
  const gap = plan.source[heading.start - 1] === '#' ? ' ' : '';
  return [{ range: { start: heading.start, end: heading.end }, text: gap + text }];
};

/** Sets the quoted paragraph under the title; an empty one removes it. */
export const setSummary = (plan: ParsedPlan, summary: string): readonly TextEdit[] => {
  const { lines, summaryLines, titleHeading } = plan;
  const text = oneLine(summary);
  if (summaryLines) {
    let { endLine } = summaryLines;
    while (lines.isBlank(endLine - 1)) endLine--;
    if (text === '') return [removeLines(lines, summaryLines.line, endLine)];
    return [{ range: { start: lines.start(summaryLines.line), end: lines.end(endLine - 1) }, text: `> ${text}` }];
  }
  if (text === '') return [];
  const at = titleHeading?.endLine ?? plan.firstLine;
  return [insertLines(lines, at, [...(titleHeading ? [''] : []), `> ${text}`, ...gapBefore(plan, at)])];
};

/** Adds a phase after or before another one, or at the end, with the next number if the others are numbered. */
export const addPhase = (plan: ParsedPlan, title: string, { after, before }: EditPlace): readonly TextEdit[] => {
  const name = oneLine(title);
  if (name === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  const headed = plan.phases.filter(({ titleRange }) => titleRange !== null);
  const next = before === undefined ? undefined : findPhase(plan, before);
  const previous = next
    ? plan.phases[plan.phases.indexOf(next) - 1]
    : after === null
      ? plan.phases.at(-1)
      : findPhase(plan, after);
  const isNumbered = headed.every((phase) => phasePrefix.test(phase.title)) && previous === plan.phases.at(-1);
  const prefix = isNumbered && !phasePrefix.test(name) ? `Phase ${headed.length + 1}: ` : '';
  const heading = `${'#'.repeat((previous ?? next)?.level ?? 3)} ${prefix}${name}`;
  if (next && !previous) return [insertFirstPhase(plan, next, heading)];
  const section = findSection(plan, phasesSection);
  const line = previous?.endLine ?? section?.endLine;
  if (line === undefined) return [addSection(plan, phasesSection, [heading])];
  return [insertLines(plan.lines, line, ['', heading, ...gapBefore(plan, line)])];
};

const insertFirstPhase = (plan: ParsedPlan, { line, titleRange }: ParsedPhase, heading: string): TextEdit => {
  // Its tasks would end up under the new heading.
  if (!titleRange) throw new UserError('invalidInput', { field: 'before', reason: 'the first phase has no heading' });
  const gap = line > 0 && !plan.lines.isBlank(line - 1) ? [''] : [];
  return insertLines(plan.lines, line, [...gap, heading, '']);
};

/** Renames a phase; its number is kept unless the new title has one. */
export const renamePhase = (plan: ParsedPlan, phase: string, title: string): readonly TextEdit[] => {
  const found = findPhase(plan, phase);
  const name = oneLine(title);
  if (name === '') throw new UserError('invalidInput', { field: 'title', reason: 'empty' });
  if (!found.titleRange) {
    const line = found.tasks[0]?.line ?? found.line;
    const gap = line > 0 && !plan.lines.isBlank(line - 1) ? [''] : [];
    return [insertLines(plan.lines, line, [...gap, `### ${name}`, ''])];
  }
  const prefix = phasePrefix.test(name) ? '' : (phasePrefix.exec(found.title)?.[0] ?? '');
  const gap = plan.source[found.titleRange.start - 1] === '#' ? ' ' : '';
  return [{ range: found.titleRange, text: gap + prefix + name }];
};

/** Removes a phase with everything in it. */
export const removePhase = (plan: ParsedPlan, phase: string): readonly TextEdit[] => {
  const { line, endLine } = findPhase(plan, phase);
  return [removeLines(plan.lines, line, endLine)];
};
