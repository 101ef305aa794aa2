import { newId } from '../domain/ids';
import type { JsonObject } from '../domain/plan';
import type { Entry } from '../storage/exchange/exchangeFormat';
import { exchangeTables } from '../storage/exchange/exchangeTables';
import type { Row } from '../storage/exchange/merging';
import type { Storage, Stores } from '../storage/open';
import { type SharedEntry, type SharedPlan, recordsOf } from './sharedPlan';
import type { StoredPlan, VersionHashes } from './storedPlan';

const row = (name: Entry['table']['name'], values: Row): Entry => ({
  table: exchangeTables.find((table) => table.name === name)!,
  row: values,
});

interface VersionRow {
  readonly planId: string;
  readonly number: number;
  readonly content: string;
  readonly summary: string;
  readonly base: number | null;
  readonly state: 'accepted' | 'superseded';
  readonly createdAt: number;
  readonly metadata?: JsonObject;
}

const versionRow = ({ base, metadata = {}, ...version }: VersionRow): Entry =>
  row('dev_plan_version', {
    ...version,
    id: newId(),
    title: null,
    author: 'import',
    baseVersion: base,
    model: null,
    tokens: null,
    metadata: JSON.stringify(metadata),
  });

/** The rows of a record; `numberOf` returns the number of the version with a text, null if it is not stored here. */
const rowOf = (
  planId: string,
  entry: SharedEntry,
  numberOf: (hash: string) => number | null,
  current: number,
): Entry[] => {
  switch (entry[0]) {
    case 'status': {
      const { from, to, ...change } = entry[1];
      return [row('status_change', { ...change, planId, fromStatus: from, toStatus: to })];
    }
    case 'progress': {
      const { id, done, ...record } = entry[1];
      return [row('task_progress', { ...record, planId, taskId: id, done: Number(done) })];
    }
    case 'review': {
      const { text, ...review } = entry[1];
      const version = numberOf(text);
      // A review of a text that is not stored here waits in the file until the text arrives.
      return version === null ? [] : [row('review', { ...review, planId, version })];
    }
    case 'thread': {
      const { text, before, after, ...thread } = entry[1];
      const context = JSON.stringify({ before, after });
      return [row('comment_thread', { ...thread, planId, context, version: numberOf(text) ?? current })];
    }
    case 'comment': {
      const { thread, ...comment } = entry[1];
      return [row('comment', { ...comment, threadId: thread })];
    }
    case 'about':
    case 'text':
    case 'deleted':
    case 'reviewed':
      return [];
  }
};

const rowsOf = (
  shared: SharedPlan,
  entries: readonly SharedEntry[],
  numbers: ReadonlyMap<string, number>,
  current: number,
) => {
  const deleted = recordsOf(shared, 'deleted').map(({ id }) => id);
  // A thread exists as long as it has a comment.
  const talked = new Set(recordsOf(shared, 'comment').map(({ thread }) => thread));
  const living = entries.filter(([kind, record]) => kind !== 'thread' || talked.has(record.id));
  const rows = living.flatMap((entry) => rowOf(shared.planId, entry, (hash) => numbers.get(hash) ?? null, current));
  return { entries: rows, deletedComments: deleted };
};

/** Stores the records that a plan's merged file has and its stored state lacks. */
export const takeShared = async (
  stores: Stores,
  { plan, versions, shared: local }: StoredPlan,
  merged: SharedPlan,
  hashes: VersionHashes,
): Promise<void> => {
  const known = new Set(local.entries.map((entry) => JSON.stringify(entry)));
  const fresh = merged.entries.filter((entry) => !known.has(JSON.stringify(entry)));
  const numbers = new Map<string, number>();
  const texts: Entry[] = [];
  for (const [kind, record] of fresh) {
    if ((kind !== 'review' && kind !== 'thread') || numbers.has(record.text)) continue;
    const found = await hashes.find(stores, versions, record.text);
    const reviewed = recordsOf(merged, 'reviewed').find(({ id }) => id === record.text);
    if (found) numbers.set(record.text, found.number);
    else if (reviewed && kind === 'review') {
      const number = (versions[0]?.number ?? 0) + texts.length + 1;
      const { content, createdAt } = reviewed;
      const base = plan.currentVersion;
      texts.push(versionRow({ planId: plan.id, number, content, summary: '', base, state: 'superseded', createdAt }));
      numbers.set(record.text, number);
    }
  }
  const rows = rowsOf(merged, fresh, numbers, plan.currentVersion);
  const deletes = recordsOf(local, 'deleted').length < rows.deletedComments.length;
  if (rows.entries.length === 0 && !deletes) return;
  await stores.plans.mergeShared(plan.id, { ...rows, entries: [...texts, ...rows.entries] });
};

/** A plan that is in the folder but not stored here. */
export interface NewPlan {
  readonly title: string;
  /** Its text with an id for each task. */
  readonly content: string;
  /** `textHash` of the file's text. */
  readonly hash: string;
  readonly metadata: JsonObject;
  /** When it was imported, for a file that does not say when the plan was created. */
  readonly at: number;
}

/** Stores a plan from the folder under its own id, in the project that the file names or else one named like the plan. */
export const takePlan = async (
  storage: Storage,
  shared: SharedPlan,
  { title, content, hash, metadata, at }: NewPlan,
): Promise<void> => {
  const { planId } = shared;
  const [about] = recordsOf(shared, 'about');
  const [text] = recordsOf(shared, 'text');
  const name = about?.project ?? title;
  const { id: projectId } = (await storage.projects.findByName(name)) ?? (await storage.projects.create({ name }));
  const now = about?.createdAt ?? at;
  const reviewed = recordsOf(shared, 'reviewed').find(({ id }) => id !== hash);
  const numbers = new Map(reviewed ? [[reviewed.id, 1]] : []);
  const current = numbers.size + 1;
  numbers.set(hash, current);
  const rows = rowsOf(shared, shared.entries, numbers, current);
  const version = { planId, state: 'accepted' as const };
  await storage.plans.mergeShared(planId, {
    ...rows,
    entries: [
      row('dev_plan', {
        id: planId,
        projectId,
        title,
        status: 'draft',
        currentVersion: current,
        sessionId: null,
        template: about?.template ?? null,
        metadata: JSON.stringify(about?.sections ? { sections: about.sections } : {}),
        createdAt: now,
        updatedAt: Math.max(now, text?.at ?? 0),
      }),
      ...(reviewed
        ? [
            versionRow({
              ...version,
              number: 1,
              base: null,
              content: reviewed.content,
              summary: '',
              createdAt: reviewed.createdAt,
            }),
          ]
        : []),
      versionRow({
        ...version,
        number: current,
        base: reviewed ? 1 : null,
        content,
        summary: text?.summary ?? '',
        createdAt: text?.at ?? now,
        metadata,
      }),
      ...rows.entries,
    ],
  });
};
