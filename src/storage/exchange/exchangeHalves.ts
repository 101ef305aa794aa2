import { type Expression, type SqlBool, sql } from 'kysely';
import type { StoreContext } from '../storeContext';

/** The ids to consider (null: all); others may belong to an import that is still running. */
type Among = readonly string[] | null;

const isAmong = (column: string, among: Among): Expression<SqlBool> =>
  among === null ? sql`true` : sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(among)}))`;

const emptyThreads = ({ db }: StoreContext, among: Among) =>
  db
    .selectFrom('comment_thread as thread')
    .select(['id', 'planId'])
    .where(isAmong('thread.id', among))
    .where((builder) => {
      const comments = builder.selectFrom('comment').select('id').whereRef('threadId', '=', 'thread.id');
      return builder.not(builder.exists(comments));
    })
    .execute();

const emptyPlans = ({ db }: StoreContext, among: Among) =>
  db
    .selectFrom('dev_plan')
    .select(['id', 'projectId'])
    .where(isAmong('dev_plan.id', among))
    .where((builder) => {
      const versions = builder.selectFrom('dev_plan_version').select('id').whereRef('planId', '=', 'dev_plan.id');
      return builder.not(builder.exists(versions));
    })
    .execute();

/** Removes the threads that have no comment: a thread lives as long as it has one. */
export const dropEmptyThreads = async (context: StoreContext, among: Among): Promise<void> => {
  for (const { id, planId } of await emptyThreads(context, among)) {
    await context.db.deleteFrom('comment_thread').where('id', '=', id).execute();
    context.changed({ entity: 'thread', id, parentId: planId, change: 'deleted' });
  }
};

/** Removes the plans that have no version, and so cannot be shown; returns their ids. */
export const dropEmptyPlans = async (context: StoreContext, among: Among): Promise<readonly string[]> => {
  const empty = await emptyPlans(context, among);
  for (const { id, projectId } of empty) {
    await context.db.deleteFrom('dev_plan').where('id', '=', id).execute();
    context.changed({ entity: 'plan', id, parentId: projectId, change: 'deleted' });
  }
  return empty.map(({ id }) => id);
};

/** Whether there is a thread without comments or a plan without versions: an import died in between. */
export const hasHalves = async (context: StoreContext): Promise<boolean> =>
  (await emptyThreads(context, null)).length > 0 || (await emptyPlans(context, null)).length > 0;
