import { optionalSections, requiredSections } from '../../../domain/grammar/planModel';
import type { Command } from './command';

/** Makes a command from a clause's parts; null means that the clause is something else after all. */
export type Make = (groups: readonly string[], isAddition: boolean) => Command | null;

const id = '(?:(?:task|aufgabe)\\s+)?(?:[A-Z]{1,4}-?\\d+|#?\\d+)';
/** A list of task ids. */
export const ids = `${id}(?:(?:\\s*,\\s*(?:(?:and|und)\\s+)?|\\s+(?:and|und)\\s+|\\s*&\\s*)${id})*`;

/** The ids of a list such as `T1, T2 and T5`; other words stay one reference. */
export const refsOf = (text: string): string[] => {
  const found = text.match(/(?:[A-Z]{1,4}-?|#)?\d+/gi) ?? [];
  return new RegExp(`^${ids}$`, 'i').test(text.trim())
    ? found.map((one) => one.replace(/^#?(?=\d)/, 'T').toUpperCase())
    : [text];
};

/** A text without surrounding quotes. */
export const unquoted = (text: string): string => text.replace(/^["“„'`](.*)["”“'`]$/s, '$1').trim();

/** Words that people use for a section, in singular or plural. */
const sectionWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:overview|goals?|aims?)$/i, requiredSections[0]],
  [/^(?:requirements?|constraints?)$/i, requiredSections[1]],
  [/^(?:architecture|designs?|architecture & design)$/i, requiredSections[2]],
  [/^(?:testing|tests?|testing strategy|test strategy)$/i, requiredSections[4]],
  [/^(?:deployments?|deployment plan|rollout|release)$/i, requiredSections[5]],
  [/^(?:maintenance|monitoring|operations)$/i, requiredSections[6]],
  [/^risks?$/i, optionalSections[0]],
  [/^(?:open )?questions?$/i, optionalSections[1]],
  [/^decisions?$/i, optionalSections[2]],
];

/** The section that words refer to; null if there is none. */
export const sectionOf = (words: string): string | null => {
  const plain = words.replace(/\s+section$/i, '').trim();
  const known = [...requiredSections, ...optionalSections].find((title) => title.toLowerCase() === plain.toLowerCase());
  return known ?? sectionWords.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};
