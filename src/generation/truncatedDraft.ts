import { requiredSections } from '../domain/grammar/planModel';
import { phasesSection, sameSection } from '../domain/grammar/planDocumentNames';
import { fromJson, isObject, type Loose, pick, toList, toWord } from './tolerance';

const phaseNames = ['phases', 'implementationPhases', 'tasks'];
const taskNames = ['tasks', 'steps', 'items'];

const inner = (draft: Loose): Loose => {
  const wrapped = fromJson(pick(draft, 'plan', 'draft', 'devPlan'));
  return isObject(wrapped) ? wrapped : draft;
};

/** The list without the element that was being written; a phase with other tasks loses only its last task. */
const withoutLast = (list: readonly unknown[]): readonly unknown[] => {
  const last = list.at(-1);
  const [key, tasks] = isObject(last) ? (Object.entries(last).at(-1) ?? []) : [];
  const rest = list.slice(0, -1);
  if (key === undefined || !taskNames.includes(key.toLowerCase()) || !Array.isArray(tasks) || tasks.length < 2)
    return rest;
  return [...rest, { ...(last as Loose), [key]: tasks.slice(0, -1) }];
};

const titlesOf = (list: unknown): string[] =>
  isObject(list)
    ? Object.keys(list)
    : toList(list).map((item) => toWord(isObject(item) ? pick(item, 'title', 'name', 'heading') : item));

const hasContent = (list: unknown): boolean => titlesOf(list).length > 0;

/** The complete parts of a truncated and repaired draft; null if there is nothing worth keeping. */
export const completeParts = (cut: unknown): Loose | null => {
  if (!isObject(cut)) return null;
  const draft = inner(cut);
  const [key, value] = Object.entries(draft).at(-1) ?? [];
  if (key === undefined) return null;
  const { [key]: _, ...rest } = draft;
  const open = Array.isArray(value) ? withoutLast(value) : isObject(value) ? withoutLastKey(value) : null;
  const kept: Loose = open === null || !hasContent(open) ? rest : { ...rest, [key]: open };
  const isWorth = hasContent(pick(kept, 'sections')) || hasContent(pick(kept, ...phaseNames));
  return toWord(pick(kept, 'title', 'name')) !== '' && isWorth ? kept : null;
};

const withoutLastKey = (value: Loose): Loose => Object.fromEntries(Object.entries(value).slice(0, -1));

/** What a truncated draft has and lacks, as instructions for the model that continues it. */
export const partsText = (kept: Loose, sections: readonly string[] = requiredSections): string => {
  const titles = titlesOf(pick(kept, 'sections'));
  const missing = sections.filter(
    (name) => name !== phasesSection && !titles.some((title) => sameSection(title, name)),
  );
  let position = 0;
  const phases = toList(pick(kept, ...phaseNames)).map((phase) => {
    const tasks = tasksOf(phase).map((title) => `${++position}. ${title}`);
    return `"${titlesOf([phase])[0]}" with tasks ${tasks.join('; ') || 'none'}`;
  });
  return [
    `Kept sections: ${titles.join('; ') || 'none'}.`,
    `Kept phases: ${phases.join(', ') || 'none'}.`,
    `Missing sections: ${missing.join('; ') || 'none'}.`,
    'Give only the missing sections and the phases and tasks that still follow; do not repeat what is kept. Positions of tasks go on from there.',
  ].join('\n');
};

const tasksOf = (phase: unknown): string[] => titlesOf(isObject(phase) ? pick(phase, ...taskNames) : []);

/** The kept draft with the complete parts of another truncated answer; null if that adds nothing. */
export const keptWith = (kept: Loose | null, cut: unknown): Loose | null => {
  const parts = completeParts(cut);
  if (kept === null || parts === null) return parts;
  const merged = mergeDrafts(kept, parts);
  return countParts(merged) > countParts(kept) ? merged : null;
};

/** The number of sections and tasks. */
const countParts = (draft: Loose): number =>
  titlesOf(pick(draft, 'sections')).length + toList(pick(draft, ...phaseNames)).flatMap(tasksOf).length;

/** A kept draft with what a later answer adds; parts that both have stay as kept. */
export const mergeDrafts = (kept: Loose, added: Loose): Loose => {
  const more = inner(added);
  const sections = [...sectionsOf(pick(kept, 'sections'))];
  for (const section of sectionsOf(pick(more, 'sections')))
    if (!sections.some(({ title }) => sameSection(title, section.title))) sections.push(section);
  return {
    ...more,
    title: pick(kept, 'title', 'name'),
    summary: pick(kept, 'summary', 'description', 'goal') ?? pick(more, 'summary', 'description', 'goal'),
    sections,
    phases: mergePhases(toList(pick(kept, ...phaseNames)), toList(pick(more, ...phaseNames))),
  };
};

const sectionsOf = (given: unknown): { readonly title: string; readonly body: unknown }[] => {
  const sections = fromJson(given);
  if (isObject(sections)) return Object.entries(sections).map(([title, body]) => ({ title, body }));
  return toList(sections).flatMap((section) =>
    isObject(section)
      ? {
          title: toWord(pick(section, 'title', 'name', 'heading')),
          body: pick(section, 'body', 'content', 'text', 'items', 'markdown'),
        }
      : [],
  );
};

const phaseKey = (phase: unknown): string =>
  (titlesOf([phase])[0] ?? '').replace(/^phase\s+\d+\s*[:.-]?\s*/i, '').toLowerCase();

const mergePhases = (kept: readonly unknown[], more: readonly unknown[]): unknown[] => {
  const phases = [...kept];
  for (const phase of more) {
    const at = phases.findIndex((known) => isObject(known) && isObject(phase) && phaseKey(known) === phaseKey(phase));
    const known = phases[at];
    if (!isObject(known) || !isObject(phase)) {
      phases.push(phase);
      continue;
    }
    const before = toList(pick(known, ...taskNames));
    const titles = titlesOf(before);
    const further = toList(pick(phase, ...taskNames)).filter((task) => !titles.includes(titlesOf([task])[0] ?? ''));
    phases[at] = { title: pick(known, 'title', 'name'), tasks: [...before, ...further] };
  }
  return phases;
};
