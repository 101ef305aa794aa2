import { phasePrefix, phasesSection, sameSection, sectionName } from '../domain/grammar/planDocumentNames';
import { isPath, readFiles } from '../domain/grammar/planDocumentFields';
import { ownId, readHead } from '../domain/grammar/planDocumentTask';
import { sectionOrder, type TaskFile } from '../domain/grammar/planModel';
import { fromJson, isObject, type Loose, others, pick, toLine, toList, toMarkdown, toWord } from './tolerance';

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

/** The files in an entry such as `src/a.ts (new)` or an object; with words around code, those that are surely paths. */
const looseFile = (value: unknown): readonly unknown[] => {
  const given = isObject(value) ? pick(value, 'path', 'file', 'name') : value;
  if (typeof given !== 'string') return [value];
  const line = given.replace(/\s+/g, ' ').trim();
  const [, whole, word = ''] = /^`?([^`]*?)`?\s*(?:\((\w+)(?: file)?\))?$/.exec(line) ?? [];
  const told = isObject(value) ? toWord(pick(value, 'kind', 'action', 'change', 'type', 'status')) : '';
  const found = whole === undefined ? filesAmongWords(line) : [{ path: whole, kind: word }];
  return found.map(({ path, kind: own }) => {
    const kind = (told || own || 'modify').toLowerCase();
    return { path: path.replace(/^\.\//, ''), kind: kinds[kind] ?? kind };
  });
};

const filesAmongWords = (line: string): readonly TaskFile[] =>
  readFiles(line, { value: { start: 0, end: line.length } }).flatMap(({ file }) =>
    isPath(file.path, false) ? file : [],
  );

/** Files in the forms that models use, without entries that have no path. */
export const looseFiles = (value: unknown): readonly unknown[] =>
  toList(value)
    .flatMap(looseFile)
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

/**
 * Splits a title such as `[ ] **T1** Add it (3h)` into title, id and estimate. What looks like an id of another form
 * than ours, such as `**S3** bucket`, stays in the title unless it is the task's `own` id.
 */
export const looseTitle = (
  value: unknown,
  own?: unknown,
): { readonly title: unknown; readonly id: string | null; readonly estimate: string | null } => {
  if (typeof value !== 'string') return { title: value, id: null, estimate: null };
  const line = `- ${value
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/\s+/g, ' ')
    .trim()}`;
  const { title: words, id, estimate, headStart } = readHead(line, 0);
  const isId = id === null || id === toWord(own) || ownId.test(id);
  const title = isId ? words : line.slice(headStart, estimate?.whole.start);
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
  const id = pick(given, ...taskNames.id);
  const head = looseTitle(pick(given, ...taskNames.title), id);
  return {
    id: id ?? head.id,
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

/**
 * Turns dependencies given by the model's own ids, by titles or as `task 3` into positions across all phases. A name
 * that several tasks have means another one than the task itself, or the one in the same phase; else nobody can tell,
 * and the schema refuses it.
 */
const withPositions = (phases: readonly { readonly title: unknown; readonly tasks: unknown }[]): unknown => {
  const tasks = phases.flatMap((phase) =>
    toList(phase.tasks).map((task) => ({ phase, task: isTask(task) ? task : null })),
  );
  const hasIds = tasks.some(({ task }) => task?.id != null);
  const named = (name: string, part: 'id' | 'title') =>
    tasks.flatMap(({ phase, task }, at) => (toWord(task?.[part]).toLowerCase() === name ? [{ phase, task, at }] : []));
  const position = (reference: string, own: NamedTask, ownPhase: unknown): string => {
    const name = reference.toLowerCase();
    const ids = named(name, 'id');
    const found = ids.length > 0 ? ids : named(name, 'title');
    const other = found.length > 1 ? found.filter(({ task }) => task !== own) : found;
    const near = other.length > 1 ? other.filter(({ phase }) => phase === ownPhase) : other;
    if (near.length === 1) return String((near[0]?.at ?? 0) + 1);
    if (found.length > 0) return `${reference} (${found.length} tasks have it)`;
    return (hasIds ? null : /^(?:task\s*|t|#)(\d+)$/i.exec(reference)?.[1]) ?? reference;
  };
  const read = (task: unknown, phase: unknown): unknown =>
    isTask(task) ? { ...task, dependsOn: task.dependsOn.map((reference) => position(reference, task, phase)) } : task;
  return phases.map((phase) => ({
    ...phase,
    tasks: Array.isArray(phase.tasks) ? phase.tasks.map((task) => read(task, phase)) : phase.tasks,
  }));
};

const phaseNames = { title: ['title', 'name', 'phase'], tasks: ['tasks', 'steps', 'items'] } as const;

/** True for a task in a list without phases; a phase with a name of its own for its list of tasks is none. */
const isLooseTask = (value: unknown): boolean => {
  if (!isObject(value)) return typeof value === 'string';
  const more = Object.values(others(value, [...Object.values(taskNames).flat(), ...phaseNames.title]));
  return (
    pick(value, ...phaseNames.tasks) === undefined && !more.some((list) => Array.isArray(list) && list.some(isObject))
  );
};

const loosePhases = (input: unknown): unknown => {
  const given = fromJson(input);
  if (!Array.isArray(given)) return given;
  // A list of tasks without phases becomes one phase.
  const isFlat = given.length > 0 && given.every(isLooseTask);
  const phases = isFlat ? [{ title: 'Implementation', tasks: given }] : given;
  let number = 0;
  const read = phases.flatMap((phase) => {
    if (!isObject(phase)) return [];
    const tasks = toList(pick(phase, ...phaseNames.tasks)).map(looseTask);
    const isLost = Object.keys(others(phase, [...Object.values(phaseNames).flat(), 'id', 'number'])).length > 0;
    if (tasks.length === 0 && !isLost) return [];
    const title = toWord(pick(phase, ...phaseNames.title));
    number++;
    return [
      {
        title: phasePrefix.test(title) || title === '' ? title || `Phase ${number}` : `Phase ${number}: ${title}`,
        // Without tasks, what else it says would be lost: the schema asks for them.
        tasks: tasks.length > 0 ? tasks : undefined,
      },
    ];
  });
  return withPositions(read);
};

type Entry = readonly [title: unknown, body: unknown];

/** What stands beside a draft's sections under the name of one of the grammar, such as `open_questions`. */
const sectionsBeside = (draft: Loose): readonly Entry[] =>
  Object.entries(others(draft, draftNames)).flatMap(([key, body]): readonly Entry[] => {
    const title = sectionName(key.replace(/_/g, ' ').replace(/(?<=[a-z])(?=[A-Z])/g, ' '));
    return sectionOrder.includes(title) && title !== phasesSection ? [[title, body]] : [];
  });

const looseSections = (input: unknown, beside: readonly Entry[]): unknown => {
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
  for (const [title, body] of [...entries, ...beside]) {
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

const names = {
  title: ['title', 'name'],
  summary: ['summary', 'description', 'goal'],
  sections: ['sections'],
  phases: ['phases', 'implementationPhases', 'tasks'],
} as const;
const draftNames = Object.values(names).flat();

/** Brings a draft into the requested shape, as far as its meaning is clear; the schema checks the rest. */
export const looseDraft = (input: unknown): unknown => {
  const outer = fromJson(input);
  const inner = isObject(outer) ? (pick(outer, 'plan', 'draft', 'devPlan') ?? outer) : outer;
  const given = fromJson(inner);
  if (!isObject(given)) return given;
  return {
    title: toLine(pick(given, ...names.title)),
    summary: toLine(pick(given, ...names.summary)) ?? '',
    sections: looseSections(pick(given, ...names.sections), sectionsBeside(given)),
    phases: loosePhases(pick(given, ...names.phases)),
  };
};
