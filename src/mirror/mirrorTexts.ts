import { createHash } from 'node:crypto';
import { UserError } from '../domain/errors';
import { parsePlan, setBoxes } from '../domain/grammar/planDocument';
import { unixLineEnds } from '../domain/grammar/planDocumentLines';
import { slug } from '../domain/slug';
import { allTasks } from '../domain/grammar/planModel';

/** The ending of a review file's name; the plan's Markdown is beside it as `.md`. */
export const reviewEnding = '.review.json';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A fingerprint of several texts together. */
export const fingerprint = (...texts: readonly (string | null)[]): string => sha256(JSON.stringify(texts));

/** The hash that identifies a plan's text, as 64 hex digits; ignores boxes, which are progress, and line ends, which depend on the checkout. */
export const textHash = (content: string): string => {
  const tasks = allTasks(parsePlan(content));
  const open = new Map(tasks.flatMap(({ id }) => (id === null ? [] : [[id, false] as const])));
  return sha256(unixLineEnds(setBoxes(content, open)));
};

/** Throws `mergeMarkers` for a text in which git left both sides of a conflict. */
export const checkMerged = (text: string, file: string): void => {
  if ([/^<{7} /m, /^={7}\r?$/m, /^>{7} /m].every((marker) => marker.test(text)))
    throw new UserError('mergeMarkers', { file });
};

/** True for a file name made from the title, with or without a number for a name that was taken. */
export const isNamedAfter = (name: string, title: string): boolean => {
  const own = slug(title);
  return name === own || (name.startsWith(`${own}-`) && /^\d+$/.test(name.slice(own.length + 1)));
};

/** The name of the files for a title, with a number if the name is taken. */
export const freeName = (title: string, isTaken: (name: string) => boolean): string => {
  const own = slug(title);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? own : `${own}-${number}`;
    if (!isTaken(name)) return name;
  }
};
