import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema';
import { contains } from '../sqljs/expressions';
import type { DocumentKind, RankedDocument } from '../sqljs/search/searchIndex';

/** About two megabytes of text per scan, so that nothing waits long behind one. */
const versionsAtOnce = 500;
const messagesAtOnce = 4000;

/** A search for a substring, and the signal to stop it. */
export interface SubstringRequest {
  readonly text: string;
  readonly kinds: readonly DocumentKind[];
  readonly projectId: string | null;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

const lastRow = async (db: Kysely<Schema>, table: 'dev_plan_version' | 'conversation_message'): Promise<number> => {
  const { last } = await db
    .selectFrom(table)
    .select(sql<number | null>`max(rowid)`.as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
};

/** The rows after `from` up to and including `to`, by insertion order. */
const between = (from: number, to: number) => sql<boolean>`document.rowid > ${from} and document.rowid <= ${to}`;

const versions = (db: Kysely<Schema>, { text, projectId, limit }: SubstringRequest, from: number, to: number) => {
  const chosen = db
    .selectFrom('dev_plan_version as document')
    .innerJoin('dev_plan as owner', 'owner.id', 'document.planId')
    .where(between(from, to))
    .where((builder) => contains(builder.ref('document.content'), text))
    // One version per plan, preferably the current one: SQLite takes the other columns from the row with the maximum.
    .select(['document.id', 'document.planId as parentId'])
    .select(sql`max(document.rowid + iif(document.number = owner.currentVersion, 1e15, 0))`.as('best'))
    .groupBy('document.planId')
    .orderBy('best', 'desc')
    .limit(limit);
  return (projectId === null ? chosen : chosen.where('owner.projectId', '=', projectId)).execute();
};

const messages = (db: Kysely<Schema>, { text, projectId, limit }: SubstringRequest, from: number, to: number) => {
  const chosen = db
    .selectFrom('conversation_message as document')
    .innerJoin('conversation_session as owner', 'owner.id', 'document.sessionId')
    .where(between(from, to))
    .where((builder) => contains(builder.ref('document.content'), text))
    .select(['document.id', 'document.sessionId as parentId'])
    .orderBy(sql`document.rowid`, 'desc')
    .limit(limit);
  return (projectId === null ? chosen : chosen.where('owner.projectId', '=', projectId)).execute();
};

const scans = [
  { kind: 'version', table: 'dev_plan_version', size: versionsAtOnce, read: versions },
  { kind: 'message', table: 'conversation_message', size: messagesAtOnce, read: messages },
] as const;

/** Titles containing the text, then versions and messages, newest first, scanned in chunks without an index. */
export const findSubstring = async (
  db: Kysely<Schema>,
  request: SubstringRequest,
): Promise<readonly RankedDocument[]> => {
  const { text, kinds, projectId, limit, signal } = request;
  const found: RankedDocument[] = [];
  const add = (kind: DocumentKind, rows: readonly { id: string; parentId: string }[], score: number): void => {
    for (const row of rows) found.push({ kind, ...row, score });
  };
  if (kinds.includes('plan')) {
    const titles = db
      .selectFrom('dev_plan')
      .where((builder) => contains(builder.ref('title'), text))
      .select(['id', 'projectId as parentId'])
      .orderBy('updatedAt', 'desc')
      .limit(limit);
    add('plan', await (projectId === null ? titles : titles.where('projectId', '=', projectId)).execute(), 3);
  }
  for (const { kind, table, size, read } of scans) {
    if (!kinds.includes(kind)) continue;
    const enough = found.length + limit;
    const plans = new Set<string>();
    for (let to = await lastRow(db, table); to > 0 && found.length < enough; to -= size) {
      signal?.throwIfAborted();
      const rows = await read(db, request, to - size, to);
      const fresh = rows.filter(({ parentId }) => !plans.has(parentId));
      if (kind === 'version') for (const { parentId } of fresh) plans.add(parentId);
      add(kind, fresh, 1);
    }
  }
  return found;
};
