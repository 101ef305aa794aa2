import { looseEstimate, looseFiles, looseReferences, looseTask, looseTitle, taskNames } from './looseDraft';
import { fromJson, isObject, others, pick, toLine, toMarkdown } from './tolerance';
import type { Loose } from './tolerance';

/** `replace_section` and its like as the types are spelled. */
const looseType = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/[_\s-]+(\w?)/g, (_, letter: string) => letter.toUpperCase()) : value;

const orNull = (value: unknown): unknown => (value == null || value === '' ? null : value);

/** A heading as a title: a section of any title may be added. */
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

/** What an edit may be given by; anything else would be lost without a word. */
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
  // Where a task stands and what it is called only says again which one is meant.
  removeTask: [...names.task, ...names.title, ...names.phase],
  moveTask: [...names.task, ...names.phase, ...names.place, 'to', 'toPhase'],
  updateTask: [...ofUpdate, ...changes],
};

const looseUpdate = (edit: Loose): Loose => {
  const nested = fromJson(pick(edit, ...changes));
  const given = isObject(nested) ? { ...edit, ...nested } : edit;
  // All edits share one shape, so models fill what they do not mean with null: it changes nothing.
  const has = (part: readonly string[]): boolean => pick(given, ...part) !== undefined;
  const { files, dependsOn, doneWhen, notes } = taskNames;
  const head = looseTitle(pick(given, ...names.title));
  const asked = pick(given, ...taskNames.estimate);
  // An empty one takes the estimate away; words that are none leave it alone.
  const estimate = asked === undefined ? head.estimate : looseEstimate(asked);
  return {
    task: pick(given, 'task', 'taskId', 'id'),
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
  // A text under another name must not empty what it was to replace: without one the edit is refused.
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

/** Brings a revision into the shape that was asked for: one edit or a bare list of them will do. */
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
