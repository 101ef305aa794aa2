import { sql } from 'kysely';
import { sameButBoxes } from '../../domain/grammar/planDocument';
import { unixLineEnds } from '../../domain/grammar/planDocumentLines';
import { freeProjectName } from './exchangeProjects';
import type { ExchangeTable } from './exchangeTables';
import { type Merging, type Row, numberKey } from './merging';
import type { StoreContext } from '../storeContext';

/**
 * True if a version can be stored here unchanged: its number is free and it has the same base. An accepted one becomes
 * the current text, so nothing from elsewhere may have been accepted here since its base.
 */
export const fits = async ({ db }: StoreContext, row: Row, there: Row, { added }: Merging): Promise<boolean> => {
  const { baseVersion = null, state } = row;
  const [number, base] = [Number(row['number']), Number(baseVersion)];
  if (baseVersion !== there['baseVersion']) return false;
  const versions = await db
    .selectFrom('dev_plan_version')
    .select(['id', 'number', 'state'])
    .where('planId', '=', String(row['planId']))
    .where('number', '>=', Math.min(number, base))
    .execute();
  if (versions.some((version) => version.number === number)) return false;
  if (state !== 'accepted') return true;
  const isAsThere = (version: (typeof versions)[number]): boolean =>
    version.number > base ? version.state !== 'accepted' || added.has(version.id) : version.state === 'accepted';
  return versions.filter((version) => version.number >= base).every(isAsThere);
};

/**
 * The number of a version here that has the same text as the document's version, preferring accepted ones. Versions of
 * the document itself do not count: restoring an old text is a change. A text from a file may differ in its checkboxes,
 * which are progress, and in its line ends.
 */
export const findSameText = async (
  { db }: StoreContext,
  row: Row,
  { versions }: Merging,
): Promise<number | undefined> => {
  const text = unixLineEnds(String(row['content']));
  const alike = await db
    .selectFrom('dev_plan_version')
    .select(['id', 'number', 'content'])
    .where('planId', '=', String(row['planId']))
    .where(sql<boolean>`length(replace(content, char(13, 10), char(10))) = length(${text})`)
    .orderBy(sql`state = 'accepted'`, 'desc')
    .orderBy('number', 'desc')
    .execute();
  return alike.find(({ id, content }) => !versions.has(id) && sameButBoxes(unixLineEnds(content), text) !== null)
    ?.number;
};

/**
 * Places a version whose number is taken here by another text, or one based on such a version. It must not become the
 * current text before somebody has merged it: the document's current version is stored as a proposal that includes the
 * changes of the accepted versions before it, which are stored as superseded.
 */
const placeVersion = async ({ db }: StoreContext, row: Row, there: Row, merging: Merging): Promise<Row> => {
  const planId = String(row['planId']);
  const versions = db.selectFrom('dev_plan_version as version').where('version.planId', '=', planId);
  const taken = await versions.select('id').where('number', '=', Number(row['number'])).executeTakeFirst();
  const { last, current } = await versions
    .innerJoin('dev_plan as plan', 'plan.id', 'version.planId')
    .select(({ fn }) => [fn.max('version.number').as('last'), fn.max('plan.currentVersion').as('current')])
    .executeTakeFirstOrThrow();
  const number = taken === undefined ? Number(row['number']) : last + 1;
  const { state } = row;
  const baseVersion = row['baseVersion'] == null ? null : Number(row['baseVersion']);
  // A first version has no base to merge against; it can only be taken whole.
  if (state !== 'accepted') return { ...row, number, baseVersion: baseVersion ?? current };
  const older = merging.bases.get(numberKey(row, baseVersion));
  const base = older === undefined ? baseVersion : older;
  if (there['number'] === (merging.current.get(planId) ?? there['number']))
    return { ...row, number, state: 'proposed', baseVersion: base ?? current };
  merging.bases.set(numberKey(row, number), base);
  return { ...row, number, state: 'superseded' };
};

/**
 * Drops a message's reference to a plan that is not here (it may be another project's) and moves the message to the end
 * if its position is taken.
 */
const placeMessage = async ({ db }: StoreContext, row: Row): Promise<Row> => {
  const { sessionId, position, planId = null } = row;
  const plan = db.selectFrom('dev_plan').select('id').where('id', '=', String(planId));
  const isKnown = planId === null || (await plan.executeTakeFirst()) !== undefined;
  const placed = isKnown ? row : { ...row, planId: null, planVersion: null };
  const at = db.selectFrom('conversation_message').where('sessionId', '=', String(sessionId));
  const taken = await at.select('id').where('position', '=', Number(position)).executeTakeFirst();
  if (taken === undefined) return placed;
  const { last } = await at.select(({ fn }) => fn.max('position').as('last')).executeTakeFirstOrThrow();
  return { ...placed, position: last + 1 };
};

/** Drops a plan's reference to the conversation it came from if that is not here: a plan's own export does not include it. */
const placePlan = async ({ db }: StoreContext, row: Row): Promise<Row> => {
  const { sessionId = null } = row;
  if (sessionId === null) return row;
  const known = db.selectFrom('conversation_session').select('id').where('id', '=', String(sessionId));
  return (await known.executeTakeFirst()) === undefined ? { ...row, sessionId: null } : row;
};

/** The row as it can be stored here (a version: as one that does not fit); `there` is the document's row. */
export const place = async (
  context: StoreContext,
  { name }: ExchangeTable,
  row: Row,
  there: Row,
  merging: Merging,
): Promise<Row> => {
  if (name === 'project') return { ...row, name: await freeProjectName(context, row) };
  if (name === 'dev_plan') return placePlan(context, row);
  if (name === 'dev_plan_version') return placeVersion(context, row, there, merging);
  return name === 'conversation_message' ? placeMessage(context, row) : row;
};
