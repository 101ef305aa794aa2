import type { DevPlanVersion } from '../../domain/plan';
import { changeSummary } from '../../domain/diff/planDiff';
import { objectColumn, writeJson } from '../jsonColumn';
import { readPlan, readVersion } from './planRow';
import { checkContent, createVersion, touchPlan } from './planVersions';
import type { StoreContext } from '../storeContext';
import { checkText } from '../validate';

/** A save of the plan's document; `session` identifies one editing session of one window. */
export interface PlanSave {
  readonly content: string;
  readonly session: string;
  readonly base: number;
}

/** When a version's text was last saved; copies of a version saved again differ in this. */
export const savedAt = ({ metadata, createdAt }: Pick<DevPlanVersion, 'metadata' | 'createdAt'>): number =>
  typeof metadata['savedAt'] === 'number' ? metadata['savedAt'] : createdAt;

/** True if a decision, a remark or a later version refers to this version: its text may no longer change. */
export const isReferredTo = async (
  { db }: StoreContext,
  { planId, number, createdAt }: Pick<DevPlanVersion, 'planId' | 'number' | 'createdAt'>,
): Promise<boolean> => {
  const later = db.selectFrom('dev_plan_version').where('planId', '=', planId).where('number', '>', number);
  const reviews = db.selectFrom('review').where('planId', '=', planId).where('version', '=', number);
  const threads = db.selectFrom('comment_thread').where('planId', '=', planId).where('version', '=', number);
  const decisions = db.selectFrom('status_change').where('planId', '=', planId).where('at', '>=', createdAt);
  const all = later.select('id').union(reviews.select('id')).union(threads.select('id')).union(decisions.select('id'));
  return (await all.limit(1).executeTakeFirst()) !== undefined;
};

/**
 * Saves a plan's text. The saves of one editing session form one accepted version: each replaces its text until
 * something refers to it. Throws `conflict` if the base is no longer current; text equal to the base's makes no
 * version.
 */
export const saveEdit = async (
  context: StoreContext,
  planId: string,
  { content, session, base }: PlanSave,
): Promise<DevPlanVersion> => {
  const metadata = { editingSession: checkText('session', session, 255, 1) };
  const plan = await readPlan(context, planId);
  const { version } = await readVersion(context, planId, base);
  const ofSession = base === plan.currentVersion && version.metadata['editingSession'] === session;
  if (!ofSession || version.content === content || (await isReferredTo(context, version))) {
    const summary = changeSummary(version.content, content);
    return createVersion(context, planId, { content, summary, author: 'user', base, state: 'accepted', metadata });
  }
  const before = await readVersion(context, planId, version.baseVersion ?? base);
  const summary = changeSummary(before.version.content, content);
  const again = { ...version.metadata, savedAt: context.clock() };
  await context.db
    .updateTable('dev_plan_version')
    .set({ content: checkContent(content), summary, metadata: writeJson(objectColumn, again, 'metadata') })
    .where('id', '=', version.id)
    .execute();
  context.changed({ entity: 'version', id: version.id, parentId: planId, change: 'updated' });
  touchPlan(context, plan, {});
  return { ...version, content, summary, metadata: again };
};

/** Ends the editing session of a plan's current text: the next save becomes a version of its own. */
export const endEditing = async (context: StoreContext, planId: string): Promise<void> => {
  const { currentVersion } = await readPlan(context, planId);
  const { version } = await readVersion(context, planId, currentVersion);
  const { editingSession, ...metadata } = version.metadata;
  if (editingSession === undefined) return;
  await context.db
    .updateTable('dev_plan_version')
    .set({ metadata: writeJson(objectColumn, metadata, 'metadata') })
    .where('id', '=', version.id)
    .execute();
};
