import { phasePrefix, phasesSection, sameSection } from '../domain/grammar/planDocumentNames';
import { readHead } from '../domain/grammar/planDocumentTask';
import { fromJson, isObject, pick, toLine, toList, toMarkdown, toWord } from './tolerance';

const kinds: Readonly<Record<string, string>> = {
  create: 'new',
  created: 'new',
  add: 'new',
  added: 'new',
  update: 'modify',
  edit: 'modify',
  change: 'modify',
  existing: 'modify',
  modified: 'modify',
  remove: 'delete',
  removed: 'delete',
  deleted: 'delete',
};

/** A file given as `src/a.ts (new)` or as an object. */
const looseFile = (value: unknown): unknown => {
  const given = isObject(value) ? pick(value, 'path', 'file', 'name') : value;
  if (typeof given !== 'string') return value;
  const [, path = '', word] = /^\s*`?([^`]*?)`?\s*(?:\((\w+)(?: file)?\))?\s*$/.exec(given.replace(/\s+/g, ' ')) ?? [];
  const told = isObject(value) ? toWord(pick(value, 'kind', 'action', 'change', 'type', 'status')) : '';
  const kind = (told || word || 'modify').toLowerCase();
  return { path: path.replace(/^\.\//, ''), kind: kinds[kind] ?? kind };
};

/** Files in the forms that models use, without entries that have no path. */
export const looseFiles = (value: unknown): readonly unknown[] =>
  toList(value)
    .map(looseFile)
    .filter((file) => !isObject(file) || file['path'] !== '');

/** References to tasks as strings, without `none` and the like. */
export const looseReferences = (value: unknown): readonly string[] =>
  toList(value)
    .map((reference) => toWord(isObject(reference) ? pick(reference, 'id', 'task', 'title') : reference))
    .filter((reference) => !/^(?:none|n\/?a|nothing|-|—|)$/i.test(reference));

/** An estimate in the grammar's form, such as `3h`: a bare number counts hours; null for words such as `medium`. */
export const looseEstimate = (value: unknown): string | null => {
  if (typeof value === 'number') return `${value}h`;
  return looseTitle(`x (${toWord(value).replace(/^\((.*)\)$/, '$1')})`).estimate;
};

/** Splits a title such as `[ ] **T1** Add it (3h)` into title, id and estimate. */
export const looseTitle = (
  value: unknown,
): { readonly title: unknown; readonly id: string | null; readonly estimate: string | null } => {
  if (typeof value !== 'string') return { title: value, id: null, estimate: null };
  const line = `- ${value
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/\s+/g, ' ')
    .trim()}`;
  const { title, id, estimate } = readHead(line, 0);
  return { title, id, estimate: estimate && line.slice(estimate.value.start, estimate.value.end) };
};

/** The names that models use for the parts of a task. */
export const taskNames = {
  id: ['id', 'taskId'],
  title: ['title', 'name', 'task', 'summary'],
  estimate: ['estimate', 'effort', 'duration'],
  files: ['files', 'file', 'paths'],
  dependsOn: ['dependsOn', 'dependencies'],
  doneWhen: ['doneWhen', 'acceptance', 'acceptanceCriteria', 'criteria', 'definitionOfDone'],
  notes: ['notes', 'description', 'details'],
} as const;

/** A task given as text, or as an object with keys of the model's own choice. */
export const looseTask = (value: unknown): unknown => {
  if (typeof value !== 'string' && !isObject(value)) return value;
  const given = isObject(value) ? value : { title: value };
  const head = looseTitle(pick(given, ...taskNames.title));
  return {
    id: pick(given, ...taskNames.id) ?? head.id,
    title: head.title,
    estimate: looseEstimate(pick(given, ...taskNames.estimate)) ?? head.estimate,
    files: looseFiles(pick(given, ...taskNames.files)),
    dependsOn: looseReferences(pick(given, ...taskNames.dependsOn, 'after')),
    doneWhen: toLine(pick(given, ...taskNames.doneWhen)) ?? '',
    notes: toMarkdown(pick(given, ...taskNames.notes)) ?? '',
  };
};

interface NamedTask {
  readonly id: unknown;
  readonly title: unknown;
  readonly dependsOn: readonly string[];
}

const isTask = (task: unknown): task is NamedTask => isObject(task) && Array.isArray(task['dependsOn']);

/** Turns dependencies given by the model's own ids, by titles or as `task 3` into positions across all phases. */
const withPositions = (phases: readonly { readonly title: unknown; readonly tasks: readonly unknown[] }[]): unknown => {
  const tasks = phases.flatMap((phase) => phase.tasks).map((task) => (isTask(task) ? task : null));
  const hasIds = tasks.some((task) => task?.id != null);
  const positions = new Map<string, number>();
  for (const part of ['id', 'title'] as const)
    tasks.forEach((task, at) => {
      const name = toWord(task?.[part]).toLowerCase();
      if (name !== '' && !positions.has(name)) positions.set(name, at + 1);
    });
  const position = (reference: string): string => {
    const named = positions.get(reference.toLowerCase());
    if (named !== undefined) return String(named);
    return (hasIds ? null : /^(?:task\s*|t|#)(\d+)$/i.exec(reference)?.[1]) ?? reference;
  };
  return phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((task) => (isTask(task) ? { ...task, dependsOn: task.dependsOn.map(position) } : task)),
  }));
};

const loosePhases = (input: unknown): unknown => {
  const given = fromJson(input);
  if (!Array.isArray(given)) return given;
  // A list of tasks without phases becomes one phase.
  const isFlat =
    given.length > 0 &&
    given.every(
      (phase) => typeof phase === 'string' || (isObject(phase) && pick(phase, 'tasks', 'steps', 'items') === undefined),
    );
  const phases = isFlat ? [{ title: 'Implementation', tasks: given }] : given;
  let number = 0;
  const read = phases.flatMap((phase) => {
    const tasks = isObject(phase) ? toList(pick(phase, 'tasks', 'steps', 'items')).map(looseTask) : [];
    if (!isObject(phase) || tasks.length === 0) return [];
    const title = toWord(pick(phase, 'title', 'name', 'phase'));
    number++;
    return [
      {
        title: phasePrefix.test(title) || title === '' ? title || `Phase ${number}` : `Phase ${number}: ${title}`,
        tasks,
      },
    ];
  });
  return withPositions(read);
};

const looseSections = (input: unknown): unknown => {
  const given = fromJson(input);
  const entries = Array.isArray(given)
    ? given.map((section) =>
        isObject(section)
          ? [pick(section, 'title', 'name', 'heading'), pick(section, 'body', 'content', 'text', 'items', 'markdown')]
          : [undefined, section],
      )
    : isObject(given)
      ? Object.entries(given)
      : [];
  const sections: { title: unknown; body: unknown }[] = [];
  for (const [title, body] of entries) {
    if (typeof title === 'string' && sameSection(title, phasesSection)) continue;
    const text = toMarkdown(body) ?? '';
    const heading = /^\s*#{1,6}\s+([^\n]*)\n?/.exec(typeof text === 'string' ? text : '');
    const repeats = heading && typeof title === 'string' && sameSection(heading[1] ?? '', title);
    const own = repeats && typeof text === 'string' ? text.slice(heading[0].length) : text;
    const same = sections.find(
      (section) => typeof title === 'string' && typeof section.title === 'string' && sameSection(section.title, title),
    );
    if (same && typeof same.body === 'string' && typeof own === 'string') same.body = `${same.body}\n\n${own}`;
    else sections.push({ title, body: own });
  }
  return given == null || sections.length > 0 || Array.isArray(given) ? sections : given;
};

/** Brings a draft into the requested shape, as far as its meaning is clear; the schema checks the rest. */
export const looseDraft = (input: unknown): unknown => {
  const outer = fromJson(input);
  const inner = isObject(outer) ? (pick(outer, 'plan', 'draft', 'devPlan') ?? outer) : outer;
  const given = fromJson(inner);
  if (!isObject(given)) return given;
  return {
    title: toLine(pick(given, 'title', 'name')),
    summary: toLine(pick(given, 'summary', 'description', 'goal')) ?? '',
    sections: looseSections(pick(given, 'sections')),
    phases: loosePhases(pick(given, 'phases', 'implementationPhases', 'tasks')),
  };
};
