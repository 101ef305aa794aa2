import { sql } from 'kysely';
import { newId } from '../../domain/ids';
import type { JsonObject } from '../../domain/plan';
import { findSameText, fits, place } from './exchangePlaces';
import { joinProjects, noteName } from './exchangeProjects';
import type { ExchangeTable } from './exchangeTables';
import { objectColumn, readJson } from '../jsonColumn';
import { type Merging, type Row, numberKey } from './merging';
import { isReferredTo, savedAt } from '../plans/planEditing';
import type { StoreContext } from '../storeContext';

/** The outcome for a row, or the reason it was skipped. */
export type Outcome = 'created' | 'updated' | 'unchanged' | { readonly reason: string };

/** The column in which a row refers to a plan's version by number. */
const versionColumns: { readonly [Name in ExchangeTable['name']]?: string } = {
  dev_plan_version: 'baseVersion',
  conversation_message: 'planVersion',
  review: 'version',
  comment_thread: 'version',
};

/** Rewrites a row's reference to a version to the number that this version has here. */
const renumber = ({ name }: ExchangeTable, row: Row, { numbers }: Merging): Row => {
  const column = versionColumns[name];
  const number = column === undefined ? undefined : numbers.get(numberKey(row, row[column]));
  return column === undefined || number === undefined ? row : { ...row, [column]: number };
};

const keyIs = ({ key }: ExchangeTable, row: Row) =>
  sql.join(
    key.map((column) => sql`${sql.ref(column)} = ${row[column]}`),
    sql` and `,
  );

const find = async ({ db }: StoreContext, table: ExchangeTable, row: Row): Promise<Row | undefined> =>
  (await sql<Row>`select * from ${sql.table(table.name)} where ${keyIs(table, row)}`.execute(db)).rows[0];

const insert = async ({ db }: StoreContext, { name }: ExchangeTable, row: Row): Promise<void> => {
  const columns = Object.keys(row);
  const values = columns.map((column) => sql`${row[column]}`);
  await sql`insert into ${sql.table(name)} (${sql.join(columns.map((each) => sql.ref(each)))}) values (${sql.join(values)})`.execute(
    db,
  );
};

const update = async ({ db }: StoreContext, table: ExchangeTable, row: Row): Promise<void> => {
  const sets = Object.keys(row).map((column) => sql`${sql.ref(column)} = ${row[column]}`);
  await sql`update ${sql.table(table.name)} set ${sql.join(sets)} where ${keyIs(table, row)}`.execute(db);
};

/** Makes the newest accepted version the current one, whatever was imported. */
const settleCurrent = async ({ db }: StoreContext, planId: string): Promise<void> => {
  const { newest } = await db
    .selectFrom('dev_plan_version')
    .where('planId', '=', planId)
    .where('state', '=', 'accepted')
    .select(({ fn }) => fn.max<number | null>('number').as('newest'))
    .executeTakeFirstOrThrow();
  if (newest !== null)
    await db.updateTable('dev_plan').set({ currentVersion: newest }).where('id', '=', planId).execute();
};

/** True for a proposal still open here that was answered on the other side, if that answer also holds here. */
const isAnswered = async ({ db }: StoreContext, row: Row, known: Row): Promise<boolean> => {
  // A proposal with another number or base here is decided here, whatever its state on the other side.
  const alike = known['number'] === row['number'] && known['baseVersion'] === row['baseVersion'];
  if (!alike || known['state'] !== 'proposed' || row['state'] === 'proposed') return false;
  if (row['state'] !== 'accepted') return true;
  const plan = db.selectFrom('dev_plan').select('currentVersion').where('id', '=', String(known['planId']));
  // If the current text has moved on, an accepted proposal would be in no current text, yet no longer wait for an
  // answer.
  return (await plan.executeTakeFirstOrThrow()).currentVersion === known['baseVersion'];
};

const isNewer = async (context: StoreContext, table: ExchangeTable, row: Row, known: Row): Promise<boolean> => {
  const { name, newer } = table;
  if (name === 'dev_plan_version') return isAnswered(context, row, known);
  return newer !== undefined && Number(row[newer]) > Number(known[newer]);
};

/** True for a comment that was deleted here, which must not come back. */
const isBuried = async ({ db }: StoreContext, { name }: ExchangeTable, { id }: Row): Promise<boolean> =>
  name === 'comment' &&
  (await db.selectFrom('deleted_comment').select('id').where('id', '=', String(id)).executeTakeFirst()) !== undefined;

/** The plan of a comment's row; null if its thread is not here. */
export const planOfComment = async ({ db }: StoreContext, { threadId }: Row): Promise<string | null> => {
  const thread = db.selectFrom('comment_thread').select('planId').where('id', '=', String(threadId));
  return (await thread.executeTakeFirst())?.planId ?? null;
};

const tell = async (
  context: StoreContext,
  { name, entity, key, parent }: ExchangeTable,
  row: Row,
  change: 'created' | 'updated',
): Promise<void> => {
  // A comment is shown with its thread.
  if (name === 'comment') {
    const parentId = await planOfComment(context, row);
    context.changed({ entity: 'thread', id: String(row['threadId']), parentId, change: 'updated' });
  }
  if (entity === undefined) return;
  const parentId = parent === undefined ? null : row[parent];
  const id = String(row[key.at(-1) ?? '']);
  context.changed({ entity, id, parentId: parentId == null ? null : String(parentId), change });
};

