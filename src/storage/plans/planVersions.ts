import { timeAfter } from '../../domain/clock';
import { UserError } from '../../domain/errors';
import { newId } from '../../domain/ids';
import type {
  DevPlan,
  DevPlanVersion,
  DevPlanVersionInfo,
  JsonObject,
  VersionAuthor,
  VersionState,
} from '../../domain/plan';
import { planTitle } from '../../domain/grammar/planDocument';
import { count } from '../counterStore';
import { objectColumn, writeJson } from '../jsonColumn';
import { readPlan, readVersion, toVersion } from './planRow';
import type { StoreContext } from '../storeContext';
import { checkInteger, checkName, checkOneOf, checkOptionalText, checkText, invalid } from '../validate';

const maxContent = 2_000_000;
const maxSummary = 4000;

/** The content of a version, whoever creates it. */
export interface VersionText {
  readonly content: string;
  readonly summary?: string;
  readonly author: VersionAuthor;
  readonly model?: string | null;
  readonly tokens?: number | null;
  readonly metadata?: JsonObject;
}

/** A further version of a plan, based on version number `base`. */
export interface NewVersion extends VersionText {
  readonly base: number;
  readonly state: 'accepted' | 'proposed';
  /** The title that the plan takes if the version is accepted. */
  readonly title?: string;
}

interface Place {
  readonly planId: string;
  readonly number: number;
  readonly base: number | null;
  readonly state: VersionState;
  readonly title: string | null;
}

/** Returns the text of a version; throws `invalidInput` if it is blank or longer than two million characters. */
export const checkContent = (content: unknown): string => {
  const checked = checkText('content', content, maxContent);
  return checked.trim() === '' ? invalid('content', 'empty') : checked;
};

/** Checks and stores one version as given; throws `invalidInput`. */
export const insertVersion = (
  { db, clock, later, changed }: StoreContext,
  { planId, number, base, state, title }: Place,
  text: VersionText,
): DevPlanVersion => {
  const metadata = text.metadata ?? {};
  const version: DevPlanVersion = {
    id: newId(),
    planId,
    number,
    content: checkContent(text.content),
    summary: checkText('summary', text.summary ?? '', maxSummary),
    author: checkOneOf('author', text.author, ['user', 'agent', 'import']),
    baseVersion: base,
    state,
    model: checkOptionalText('model', text.model, 255),
    tokens: text.tokens == null ? null : checkInteger('tokens', text.tokens, 0),
    metadata,
    createdAt: clock(),
  };
  const row = { ...version, title, metadata: writeJson(objectColumn, metadata, 'metadata') };
  later(db.insertInto('dev_plan_version').values(row));
  changed({ entity: 'version', id: version.id, parentId: planId, change: 'created' });
  return version;
};

/** Applies a patch to a plan and sets its time of change. */
export const touchPlan = (
  { db, clock, later, changed }: StoreContext,
  plan: DevPlan,
  patch: { currentVersion?: number; title?: string },
): void => {
  later(
    db
      .updateTable('dev_plan')
      .set({ ...patch, updatedAt: timeAfter(clock, plan.updatedAt) })
      .where('id', '=', plan.id),
  );
  changed({ entity: 'plan', id: plan.id, parentId: plan.projectId, change: 'updated' });
};

const conflict = (plan: DevPlan, base: number): UserError =>
  new UserError('conflict', { planId: plan.id, base, current: plan.currentVersion });

/**
 * Stores a version: a proposal awaits an answer, an accepted one becomes the plan's current text. Throws `conflict` for
 * an accepted one whose base is no longer current; one that changes neither text nor title creates nothing and returns
 * the base.
 */
export const createVersion = async (
  context: StoreContext,
  planId: string,
  { base, state, title, ...text }: NewVersion,
): Promise<DevPlanVersion> => {
  const newTitle = title === undefined ? null : checkName('title', title);
  checkOneOf('state', state, ['accepted', 'proposed']);
  const [plan, { version: from }, { last }] = await Promise.all([
    readPlan(context, planId),
    readVersion(context, planId, base),
    context.db
      .selectFrom('dev_plan_version')
      .where('planId', '=', planId)
      .select(({ fn }) => fn.max('number').as('last'))
      .executeTakeFirstOrThrow(),
  ]);
  if (state === 'accepted' && base !== plan.currentVersion) throw conflict(plan, base);
  if (state === 'accepted' && text.content === from.content && (newTitle ?? plan.title) === plan.title) return from;
  const number = last + 1;
  const accepted = state === 'accepted' && { currentVersion: number, ...(newTitle !== null && { title: newTitle }) };
  const version = insertVersion(context, { planId, number, base, state, title: newTitle }, text);
  touchPlan(context, plan, accepted || {});
  return version;
};

