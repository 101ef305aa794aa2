import { looseEstimate, looseFiles, looseReferences, looseTask, looseTitle, taskNames } from './looseDraft';
import { fromJson, isObject, others, pick, toLine, toMarkdown } from './tolerance';
import type { Loose } from './tolerance';

/** An edit type from spellings such as `replace_section`. */
const looseType = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/[_\s-]+(\w?)/g, (_, letter: string) => letter.toUpperCase()) : value;

const orNull = (value: unknown): unknown => (value == null || value === '' ? null : value);

/** Strips heading marks: they would end up in the title of an added section. */
const withoutMarks = (title: unknown): unknown => (typeof title === 'string' ? title.replace(/^\s*#+\s+/, '') : title);

const names = {
  type: ['type', 'action', 'op', 'kind'],
  section: ['section', 'sectionTitle', 'heading'],
  body: ['body', 'content', 'text', 'markdown'],
  phase: ['phase', 'phaseTitle'],
  place: ['after', 'afterTask', 'before', 'beforeTask'],
  task: ['newTask', 'task', 'taskId', 'id'],
  title: ['title', 'newTitle', 'name'],
} as const;
const changes = ['newTask', 'changes', 'fields', 'set', 'update'];
const { id: _id, title: _title, ...parts } = taskNames;
const ofTask = Object.values(taskNames).flat();
const ofUpdate = [...names.task, ...names.title, ...Object.values(parts).flat()];
const ofSection = [...names.section, ...names.body, 'title'];

/** The keys that each edit accepts; others are passed on for the schema to refuse, not silently lost. */
const ofEdit: Readonly<Record<string, readonly string[]>> = {
  replaceSection: ofSection,
  appendToSection: ofSection,
  removeSection: [...names.section, 'title'],
  setTitle: names.title,
  setSummary: ['summary', 'body', 'text'],
  addPhase: [...names.title, ...names.phase, ...names.place],
  renamePhase: [...names.phase, ...names.title],
  removePhase: [...names.phase, ...names.title],
  addTask: [...names.phase, ...names.place, ...names.task, ...names.title, ...ofTask],
  // A task's title and phase only repeat which one is meant.
  removeTask: [...names.task, ...names.title, ...names.phase],
  moveTask: [...names.task, ...names.phase, ...names.place, 'to', 'toPhase'],
  updateTask: [...ofUpdate, ...changes],
};

const looseUpdate = (edit: Loose): Loose => {
  const nested = fromJson(pick(edit, ...changes));
  const given = isObject(nested) ? { ...edit, ...nested } : edit;
  // All edits share one shape, so models fill unused fields with null; these change nothing.
  const has = (part: readonly string[]): boolean => pick(given, ...part) !== undefined;
  const { files, dependsOn, doneWhen, notes } = taskNames;
  const task = pick(given, 'task', 'taskId', 'id');
  const head = looseTitle(pick(given, ...names.title), task);
  const asked = pick(given, ...taskNames.estimate);
  // An empty estimate removes the old one; words that are not an estimate leave it alone.
  const estimate = asked === undefined ? head.estimate : looseEstimate(asked);
  return {
    task,
    ...(head.title === undefined ? {} : { title: head.title }),
    ...(estimate !== null || asked === '' ? { estimate } : {}),
    ...(has(files) ? { files: looseFiles(pick(given, ...files)) } : {}),
    ...(has(dependsOn) ? { dependsOn: looseReferences(pick(given, ...dependsOn)) } : {}),
    ...(has(doneWhen) ? { doneWhen: toLine(pick(given, ...doneWhen)) ?? '' } : {}),
    ...(has(notes) ? { notes: toMarkdown(pick(given, ...notes)) } : {}),
    ...others(isObject(nested) ? nested : {}, ofUpdate),
  };
};

const looseAdded = (edit: Loose, task: unknown, title: unknown): unknown => {
  const beside = { ...edit, newTask: undefined, task: undefined, taskId: undefined, id: undefined, after: undefined };
  return looseTask(isObject(task) ? { ...beside, ...task } : { ...beside, title: title ?? task });
};

const looseEdit = (input: unknown): unknown => {
  const edit = fromJson(input);
  if (!isObject(edit)) return edit;
  const type = looseType(pick(edit, ...names.type));
  const known = typeof type === 'string' ? ofEdit[type] : undefined;
  if (typeof type !== 'string' || !known) return { ...edit, type };
  return { ...partsOf(edit, type), ...others(edit, [...names.type, ...known]), type };
};

const partsOf = (edit: Loose, type: string): Loose => {
  const section = withoutMarks(
    pick(edit, ...names.section) ?? (type.endsWith('Section') ? pick(edit, 'title') : undefined),
  );
  // Text under an unknown key must not empty what it should replace: without a body the edit is refused.
  const body = toMarkdown(pick(edit, ...names.body));
  const phase = pick(edit, ...names.phase) ?? (type === 'moveTask' ? pick(edit, 'to', 'toPhase') : undefined);
  const next = orNull(pick(edit, 'before', 'beforeTask'));
  const place = { after: orNull(pick(edit, 'after', 'afterTask')), ...(next === null ? {} : { before: next }) };
  const task = fromJson(pick(edit, ...names.task));
  const title = toLine(pick(edit, ...names.title));
  switch (type) {
    case 'replaceSection':
    case 'appendToSection':
      return { section, body };
    case 'removeSection':
      return { section };
    case 'setTitle':
      return { title };
    case 'setSummary':
      return { summary: toLine(pick(edit, 'summary', 'body', 'text')) };
    case 'addPhase':
      return { title: title ?? phase, ...place };
    case 'renamePhase':
      return { phase, title };
    case 'removePhase':
      return { phase: phase ?? title };
    case 'addTask': {
      const unknown = isObject(task) ? others(task, [...ofTask, 'after']) : {};
      return { phase, ...place, task: looseAdded(edit, task, title), ...unknown };
    }
    case 'moveTask':
      return { task, phase, ...place };
    case 'removeTask':
      return { task };
    default: {
      const own = fromJson(pick(edit, 'task'));
      if (!isObject(own)) return looseUpdate(edit);
      return { ...looseUpdate({ ...edit, task: undefined, ...own }), ...others(own, [...ofUpdate, ...changes]) };
    }
  }
};

/** Brings a revision into the requested shape; a single edit or a bare list of edits is accepted too. */
export const looseRevision = (input: unknown): unknown => {
  const given = fromJson(input);
  const edits = fromJson(
    isObject(given)
      ? (pick(given, 'edits', 'changes', 'operations') ?? (pick(given, 'type') === undefined ? undefined : given))
      : given,
  );
  const list = isObject(edits) ? [edits] : edits;
  return {
    summary:
      (isObject(given) && list !== given && pick(given, 'edits') !== undefined
        ? toLine(pick(given, 'summary'))
        : undefined) ?? '',
    edits: Array.isArray(list) ? list.map(looseEdit) : list,
  };
};
