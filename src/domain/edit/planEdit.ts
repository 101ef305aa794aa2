import { parseForEdits } from '../grammar/planDocument';
import type { ParsedPlan } from '../grammar/planDocument';
import { containBody } from '../grammar/planDocumentBody';
import { dropDependencies } from './planEditFields';
import { findPhase, findTask } from './planEditFind';
import { freshIds } from './planEditIds';
import { addNotes, removeNotes } from './planEditNotes';
import {
  addPhase,
  appendToSection,
  removePhase,
  removeSection,
  renamePhase,
  replaceSection,
  setSummary,
  setTitle,
} from './planEditSections';
import { addTask, moveTask, removeTask, updateTask } from './planEditTasks';
import { EditedText } from './planEditText';
import { allTasks, type PlanEdit, type TextEdit } from '../grammar/planModel';

type Step = (plan: ParsedPlan) => readonly TextEdit[];

const dropEverywhere = (plan: ParsedPlan, gone: readonly (string | null)[]): readonly TextEdit[] => {
  const ids = new Set(gone.filter((id) => id !== null));
  return allTasks(plan).flatMap((task) => dropDependencies(plan, task, ids));
};

/** Old notes may be in several places, so all are removed before the new ones are added; equal notes stay unchanged. */
const notesSteps = (id: string, notes: string): readonly Step[] =>
  [removeNotes, addNotes].map((step) => (plan) => {
    const task = findTask(plan, id);
    const text = containBody(notes);
    return task.notes === text ? [] : step(plan, task, text);
  });

/** An edit as steps on a text that is parsed again before each of them. */
const stepsOf = (edit: PlanEdit, used: ReadonlySet<string>): readonly Step[] => {
  switch (edit.type) {
    case 'replaceSection':
      return [(plan) => replaceSection(plan, edit.section, edit.body)];
    case 'appendToSection':
      return [(plan) => appendToSection(plan, edit.section, edit.body)];
    case 'removeSection':
      return [(plan) => removeSection(plan, edit.section)];
    case 'setTitle':
      return [(plan) => setTitle(plan, edit.title)];
    case 'setSummary':
      return [(plan) => setSummary(plan, edit.summary)];
    case 'addPhase':
      return [(plan) => addPhase(plan, edit.title, edit)];
    case 'renamePhase':
      return [(plan) => renamePhase(plan, edit.phase, edit.title)];
    case 'removePhase':
      return [
        (plan) =>
          dropEverywhere(
            plan,
            findPhase(plan, edit.phase).tasks.map(({ id }) => id),
          ),
        (plan) => removePhase(plan, edit.phase),
      ];
    case 'addTask':
      return [(plan) => addTask(plan, edit, freshIds(plan, used)())];
    case 'removeTask':
      return [(plan) => dropEverywhere(plan, [findTask(plan, edit.task).id]), (plan) => removeTask(plan, edit.task)];
    case 'moveTask':
      return [(plan) => moveTask(plan, edit.task, edit.phase, edit)];
    case 'updateTask': {
      const { type, task, notes, ...fields } = edit;
      // One at a time: a field being removed and one being added may be at the same place.
      const steps = Object.entries(fields).map(([name, value]) => ({ type, task, [name]: value }));
      return [
        ...(steps.length > 0 ? steps : [{ type, task }]).map(
          (step): Step =>
            (plan) =>
              updateTask(plan, step),
        ),
        ...(notes === undefined ? [] : notesSteps(task, notes)),
      ];
    }
    default:
      return edit satisfies never;
  }
};

/**
 * Applies a revision's edits in order as range edits on the source: bytes outside of them stay equal. New tasks get ids
 * that are neither in the text nor in `retired`. Throws `invalidInput`, listing what exists, for an unknown task,
 * section or phase; then nothing is changed.
 */
export const editPlan = (
  source: string,
  edits: readonly PlanEdit[],
  retired: readonly string[] = [],
): { readonly source: string; readonly edits: readonly TextEdit[] } => {
  const edited = new EditedText(source);
  const used = new Set(retired);
  for (const edit of edits)
    for (const step of stepsOf(edit, used)) {
      const plan = parseForEdits(edited.text);
      for (const { id } of allTasks(plan)) if (id !== null) used.add(id);
      edited.apply(step(plan));
    }
  return { source: edited.text, edits: edited.edits() };
};
