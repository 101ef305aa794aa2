import type { CommentAnchor } from './comment';
import { parsePlan } from './grammar/planDocument';
import { allTasks, contains, type PlanDocument, sectionOrder, taskAt, type TextRange } from './grammar/planModel';
import { type Fit, fits, words } from './quoteFit';

/** The characters of context that an anchor keeps on each side. */
const contextLength = 80;
/** A line's list marker and box are not part of what is commented on. */
const lineMarks = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]?\][ \t]+)?/;

const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (source: string, at: number): number => {
  const end = source.slice(at).search(/[\r\n]|$/);
  return at + end;
};

/** The range to quote for a selection; without a selection, the line. */
const meant = (source: string, { start, end }: TextRange): TextRange => {
  let [from, to] = start === end ? [lineStart(source, start), lineEnd(source, start)] : [start, end];
  const marks = lineMarks.exec(source.slice(lineStart(source, from), to))?.[0].length ?? 0;
  from = Math.max(from, Math.min(lineStart(source, from) + marks, to));
  while (from < to && /\s/.test(source[from] ?? '')) from++;
  while (to > from && /\s/.test(source[to - 1] ?? '')) to--;
  return { start: from, end: to };
};

/** The end of the task, or of the stretch between tasks, that contains a position: an anchor never extends beyond one of them. */
const borderAfter = (plan: PlanDocument, at: number): number => {
  const task = taskAt(plan, at);
  if (task && task.id !== null) return task.range.end;
  const section = plan.sections.find(({ range }) => contains(range, at));
  const starts = plan.phases.flatMap(({ tasks }) =>
    tasks.filter(({ id }) => id !== null).map(({ range }) => range.start),
  );
  const end = section?.range.end ?? plan.sections[0]?.range.start ?? Infinity;
  return Math.min(end, ...starts.filter((start) => start > at));
};

/** The anchor of a comment on a range of a plan's text: its text up to the end of the task in which it begins. */
export const anchorAt = (source: string, range: TextRange): CommentAnchor => {
  const plan = parsePlan(source);
  const wanted = meant(source, range);
  const border = borderAfter(plan, wanted.start);
  const { start, end } = wanted.end > border ? meant(source, { start: wanted.start, end: border }) : wanted;
  return {
    taskId: taskAt(plan, start)?.id ?? null,
    section: plan.sections.find((section) => contains(section.range, start))?.title ?? null,
    quote: source.slice(start, end),
    before: source.slice(Math.max(0, start - contextLength), start),
    after: source.slice(end, end + contextLength),
  };
};

/** Minimum score for a match; if two matches score nearly the same, neither is used. */
const enough = 0.5;
const clear = 0.06;

const overlap = (one: TextRange, other: TextRange): boolean => one.start < other.end && other.start < one.end;

const best = (candidates: readonly Fit[]): TextRange | null => {
  const [first, ...others] = candidates.toSorted((a, b) => b.score - a.score);
  if (!first || first.score < enough) return null;
  const rival = others.find(({ range }) => !overlap(range, first.range));
  return rival && first.score - rival.score < clear ? null : first.range;
};

/** Line comparison is quadratic, so quotes of more words must match verbatim. */
const maxCompared = 300;

const candidates = (source: string, regions: readonly TextRange[], anchor: CommentAnchor): readonly Fit[] => {
  const compares = words(anchor.quote).length <= maxCompared;
  return regions.flatMap((region) => [
    ...fits.verbatim(source, region, anchor),
    ...(compares ? fits.lines(source, region, anchor) : []),
  ]);
};

/** The parts of a range outside of tasks with an id: other tasks have no anchors of their own. */
const beside = (plan: PlanDocument, { start, end }: TextRange): readonly TextRange[] => {
  const regions: TextRange[] = [];
  let from = start;
  for (const { id, range } of allTasks(plan)) {
    if (id === null || range.start < start || range.start >= end) continue;
    if (range.start > from) regions.push({ start: from, end: range.start });
    from = Math.max(from, range.end);
  }
  if (end > from) regions.push({ start: from, end });
  return regions;
};

/** Minimum words for a quote to count as found when it occurs outside its section. */
const telling = 4;

/**
 * Finds an anchor's text in a text of the plan: in its task (by id, wherever that is now), else in its section, else
 * verbatim anywhere outside of tasks. Returns null if the text is gone or ambiguous: the comment is outdated there.
 */
export const locateAnchor = (source: string, anchor: CommentAnchor): TextRange | null => {
  const plan = parsePlan(source);
  if (anchor.taskId !== null) {
    const task = allTasks(plan).find(({ id }) => id === anchor.taskId);
    return task ? best(candidates(source, [task.range], anchor)) : null;
  }
  const section = plan.sections.find(({ title }) => title === anchor.section);
  const head = { start: 0, end: plan.sections[0]?.range.start ?? source.length };
  const home = anchor.section === null ? head : section?.range;
  const found = home && best(candidates(source, beside(plan, home), anchor));
  if (found || words(anchor.quote).length < telling) return found ?? null;
  // The item may have moved to another section, or the section been renamed.
  const everywhere = beside(plan, { start: 0, end: source.length });
  return best(everywhere.flatMap((region) => fits.verbatim(source, region, anchor)));
};

/** Where a section would stand that is gone: at the next one of the grammar, else at the last. */
const nextSection = ({ sections }: PlanDocument, title: string) => {
  const rank = sectionOrder.indexOf(title);
  const next = rank < 0 ? undefined : sections.find((section) => sectionOrder.indexOf(section.title) > rank);
  return next ?? sections.at(-1);
};

/** True where an anchor stood in no task, and its section is gone. */
export const isSectionGone = (source: string, { taskId, section }: CommentAnchor): boolean =>
  taskId === null && section !== null && !parsePlan(source).sections.some(({ title }) => title === section);

/** Where an outdated comment is shown: at its task, else its section or what stands there now, else the top. */
export const placeOf = (source: string, { taskId, section }: CommentAnchor): TextRange => {
  const plan = parsePlan(source);
  const task = taskId === null ? undefined : allTasks(plan).find(({ id }) => id === taskId);
  const home = plan.sections.find(({ title }) => title === section);
  const start = (task ?? home ?? (section === null ? undefined : nextSection(plan, section)))?.range.start ?? 0;
  return { start, end: lineEnd(source, start) };
};
