import { slug } from '../domain/slug';
import type { Storage } from '../storage/open';
import type { ExchangeScope } from '../storage/exchange/exchangeScope';
import { readPages } from '../storage/pages';
import { readPlanText } from './planReader';

/** A file to write; its name is a relative path with `/`. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

export type ExportFormat = 'markdown' | 'json';

/**
 * JSON is one file with every version, merged by id on import; Markdown is one file per plan, with its recorded
 * boxes. Throws when aborted.
 */
export const exportFiles = async (
  storage: Storage,
  scope: ExchangeScope,
  format: ExportFormat,
  signal?: AbortSignal,
): Promise<readonly ExportedFile[]> => {
  if (format === 'json') return [await exportJson(storage, scope)];
  if (scope.kind === 'plan') return [await planFile(storage, scope.planId)];
  const projects =
    scope.kind === 'project' ? [await storage.projects.get(scope.projectId)] : await allProjects(storage);
  const free = freeNames();
  const files: ExportedFile[] = [];
  for (const project of projects) {
    const folder = scope.kind === 'all' ? `${free(slug(project.name))}/` : '';
    for (const { id } of await allPlans(storage, project.id)) {
      signal?.throwIfAborted();
      const { name, text } = await planFile(storage, id);
      files.push({ name: `${free(`${folder}${name.slice(0, -3)}`)}.md`, text });
    }
  }
  return files;
};

const planFile = async (storage: Storage, planId: string): Promise<ExportedFile> => {
  const { plan, text } = await readPlanText(storage, planId);
  return { name: `${slug(plan.title)}.md`, text };
};

const exportJson = async (storage: Storage, scope: ExchangeScope): Promise<ExportedFile> => {
  const pieces: string[] = [];
  for await (const piece of storage.exchange.export(scope)) pieces.push(piece);
  return { name: await jsonName(storage, scope), text: pieces.join('') };
};

/** The name of a scope's JSON file; throws `notFound` if there is no such thing, so that no empty file is written. */
export const jsonName = async (storage: Storage, scope: ExchangeScope): Promise<string> => {
  if (scope.kind === 'plan') return `${slug((await storage.plans.get(scope.planId)).title)}.json`;
  return scope.kind === 'project'
    ? `${slug((await storage.projects.get(scope.projectId)).name)}.json`
    : 'devplan-data.json';
};

/** Makes names unique: a repeated one gets a number. */
const freeNames = (): ((name: string) => string) => {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
    taken.add(free);
    return free;
  };
};

const allProjects = async (storage: Storage) =>
  (await readPages(Infinity, (paging) => storage.projects.list(paging))).items;

const allPlans = async (storage: Storage, projectId: string) =>
  (await readPages(Infinity, (paging) => storage.plans.list({ ...paging, projectId, sort: 'created' }))).items;
