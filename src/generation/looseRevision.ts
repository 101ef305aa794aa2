import { looseEstimate, looseFiles, looseReferences, looseTask, looseTitle } from './looseDraft';
import { fromJson, isObject, pick, toLine, toMarkdown } from './tolerance';
import type { Loose } from './tolerance';

/** `replace_section` and its like as the types are spelled. */
const looseType = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/[_\s-]+(\w?)/g, (_, letter: string) => letter.toUpperCase()) : value;

const orNull = (value: unknown): unknown => (value == null || value === '' ? null : value);

/** A heading as a title: a section of any title may be added. */
const withoutMarks = (title: unknown): unknown => (typeof title === 'string' ? title.replace(/^\s*#+\s+/, '') : title);

const looseUpdate = (edit: Loose): Loose => {
  const nested = pick(edit, 'changes', 'fields', 'set', 'update');
  const given = isObject(nested) ? { ...edit, ...nested } : edit;
  // All edits share one shape, so models fill what they do not mean with null: it changes nothing.
  const has = (...names: readonly string[]): boolean => pick(given, ...names) !== undefined;
  const head = looseTitle(pick(given, 'title', 'name'));
  const asked = pick(given, 'estimate');
  // An empty one takes the estimate away; words that are none leave it alone.
  const estimate = asked === undefined ? head.estimate : looseEstimate(asked);
  return {
    task: pick(given, 'task', 'taskId', 'id'),
    ...(head.title === undefined ? {} : { title: head.title }),
    ...(estimate !== null || asked === '' ? { estimate } : {}),
    ...(has('files') ? { files: looseFiles(pick(given, 'files')) } : {}),
    ...(has('dependsOn', 'dependencies')
      ? { dependsOn: looseReferences(pick(given, 'dependsOn', 'dependencies')) }
      : {}),
    ...(has('doneWhen', 'acceptance') ? { doneWhen: toLine(pick(given, 'doneWhen', 'acceptance')) ?? '' } : {}),
    ...(has('notes', 'description') ? { notes: toMarkdown(pick(given, 'notes', 'description')) } : {}),
  };
};

const looseEdit = (input: unknown): unknown => {
  const edit = fromJson(input);
  if (!isObject(edit)) return edit;
  const type = looseType(pick(edit, 'type', 'action', 'op', 'kind'));
  const section = withoutMarks(
    pick(edit, 'section', 'sectionTitle', 'heading') ??
      (typeof type === 'string' && type.endsWith('Section') ? pick(edit, 'title') : undefined),
  );
  // A text under another name must not empty what it was to replace: without one the edit is refused.
  const body = toMarkdown(pick(edit, 'body', 'content', 'text', 'markdown'));
  const phase = pick(edit, 'phase', 'phaseTitle') ?? (type === 'moveTask' ? pick(edit, 'to', 'toPhase') : undefined);
  const next = orNull(pick(edit, 'before', 'beforeTask'));
  const place = { after: orNull(pick(edit, 'after', 'afterTask')), ...(next === null ? {} : { before: next }) };
  const task = fromJson(pick(edit, 'newTask', 'task', 'taskId', 'id'));
  const title = toLine(pick(edit, 'title', 'newTitle', 'name'));
  switch (type) {
    case 'replaceSection':
    case 'appendToSection':
      return { type, section, body };
    case 'removeSection':
      return { type, section };
    case 'setTitle':
      return { type, title };
    case 'setSummary':
      return { type, summary: toLine(pick(edit, 'summary', 'body', 'text')) };
    case 'addPhase':
      return { type, title: title ?? phase, ...place };
    case 'renamePhase':
      return { type, phase, title };
    case 'removePhase':
      return { type, phase: phase ?? title };
    case 'addTask':
      return {
        type,
        phase,
        ...place,
        task: looseTask(
          isObject(task) ? task : { ...edit, task: undefined, id: undefined, after: undefined, title: title ?? task },
        ),
      };
    case 'moveTask':
      return { type, task, phase, ...place };
    case 'removeTask':
      return { type, task };
    case 'updateTask':
      return { type, ...looseUpdate(isObject(task) ? { ...edit, task: undefined, ...task } : edit) };
    default:
      return { ...edit, type };
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
