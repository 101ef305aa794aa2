import { sql } from 'kysely';
import { newId } from '../domain/ids';
import type { JsonObject } from '../domain/plan';
import type { ExchangeTable } from './exchangeTables';
import { objectColumn, readJson } from './jsonColumn';
import { isReferredTo, savedAt } from './planEditing';
import type { StoreContext } from './storeContext';

/** One row of any table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What became of a row, or why it was left out. */
export type Outcome = 'created' | 'updated' | 'unchanged' | { readonly reason: string };

/** What number the versions of a document have here, by plan and number there; one map for all rows of an import. */
export type Numbers = Map<string, number>;

const numberKey = ({ planId }: Row, number: Row[string] = null): string => `${String(planId)} ${String(number)}`;

/** The columns that say by its number which version of the plan is meant. */
const versionColumns: { readonly [Name in ExchangeTable['name']]?: string } = {
  dev_plan_version: 'baseVersion',
  conversation_message: 'planVersion',
  review: 'version',
  comment_thread: 'version',
};

/** What a row says of a version it says of that version here, whatever number that has. */
const renumber = ({ name }: ExchangeTable, row: Row, numbers: Numbers): Row => {
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

/** A name that another project has gets a number. */
const freeName = async ({ db }: StoreContext, row: Row): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? String(row['name']) : `${String(row['name']).slice(0, 240)} (${number})`;
    const other = await db
      .selectFrom('project')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', String(row['id']))
      .executeTakeFirst();
    if (other === undefined) return name;
  }
};

/**
 * A version whose number another text has here is kept beside it; so is one made from such a version. It becomes no
 * current text before somebody has merged it: what was accepted there is a proposal here.
 */
const placeVersion = async ({ db }: StoreContext, row: Row, there: Row): Promise<Row> => {
  const planId = String(row['planId']);
  const taken = await db
    .selectFrom('dev_plan_version')
    .select('id')
    .where('planId', '=', planId)
    .where('number', '=', Number(row['number']))
    .executeTakeFirst();
  const state = row['state'] === 'accepted' ? 'proposed' : (row['state'] ?? null);
  if (taken === undefined) return row['baseVersion'] === there['baseVersion'] ? row : { ...row, state };
  const { last, current } = await db
    .selectFrom('dev_plan_version as version')
    .innerJoin('dev_plan as plan', 'plan.id', 'version.planId')
    .where('plan.id', '=', planId)
    .select(({ fn }) => [fn.max('version.number').as('last'), fn.max('plan.currentVersion').as('current')])
    .executeTakeFirstOrThrow();
  // A first version was made from none: there is nothing to merge it by, it can only be taken whole.
  return { ...row, number: last + 1, baseVersion: row['baseVersion'] ?? current, state };
};

const placeMessage = async ({ db }: StoreContext, row: Row): Promise<Row> => {
  const sessionId = String(row['sessionId']);
  const at = db.selectFrom('conversation_message').where('sessionId', '=', sessionId);
  const taken = await at.select('id').where('position', '=', Number(row['position'])).executeTakeFirst();
  if (taken === undefined) return row;
  const { last } = await at.select(({ fn }) => fn.max('position').as('last')).executeTakeFirstOrThrow();
  return { ...row, position: last + 1 };
};

/** A plan stands without the conversation that it came from, which its own export does not hold. */
const placePlan = async ({ db }: StoreContext, row: Row): Promise<Row> => {
  const { sessionId = null } = row;
  if (sessionId === null) return row;
  const known = db.selectFrom('conversation_session').select('id').where('id', '=', String(sessionId));
  return (await known.executeTakeFirst()) === undefined ? { ...row, sessionId: null } : row;
};

/** The row as it can be stored here; `there` is as it was in the document. */
const place = async (context: StoreContext, { name }: ExchangeTable, row: Row, there: Row): Promise<Row> => {
  if (name === 'project') return { ...row, name: await freeName(context, row) };
  if (name === 'dev_plan') return placePlan(context, row);
  if (name === 'dev_plan_version') return placeVersion(context, row, there);
  return name === 'conversation_message' ? placeMessage(context, row) : row;
};

/** The newest accepted version is the current one, whatever came in. */
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

const isNewer = ({ name, newer }: ExchangeTable, row: Row, known: Row): boolean => {
  if (name === 'dev_plan_version') {
    // What has another number here, or is made from what has, is decided on here, whatever it is where it came from.
    const alike = known['number'] === row['number'] && known['baseVersion'] === row['baseVersion'];
    return alike && known['state'] === 'proposed' && row['state'] !== 'proposed';
  }
  return newer !== undefined && Number(row[newer]) > Number(known[newer]);
};

