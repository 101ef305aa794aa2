import type { Found } from '../evidence';
import type { Findings } from '../findings';
import { listed, placed } from '../planBuilder';

/** What of the existing code the work meets; nothing where nothing was found. */
export const meets = ({ related, entry }: Findings): string[] => {
  const items: string[] = [];
  if (related.length > 0) items.push(`the work touches ${listed(related.slice(0, 4).map(placed))}`);
  if (entry) items.push(`the program is put together in ${placed(entry)}`);
  return items;
};

/** Says so where the plan rests on names alone. */
export const withoutEvidence = ({ related, conventions, request: { subject } }: Findings): string[] => {
  if (conventions.isEmpty)
    return [`The workspace holds no code yet: is ${conventions.language.name} right for ${subject}?`];
  return related.length === 0
    ? [`Nothing in the workspace is named after ${subject}: which code does it concern?`]
    : [];
};

/** What the work is done on: what was found, else where the program is put together, else a place that must be made. */
export const subjects = (findings: Findings, most: number): Found[] => {
  const { related, entry, conventions, request } = findings;
  if (related.length > 0) return related.slice(0, most);
  if (entry) return [entry];
  const { path } = conventions.source(request.subject, null, request.subject);
  return [{ name: conventions.symbol(request.subject), path, line: 1, text: '' }];
};

/** The first item, for lists that `subjects` never leaves empty. */
export const firstOf = (definitions: readonly Found[]): Found => {
  const [first] = definitions;
  if (!first) throw new Error('subjects are never empty');
  return first;
};

/** A definition with its place, without the line where the file is still to be made. */
export const placeOf = (findings: Findings, definition: Found): string =>
  findings.conventions.has(definition.path) ? placed(definition) : `\`${definition.name}\` (\`${definition.path}\`)`;
