import { findBlocks } from './planDocumentBlocks';
import type { Blocks, Heading, ListItem } from './planDocumentBlocks';
import { splitLines } from './planDocumentLines';
import type { Lines } from './planDocumentLines';
import { phasePrefix, phasesSection, sectionName } from './planDocumentNames';
import { readHead, readTask, taskLook } from './planDocumentTask';
import type { ParsedTask, TaskHead } from './planDocumentTask';
import { allTasks, taskIdsOf, type PlanDocument, type PlanPhase, type PlanSection, type TextRange } from './planModel';

/** A phase with the details needed for edits; `titleRange` is null if its tasks have no heading of their own. */
export interface ParsedPhase extends PlanPhase {
  readonly tasks: readonly ParsedTask[];
  readonly titleRange: TextRange | null;
  readonly level: number;
  /** The line after the phase's last non-blank one. */
  readonly endLine: number;
}

/** A section with the details needed for edits: the line after its heading, and the one after its last non-blank line. */
export interface ParsedSection extends PlanSection {
  readonly bodyLine: number;
  readonly endLine: number;
}

/** A plan with the details needed for edits: lines, and the places of title and summary. */
export interface ParsedPlan extends PlanDocument {
  readonly sections: readonly ParsedSection[];
  readonly phases: readonly ParsedPhase[];
  readonly lines: Lines;
  /** The first line after front matter. */
  readonly firstLine: number;
  readonly titleHeading: Heading | null;
  readonly summaryLines: { readonly line: number; readonly endLine: number } | null;
}

const lastTextLine = (lines: Lines, from: number, to: number): number => {
  let end = to;
  while (end > from && lines.isBlank(end - 1)) end--;
  return end;
};

const allBlank = (lines: Lines, from: number, to: number): boolean => lastTextLine(lines, from, to) === from;

const readSections = (lines: Lines, { headings, items }: Blocks): readonly ParsedSection[] => {
  const tops = headings.filter(({ level }) => level <= 2);
  const seen = new Set<string>();
  return tops.flatMap((heading, at) => {
    if (heading.level !== 2) return [];
    const endLine = tops[at + 1]?.line ?? lines.count;
    let from = heading.endLine;
    while (from < endLine && lines.isBlank(from)) from++;
    const to = lastTextLine(lines, from, endLine);
    const isEmpty = from >= to;
    const bodyRange = isEmpty
      ? { start: lines.start(heading.endLine), end: lines.start(heading.endLine) }
      : { start: lines.start(from), end: lines.end(to - 1) };
    const name = sectionName(heading.text);
    // The second of two equivalent headings keeps its own wording, so that names stay unique.
    const title = seen.has(name) ? heading.text : name;
    seen.add(name);
    return [
      {
        title,
        body: lines.source.slice(bodyRange.start, bodyRange.end),
        range: lines.range(heading.line, endLine),
        bodyRange,
        line: heading.line,
        bodyLine: heading.endLine,
        endLine: Math.max(to, heading.endLine),
        items: items.filter(({ depth, line }) => depth === 0 && line >= from && line < endLine).length,
      },
    ];
  });
};

/** Reads the list items that are tasks: marked ones and their siblings, or all outer items if none is marked. */
const readTasks = (lines: Lines, verbatim: ReadonlySet<number>, items: readonly ListItem[]): ParsedTask[] => {
  const looked = items.map((item) => {
    const head = readHead(lines.text(item.line), lines.start(item.line));
    return { item, head, look: taskLook(lines, item, head) };
  });
  const marked = looked.filter(({ look }) => look === 'marked');
  const markedLists = new Set(marked.map(({ item }) => item.list));
  const found: { item: ListItem; readonly head: TaskHead }[] = [];
  looked.forEach(({ item, head, look }, at) => {
    const last = found.at(-1);
    if (last && item.line < last.item.endLine) return;
    if (look === 'label') {
      // A blank line and wrong indentation ended the task's item early; the fields after them are still its own.
      if (last && allBlank(lines, last.item.endLine, item.line)) last.item = { ...last.item, endLine: item.endLine };
      return;
    }
    let holdsMarked = false;
    for (let inner = at + 1; (items[inner]?.line ?? Infinity) < item.endLine; inner++)
      if (looked[inner]?.look === 'marked') holdsMarked = true;
    const isTask =
      marked.length > 0
        ? look === 'marked' || (look === 'plain' && markedLists.has(item.list) && !holdsMarked)
        : item.depth === 0;
    if (isTask) found.push({ item, head });
  });
  return found.map(({ item, head }) => readTask(lines, verbatim, item, head));
};