/** A comment that was deleted here does not come back. */
const isBuried = async ({ db }: StoreContext, { name }: ExchangeTable, { id }: Row): Promise<boolean> =>
  name === 'comment' &&
  (await db.selectFrom('deleted_comment').select('id').where('id', '=', String(id)).executeTakeFirst()) !== undefined;

const tell = (
  context: StoreContext,
  { entity, key, parent }: ExchangeTable,
  row: Row,
  change: 'created' | 'updated',
) => {
  if (entity === undefined) return;
  const parentId = parent === undefined ? null : row[parent];
  const id = String(row[key.at(-1) ?? '']);
  context.changed({ entity, id, parentId: parentId == null ? null : String(parentId), change });
};

const insertPlaced = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  there: Row,
  numbers: Numbers,
): Promise<Outcome> => {
  const placed = await place(context, table, row, there);
  await insert(context, table, placed);
  if (table.name === 'dev_plan_version') {
    numbers.set(numberKey(there, there['number']), Number(placed['number']));
    await settleCurrent(context, String(row['planId']));
  }
  tell(context, table, placed, 'created');
  return 'created';
};

const metadataOf = ({ metadata }: Row): JsonObject =>
  readJson(objectColumn, String(metadata), 'dev_plan_version.metadata');

const lastSaved = (row: Row): number => savedAt({ metadata: metadataOf(row), createdAt: Number(row['createdAt']) });

/** True when the text may be replaced: nobody has answered it, goes on from it or refers to it. */
const isOpen = async (context: StoreContext, known: Row): Promise<boolean> => {
  if (known['state'] !== 'accepted' && known['state'] !== 'proposed') return false;
  if (metadataOf(known)['editingSession'] === undefined) return false;
  const [planId, number, createdAt] = [String(known['planId']), Number(known['number']), Number(known['createdAt'])];
  return !(await isReferredTo(context, { planId, number, createdAt }));
};

/**
 * A version that was saved again under the same id takes the newer text where nothing builds on the older one, else that
 * is kept beside it. So is a text older than the one here, superseded by it: what was said of it is not said of the newer.
 */
const mergeText = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  there: Row,
  known: Row,
  numbers: Numbers,
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
    numbers.set(numberKey(there, there['number']), kept.number);
    return 'unchanged';
  }
  const later = lastSaved(row) - lastSaved(known);
  const beside = { ...row, id: newId() };
  if (later < 0) return insertPlaced(context, table, { ...beside, state: 'superseded' }, there, numbers);
  if (later === 0 || !(await isOpen(context, known))) {
    // What was saved again is a change of what is here; a proposal holds all of the other side's changes.
    const baseVersion = known['state'] === 'accepted' ? number : (row['baseVersion'] ?? null);
    return insertPlaced(context, table, { ...beside, baseVersion }, there, numbers);
  }
  const { content = '', summary = '', metadata = '{}' } = row;
  await update(context, table, { ...known, content, summary, metadata });
  tell(context, table, row, 'updated');
  return 'updated';
};

const write = async (context: StoreContext, table: ExchangeTable, there: Row, numbers: Numbers): Promise<Outcome> => {
  if (await isBuried(context, table, there)) return 'unchanged';
  const row = renumber(table, there, numbers);
  const known = await find(context, table, row);
  if (known === undefined) return insertPlaced(context, table, row, there, numbers);
  const isVersion = table.name === 'dev_plan_version';
  if (isVersion) numbers.set(numberKey(there, there['number']), Number(known['number']));
  if (isVersion && known['content'] !== row['content']) return mergeText(context, table, row, there, known, numbers);
  if (!isNewer(table, there, known)) return 'unchanged';
  if (isVersion) await update(context, table, { ...known, state: row['state'] ?? null });
  else if (table.name === 'dev_plan')
    await update(context, table, {
      ...(await place(context, table, row, there)),
      currentVersion: known['currentVersion'] ?? 1,
    });
  else await update(context, table, table.name === 'project' ? await place(context, table, row, there) : row);
  if (isVersion) await settleCurrent(context, String(row['planId']));
  tell(context, table, row, 'updated');
  return 'updated';
};

/** Merges one row into its table; a row that refers to what is not there is left out. */
export const mergeRow = async (
  context: StoreContext,
  table: ExchangeTable,
  row: Row,
  numbers: Numbers,
): Promise<Outcome> => {
  try {
    return await write(context, table, row, numbers);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('constraint failed')) throw error;
    return { reason: `${table.name} ${String(row[table.key.at(-1) ?? ''])}: ${error.message}` };
  }
};