/** Every version without its text, newest first; throws `notFound`. */
export const listVersions = async (context: StoreContext, planId: string): Promise<readonly DevPlanVersionInfo[]> => {
  await readPlan(context, planId);
  const rows = await context.db
    .selectFrom('dev_plan_version')
    .select(['id', 'planId', 'number', 'summary', 'author', 'baseVersion', 'state'])
    .select(['model', 'tokens', 'metadata', 'createdAt'])
    .where('planId', '=', planId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toVersion);
};

const setState = async (
  context: StoreContext,
  version: DevPlanVersion,
  state: VersionState,
  metadata = version.metadata,
): Promise<DevPlanVersion> => {
  const set = { state, metadata: writeJson(objectColumn, metadata, 'metadata') };
  await context.db.updateTable('dev_plan_version').set(set).where('id', '=', version.id).execute();
  context.changed({ entity: 'version', id: version.id, parentId: version.planId, change: 'updated' });
  return { ...version, state, metadata };
};

/** True for a proposal that was taken back before anybody answered it. */
export const isWithdrawn = ({ state, metadata }: DevPlanVersionInfo): boolean =>
  state === 'superseded' && metadata['withdrawn'] === true;

const readProposal = async (context: StoreContext, planId: string, number: number) => {
  const read = await readVersion(context, planId, number);
  if (read.version.state !== 'proposed')
    throw new UserError('proposalClosed', { version: number, state: read.version.state });
  return read;
};

/** Makes a proposal the plan's current text; throws `proposalClosed`, or `conflict` if its base is no longer current. */
export const acceptVersion = async (context: StoreContext, planId: string, number: number): Promise<DevPlanVersion> => {
  const plan = await readPlan(context, planId);
  const { version, title } = await readProposal(context, planId, number);
  if (version.baseVersion !== plan.currentVersion) throw conflict(plan, version.baseVersion ?? 0);
  const accepted = await setState(context, version, 'accepted');
  await count(context, { 'proposal.accepted': 1 });
  touchPlan(context, plan, { currentVersion: number, ...(title !== null && { title }) });
  return accepted;
};

/** Closes a proposal without taking its text; throws `proposalClosed`. */
export const closeProposal = async (
  context: StoreContext,
  planId: string,
  number: number,
  state: 'rejected' | 'superseded',
  mark: JsonObject = {},
): Promise<DevPlanVersion> => {
  const plan = await readPlan(context, planId);
  const { version } = await readProposal(context, planId, number);
  const closed = await setState(context, version, state, { ...version.metadata, ...mark });
  if (state === 'rejected') await count(context, { 'proposal.rejected': 1 });
  touchPlan(context, plan, {});
  return closed;
};

/** Closes a proposal that nobody has answered, until it is opened again; throws `proposalClosed`. */
export const withdrawProposal = (context: StoreContext, planId: string, number: number): Promise<DevPlanVersion> =>
  closeProposal(context, planId, number, 'superseded', { withdrawn: true });

/** Makes a withdrawn proposal await an answer again; throws `proposalClosed` for any other version. */
export const reopenProposal = async (
  context: StoreContext,
  planId: string,
  number: number,
): Promise<DevPlanVersion> => {
  const plan = await readPlan(context, planId);
  const { version } = await readVersion(context, planId, number);
  if (!isWithdrawn(version)) throw new UserError('proposalClosed', { version: number, state: version.state });
  const { withdrawn: _, ...metadata } = version.metadata;
  const open = await setState(context, version, 'proposed', metadata);
  touchPlan(context, plan, {});
  return open;
};

/** Creates an accepted version from an old version's text and the title in it; returns the current version if nothing differs. */
export const restoreVersion = async (
  context: StoreContext,
  planId: string,
  number: number,
  summary: string,
): Promise<DevPlanVersion> => {
  const plan = await readPlan(context, planId);
  const { version, title: set } = await readVersion(context, planId, number);
  const title = planTitle(version.content) || set;
  const text = { content: version.content, summary, author: 'user' as const, metadata: { restoredFrom: number } };
  return createVersion(context, planId, {
    ...text,
    base: plan.currentVersion,
    state: 'accepted',
    ...(title !== null && { title }),
  });
};

/** The accepted version before the given one; null if there is none. */
export const previousAccepted = async (
  context: StoreContext,
  planId: string,
  number: number,
): Promise<DevPlanVersion | null> => {
  await readVersion(context, planId, number);
  const row = await context.db
    .selectFrom('dev_plan_version')
    .select('number')
    .where('planId', '=', planId)
    .where('state', '=', 'accepted')
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (await readVersion(context, planId, row.number)).version;
};