const noteVersion = (there: Row, number: number, { numbers }: Merging): void => {
  numbers.set(numberKey(there, there['number']), number);
};

const insertPlaced = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  there: Row,
  merging: Merging,
): Promise<Outcome> => {
  const isVersion = table.name === 'dev_plan_version';
  const isFitting = isVersion && (await fits(context, row, there, merging));
  const same = isVersion && !isFitting ? await findSameText(context, row, merging) : undefined;
  if (same !== undefined) {
    noteVersion(there, same, merging);
    return 'unchanged';
  }
  const placed = isFitting ? row : await place(context, table, row, there, merging);
  await insert(context, table, placed);
  if (table.name === 'project') noteName(row, placed, merging);
  if (isVersion) {
    noteVersion(there, Number(placed['number']), merging);
    merging.versions.add(String(placed['id']));
    merging.added.add(String(placed['id']));
    await settleCurrent(context, String(row['planId']));
  }
  await tell(context, table, placed, 'created');
  return 'created';
};

const metadataOf = ({ metadata }: Row): JsonObject =>
  readJson(objectColumn, String(metadata), 'dev_plan_version.metadata');

const lastSaved = (row: Row): number => savedAt({ metadata: metadataOf(row), createdAt: Number(row['createdAt']) });

/**
 * True if the text may be replaced: an editing session saved it, it is neither rejected nor superseded, and nothing
 * builds on it or refers to it.
 */
const isOpen = async (context: StoreContext, known: Row): Promise<boolean> => {
  if (known['state'] !== 'accepted' && known['state'] !== 'proposed') return false;
  if (metadataOf(known)['editingSession'] === undefined) return false;
  const [planId, number, createdAt] = [String(known['planId']), Number(known['number']), Number(known['createdAt'])];
  return !(await isReferredTo(context, { planId, number, createdAt }));
};

/**
 * Merges a version that was saved again under the same id. A newer text replaces the one here if nothing builds on
 * that, otherwise it becomes a version of its own. So does a text older than the one here, as superseded: remarks about
 * it do not apply to the newer text.
 */
const mergeText = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  there: Row,
  known: Row,
  merging: Merging,
): Promise<Outcome> => {
  const number = Number(known['number']);
  const kept = await context.db
    .selectFrom('dev_plan_version')
    .select('number')
    .where('planId', '=', String(known['planId']))
    .where('number', '>', number)
    .where('content', '=', String(row['content']))
    .executeTakeFirst();
  if (kept !== undefined) {
    noteVersion(there, kept.number, merging);
    return 'unchanged';
  }
  const later = lastSaved(row) - lastSaved(known);
  const beside = { ...row, id: newId() };
  if (later < 0) return insertPlaced(context, table, { ...beside, state: 'superseded' }, there, merging);
  if (later === 0 || !(await isOpen(context, known))) {
    // An accepted text saved again is a change of the version here; a proposal holds all of the other side's changes.
    const baseVersion = known['state'] === 'accepted' ? number : (row['baseVersion'] ?? null);
    return insertPlaced(context, table, { ...beside, baseVersion }, there, merging);
  }
  const { content = '', summary = '', metadata = '{}' } = row;
  await update(context, table, { ...known, content, summary, metadata });
  await tell(context, table, row, 'updated');
  return 'updated';
};

const write = async (context: StoreContext, table: ExchangeTable, there: Row, merging: Merging): Promise<Outcome> => {
  if (await isBuried(context, table, there)) return 'unchanged';
  const row = renumber(table, there, merging);
  const known = await find(context, table, row);
  const isVersion = table.name === 'dev_plan_version';
  const isPlan = table.name === 'dev_plan';
  if (isPlan) merging.current.set(String(row['id']), Number(there['currentVersion']));
  if (known === undefined) return insertPlaced(context, table, row, there, merging);
  if (table.name === 'project') noteName(row, known, merging);
  if (isVersion) {
    noteVersion(there, Number(known['number']), merging);
    merging.versions.add(String(known['id']));
  }
  if (isVersion && known['content'] !== row['content']) return mergeText(context, table, row, there, known, merging);
  const isJoined = isPlan && (await joinProjects(context, row, known, merging));
  if (!(await isNewer(context, table, there, known))) return isJoined ? 'updated' : 'unchanged';
  if (isVersion) await update(context, table, { ...known, state: row['state'] ?? null });
  else {
    const placed = isPlan || table.name === 'project' ? await place(context, table, row, there, merging) : row;
    const { currentVersion = 1 } = known;
    await update(context, table, isPlan ? { ...placed, currentVersion } : placed);
  }
  if (isVersion) await settleCurrent(context, String(row['planId']));
  await tell(context, table, row, 'updated');
  return 'updated';
};

/** Merges one row into its table; a row that refers to something missing is skipped. */
export const mergeRow = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  merging: Merging,
): Promise<Outcome> => {
  try {
    return await write(context, table, row, merging);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('constraint failed')) throw error;
    return { reason: `${table.name} ${String(row[table.key.at(-1) ?? ''])}: ${error.message}` };
  }
};
