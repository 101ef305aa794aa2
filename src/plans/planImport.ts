import { UserError } from '../domain/errors';
import type { DevPlan, JsonObject } from '../domain/plan';
import { parsePlan } from '../domain/grammar/planDocument';
import { findBlocks } from '../domain/grammar/planDocumentBlocks';
import { splitLines } from '../domain/grammar/planDocumentLines';
import { phasesSection } from '../domain/grammar/planDocumentNames';
import { editPlan } from '../domain/edit/planEdit';
import { withIds } from '../domain/edit/planEditIds';
import type { Storage } from '../storage/open';
import { boxesOf } from './planSaving';

const maxTitle = 255;

const box = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\][ \t]/;

/** A Markdown text to make a plan from. */
export interface PlanSource {
  readonly projectId: string;
  readonly text: string;
  /** Overrides the title in the text. */
  readonly title?: string;
  /** The title if the text has none, such as a file's name. */
  readonly name?: string;
  readonly author: 'user' | 'import';
  readonly who: string;
  readonly template?: string | null;
  readonly metadata?: JsonObject;
}

const checkMarkdown = (text: string, file: string): void => {
  const refuse = (reason: string): never => {
    throw new UserError('unknownFormat', { file, reason });
  };
  if (text.trim() === '') refuse('empty');
  if (text.includes('\0')) refuse('not a text');
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) refuse('HTML or XML, not Markdown');
  if (/^\s*[{[]/.test(text) && isJson(text)) refuse('JSON, not Markdown');
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * The grammar would treat a checklist without a heading as plain text: it gets the section that holds tasks. A heading
 * inside a list would make code of what is nested below it, so it goes above the outermost item.
 */
const placeLooseTasks = (text: string): string => {
  if (parsePlan(text).phases.some(({ tasks }) => tasks.length > 0)) return text;
  const lines = splitLines(text);
  const { items } = findBlocks(lines);
  const first = items.find(({ line }) => box.test(lines.text(line)));
  const outer = first && items.find(({ depth, endLine }) => depth === 0 && endLine > first.line);
  if (!outer) return text;
  const at = lines.start(outer.line);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text.slice(0, at)}## ${phasesSection}${lineBreak}${lineBreak}${text.slice(at)}`;
};

const setTitle = (text: string, title: string): string => editPlan(text, [{ type: 'setTitle', title }]).source;

/**
 * Stores a Markdown text as a plan's first version: tasks without an id get one, ticked boxes become progress, the rest
 * stays as written. Throws `unknownFormat` for text that is not Markdown, `notFound` for an unknown project.
 */
export const createPlanFromText = async (storage: Storage, source: PlanSource): Promise<DevPlan> => {
  const { text, name, author, who, projectId, template = null, metadata = {} } = source;
  checkMarkdown(text, name ?? 'Markdown');
  const placed = placeLooseTasks(text);
  const own = parsePlan(placed).title;
  const given = source.title ?? (own === '' ? name : undefined);
  const title = (given ?? own).trim().slice(0, maxTitle);
  if (title === '') throw new UserError('invalidInput', { field: 'title', reason: 'the text has no heading' });
  const content = withIds(given === undefined || title === own ? placed : setTitle(placed, title));
  return storage.transaction(async (stores) => {
    const summary = author === 'import' ? 'Imported' : 'First version';
    const { plan } = await stores.plans.create({ projectId, title, content, author, template, metadata, summary });
    for (const [id, done] of boxesOf(content))
      if (done) await stores.plans.setProgress(plan.id, id, true, { who, why: '' });
    return plan;
  });
};
