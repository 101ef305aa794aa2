// Programs that do not list this ambient declaration, such as the tests, get it from here.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../markdown.d.ts" />
import type { UsedTemplate } from '../domain/conversation';
import { slug } from '../domain/slug';
import { readFrontMatter } from './frontMatter';
import { templateProblem } from './templateProblem';
import apiIntegration from './templates/apiIntegration.md';
import bugFix from './templates/bugFix.md';
import databaseMigration from './templates/databaseMigration.md';
import documentation from './templates/documentation.md';
import newFeature from './templates/newFeature.md';
import performance from './templates/performance.md';
import refactoring from './templates/refactoring.md';
import security from './templates/security.md';
import testingStrategy from './templates/testingStrategy.md';

/** Something that a template asks the user for. */
export interface TemplateField {
  /** Its name in the body: `{{name}}`. */
  readonly name: string;
  /** The question shown to the user. */
  readonly question: string;
  /** False if the plan can do without an answer. */
  readonly required: boolean;
}

/** A kind of plan: what it asks the user for, which sections it wants, and the request built from the answers. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly description: string;
  readonly fields: readonly TemplateField[];
  /** Every section that the plan should have, in order; empty means the usual ones. */
  readonly sections: readonly string[];
  /** The request to the planner, with `{{name}}` where answers go. */
  readonly body: string;
}

const placeholder = /\{\{\s*([\w-]+)\s*\}\}/g;

const placeholders = (text: string): readonly string[] =>
  Array.from(text.matchAll(placeholder), ([, name]) => name ?? '');

const readField = (text: string, file: string): TemplateField => {
  const [, name, optional, question] = /^([\w-]+)(\??)\s*:\s*(.+)$/.exec(text) ?? [];
  if (name === undefined || question === undefined) throw templateProblem(file, 'strangeField', { text });
  return { name, question, required: optional === '' };
};

/** A file's name as an id: a slug, or the name itself if it has no Latin letters to make one from. */
const idOf = (name: string): string =>
  /[a-z]/i.test(name.normalize('NFKD')) ? slug(name) : name.trim().normalize().toLowerCase().replace(/\s+/g, '-');

/** Reads a template: front matter (`id` defaults to the file's name), then the request; throws `unknownFormat`. */
export const parseTemplate = (source: string, file = 'template'): Template => {
  const { values, body } = readFrontMatter(source, file);
  const text = (name: string): string => {
    const value = values.get(name);
    if (typeof value !== 'string' || value === '') throw templateProblem(file, 'missingValue', { name });
    return value;
  };
  const list = (name: string): readonly string[] => {
    const value = values.get(name) ?? [];
    return typeof value === 'string'
      ? value
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
      : value;
  };
  const fields = list('fields').map((field) => readField(field, file));
  for (const name of placeholders(body))
    if (!fields.some((field) => field.name === name))
      throw templateProblem(file, 'unknownField', { text: `{{${name}}}` });
  if (body === '') throw templateProblem(file, 'noRequest');
  const icon = values.get('icon');
  const name = file.split('/').at(-1)?.replace(/\.md$/, '') ?? '';
  const optional = (key: string): string => (values.has(key) ? text(key) : '');
  return {
    id: optional('id') || idOf(name),
    title: text('title'),
    icon: typeof icon === 'string' && icon !== '' ? icon : 'note',
    description: optional('description'),
    fields,
    sections: list('sections'),
    body,
  };
};

/** Reserves an id for the first file of a folder that has it; throws `unknownFormat` for a later one. */
export const claimId = (claimed: Map<string, string>, id: string, file: string): void => {
  const first = claimed.get(id);
  if (first !== undefined) throw templateProblem(file, 'idTaken', { text: `id: ${id}`, name: first });
  claimed.set(id, file);
};

/**
 * Builds the request from answers by field name, dropping lines without an answer and appending answers without a
 * placeholder; or returns the required fields that have no answer.
 */
export const fillTemplate = (
  { body, fields }: Template,
  answers: ReadonlyMap<string, string>,
): { readonly prompt: string } | { readonly missing: readonly TemplateField[] } => {
  const answerTo = (name: string): string => answers.get(name)?.trim() ?? '';
  const missing = fields.filter(({ name, required }) => required && answerTo(name) === '');
  if (missing.length > 0) return { missing };
  const lines = body.split('\n').flatMap((line) => {
    const names = placeholders(line);
    if (names.some((name) => answerTo(name) === '')) return [];
    return [line.replace(placeholder, (_, name: string) => answerTo(name))];
  });
  const unplaced = fields.filter(({ name }) => answerTo(name) !== '' && !placeholders(body).includes(name));
  return { prompt: [...lines, ...unplaced.map(({ name, question }) => `- ${question} ${answerTo(name)}`)].join('\n') };
};

/** What a message stores of the template that it was made with. */
export const usedTemplate = ({ id, sections }: Template): UsedTemplate => ({
  id,
  ...(sections.length > 0 && { sections }),
});

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
].map((source) => parseTemplate(source));
