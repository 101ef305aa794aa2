import { parsePlan } from '../../domain/grammar/planDocument';
import { headText, sectionText } from '../../domain/diff/planDiffScope';
import { allTasks, contains, type PlanTask, type TextRange } from '../../domain/grammar/planModel';
import type { CheckedReference } from '../../domain/references';

/** The references of a plan's text that stand in a task or section which an older text has word for word; boxes do not count. */
export const unchangedReferences = (
  older: string,
  text: string,
  references: readonly CheckedReference[],
): readonly CheckedReference[] => {
  const before = new Set(partsOf(older).map(({ words }) => words));
  const parts = partsOf(text);
  return references.filter(({ offset }) => {
    const part = parts.find(({ range }) => contains(range, offset));
    return part !== undefined && before.has(part.words);
  });
};

/** A plan's tasks, then its sections without them, then what stands above; the words begin with what names the part. */
const partsOf = (text: string): { readonly range: TextRange; readonly words: string }[] => {
  const plan = parsePlan(text);
  const tasks = allTasks(plan);
  return [
    ...tasks.map((task) => ({ range: task.range, words: `task ${task.id ?? ''}\n${withoutBox(text, task)}` })),
    ...plan.sections.map((section) => ({
      range: section.range,
      words: `section ${section.title}\n${sectionText(plan, section)}`,
    })),
    { range: { start: 0, end: text.length }, words: `head\n${plan.summary}\n${headText(plan)}` },
  ];
};

const withoutBox = (text: string, { range, boxRange }: PlanTask): string => {
  const { start, end } = boxRange ?? { start: range.start, end: range.start };
  return (text.slice(range.start, start) + text.slice(end, range.end)).trim();
};