/** Reads the phases in the lines from `from` to `to`, split at the given headings. */
const readPhases = (
  lines: Lines,
  blocks: Blocks,
  from: number,
  to: number,
  headings: readonly Heading[],
): ParsedPhase[] => {
  const bounds = [{ heading: null, line: from }, ...headings.map((heading) => ({ heading, line: heading.line }))];
  let first = blocks.items.findIndex((item) => item.line >= from);
  return bounds.flatMap(({ heading, line }, at): ParsedPhase[] => {
    const endLine = bounds[at + 1]?.line ?? to;
    const inside: ListItem[] = [];
    for (let item = blocks.items[first]; item && item.line < endLine; item = blocks.items[++first]) inside.push(item);
    const tasks = readTasks(lines, blocks.verbatim, inside);
    if (!heading && tasks.length === 0) return [];
    return [
      {
        title: heading?.text ?? '',
        tasks,
        range: lines.range(line, endLine),
        line,
        titleRange: heading && { start: heading.start, end: heading.end },
        level: heading?.level ?? 3,
        endLine: lastTextLine(lines, line, endLine),
      },
    ];
  });
};

const phasesOf = (lines: Lines, blocks: Blocks, { bodyLine: from }: ParsedSection): ParsedPhase[] => {
  const next = blocks.headings.find(({ line, level }) => line >= from && level <= 2);
  const to = next?.line ?? lines.count;
  const inside = blocks.headings.filter(({ line }) => line >= from && line < to);
  const level = Math.min(...inside.map((heading) => heading.level));
  return readPhases(
    lines,
    blocks,
    from,
    to,
    inside.filter((heading) => heading.level === level),
  );
};

const findPhases = (lines: Lines, blocks: Blocks, sections: readonly ParsedSection[]): ParsedPhase[] => {
  // `## Tasks` after an `## Implementation` of prose means the same section: the first one that has tasks counts.
  const [first, ...others] = sections.filter(({ title }) => sectionName(title) === phasesSection);
  if (first) {
    const hasTasks = (phases: readonly ParsedPhase[]): boolean => phases.some(({ tasks }) => tasks.length > 0);
    const phases = phasesOf(lines, blocks, first);
    const rest = hasTasks(phases) ? [] : others.map((section) => phasesOf(lines, blocks, section));
    return rest.find(hasTasks) ?? phases;
  }
  // An imported task list has sections instead of phases.
  const sectionHeadings = blocks.headings.filter(({ level }) => level === 2);
  return sectionHeadings.flatMap((heading) => {
    const to = blocks.headings.find(({ line, level }) => line > heading.line && level <= 2)?.line ?? lines.count;
    const phases = readPhases(lines, blocks, heading.line, to, [heading]);
    return phases.filter(({ title, tasks }) => phasePrefix.test(title) || tasks.some(({ boxRange }) => boxRange));
  });
};

const formOf = (id: string): string => id.replace(/\d+$/, '');

/** The phases with dependencies of a form that the plan's ids or ours have: `the S3 bucket` names no task. */
const withOwnDependencies = (phases: readonly ParsedPhase[]): ParsedPhase[] => {
  const forms = new Set(['T', 'T-', ...taskIdsOf({ phases }).map(formOf)]);
  return phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((task) => ({ ...task, dependsOn: task.dependsOn.filter((id) => forms.has(formOf(id))) })),
  }));
};

