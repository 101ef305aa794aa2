import type { ParsedPlan } from '../grammar/planDocument';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { styleBelow } from './planEditFields';
import { insertLines, removeLines } from './planEditText';
import type { TextEdit } from '../grammar/planModel';
import { renderNotes } from '../grammar/planRender';

/** Removes everything under a task that is not part of a field. */
export const removeNotes = ({ lines }: ParsedPlan, { line, parts }: ParsedTask): readonly TextEdit[] => {
  const bounds = [{ endLine: line + 1 }, ...parts.fields];
  return bounds.flatMap((above, at) => {
    const below = parts.fields[at];
    let from = above.endLine;
    let to = below?.line ?? parts.endLine;
    // After the last field the blank line belongs to the notes.
    if (below) while (from < to && lines.isBlank(from)) from++;
    while (from < to && lines.isBlank(to - 1)) to--;
    return from < to ? [removeLines(lines, from, to)] : [];
  });
};

/** Adds notes below a task's fields. */
export const addNotes = ({ lines }: ParsedPlan, { parts }: ParsedTask, notes: string): readonly TextEdit[] => {
  let end = parts.endLine;
  while (lines.isBlank(end - 1)) end--;
  return notes === '' ? [] : [insertLines(lines, end, renderNotes(notes, styleBelow(parts.prefix, [])))];
};
