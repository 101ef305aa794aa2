import { UserError } from '../domain/errors';
import apiIntegration from './templates/apiIntegration.md';
import bugFix from './templates/bugFix.md';
import databaseMigration from './templates/databaseMigration.md';
import documentation from './templates/documentation.md';
import newFeature from './templates/newFeature.md';
import performance from './templates/performance.md';
import refactoring from './templates/refactoring.md';
import security from './templates/security.md';
import testingStrategy from './templates/testingStrategy.md';

/** A kind of plan: what it asks the user for and what the plan should hold. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly description: string;
  /** What the user is asked for. */
  readonly fields: readonly string[];
  /** Sections that the plan should have, besides or instead of the usual ones. */
  readonly sections: readonly string[];
  /** Guidance for whoever plans. */
  readonly body: string;
}

/** Reads a template: front matter with id, title, icon, description, fields and sections, then guidance; throws `unknownFormat`. */
export const parseTemplate = (source: string): Template => {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source);
  if (!match)
    throw new UserError('unknownFormat', { file: 'template', reason: 'front matter between --- lines is missing' });
  const values = new Map(
    match[1]!.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const value = (name: string): string => {
    const found = values.get(name);
    if (!found) throw new UserError('unknownFormat', { file: 'template', reason: `"${name}" is missing` });
    return found;
  };
  const list = (name: string): string[] =>
    (values.get(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  return {
    id: value('id'),
    title: value('title'),
    icon: values.get('icon') ?? 'note',
    description: value('description'),
    fields: list('fields'),
    sections: list('sections'),
    body: match[2]!.trim(),
  };
};

/** The nine built-in templates. */
export const templates: readonly Template[] = [
  newFeature,
  bugFix,
  refactoring,
  apiIntegration,
  databaseMigration,
  performance,
  security,
  testingStrategy,
  documentation,
].map(parseTemplate);