const parseFresh = (source: string): ParsedPlan => {
  const lines = splitLines(source);
  const blocks = findBlocks(lines);
  const sections = readSections(lines, blocks);
  const titleHeading = blocks.headings.find(({ level }) => level === 1) ?? null;
  const firstSection = sections[0]?.line ?? lines.count;
  const summaryLines =
    blocks.quotes.find(({ line }) => line >= (titleHeading?.line ?? 0) && line < firstSection) ?? null;
  const summary = summaryLines
    ? lines
        .texts(summaryLines.line, summaryLines.endLine)
        .map((line) => line.replace(/^[ \t]*>?[ \t]?/, '').trimEnd())
        .join('\n')
        .trim()
    : '';
  return {
    source,
    title: titleHeading?.text ?? '',
    summary,
    sections,
    phases: withOwnDependencies(findPhases(lines, blocks, sections)),
    lines,
    firstLine: blocks.firstLine,
    titleHeading,
    summaryLines,
  };
};

const recent = new Map<string, ParsedPlan>();
const recentTexts = 8;

/**
 * Parses a plan's text, with the details needed for edits. Caches the last few results: everything that shows a plan
 * parses the same text after each change.
 */
export const parseForEdits = (source: string): ParsedPlan => {
  const plan = recent.get(source) ?? parseFresh(source);
  recent.delete(source);
  recent.set(source, plan);
  for (const oldest of recent.keys()) if (recent.size > recentTexts) recent.delete(oldest);
  return plan;
};

/** Parses a plan's text; never fails: what is not understood is left as text. */
export const parsePlan = (source: string): PlanDocument => parseForEdits(source);

const maxTitleLength = 255;

/** The plan's title in a text, at most 255 characters; empty if it has no heading. */
export const planTitle = (source: string): string => parsePlan(source).title.slice(0, maxTitleLength);

/** The title that a plan takes from its next text; none if the text has no title or the current one. */
export const newTitle = (source: string, current: string): { readonly title?: string } => {
  const title = planTitle(source);
  return title === '' || title === current ? {} : { title };
};

/** The source with the box of each task in the map set to done or open; other tasks keep theirs. */
export const setBoxes = (source: string, done: ReadonlyMap<string, boolean>): string => {
  let text = '';
  let from = 0;
  for (const { id, boxRange, done: shown } of allTasks(parsePlan(source))) {
    const wanted = id === null ? undefined : done.get(id);
    if (boxRange === null || wanted === undefined || wanted === shown) continue;
    text += source.slice(from, boxRange.start) + (wanted ? 'x' : ' ');
    from = boxRange.end;
  }
  return text + source.slice(from);
};

const withoutBoxes = ({ source, phases }: PlanDocument): string => {
  let text = '';
  let from = 0;
  for (const { id, boxRange } of phases.flatMap(({ tasks }) => tasks)) {
    // A task without an id has no recorded progress: its box is part of the text.
    if (boxRange === null || id === null) continue;
    text += `${source.slice(from, boxRange.start)} `;
    from = boxRange.end;
  }
  return text + source.slice(from);
};

/** The boxes of `after` that changed, by task id, if two texts differ only in boxes; null if anything else differs. */
export const sameButBoxes = (before: string, after: string): ReadonlyMap<string, boolean> | null => {
  if (before === after) return new Map();
  const [old, fresh] = [parsePlan(before), parsePlan(after)];
  if (withoutBoxes(old) !== withoutBoxes(fresh)) return null;
  const was = allTasks(old).map(({ done }) => done);
  const now = allTasks(fresh);
  return new Map(now.flatMap(({ id, done }, at) => (id !== null && done !== was[at] ? [[id, done] as const] : [])));
};
