import type { PlanStatus } from '../../domain/plan';
import type { Entry } from './exchangeFormat';
import { dropEmptyThreads } from './exchangeHalves';
import { mergeRow } from './exchangeMerge';
import { newMerging } from './merging';
import { readPlan } from '../plans/planRow';
import type { StoreContext } from '../storeContext';

/** Another copy of a plan as checked rows, and the comments deleted there. */
export interface SharedRows {
  readonly entries: readonly Entry[];
  readonly deletedComments: readonly string[];
}

/**
 * Merges rows of a plan by id: missing rows are added, the later change wins. Comments deleted on either side are
 * removed, a thread with its last comment; the plan takes the status of its newest status change. A row that refers to
 * something missing stays in the other copy until that arrives.
 */
export const mergeShared = async (
  context: StoreContext,
  planId: string,
  { entries, deletedComments }: SharedRows,
): Promise<void> => {
  const { db } = context;
  const merging = newMerging();
  for (const { table, row } of entries) await mergeRow(context, table, row, merging);
  const known = await db.selectFrom('deleted_comment').select('id').where('planId', '=', planId).execute();
  for (const id of deletedComments.filter((each) => !known.some((row) => row.id === each)))
    // A copy of the plan's files under another id lists the same comments.
    await db
      .insertInto('deleted_comment')
      .values({ id, planId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const threads = entries.flatMap(({ table, row }) => (table.name === 'comment_thread' ? [String(row['id'])] : []));
  await dropEmptyThreads(context, [...threads, ...(await dropDeleted(context, planId))]);
  await settleStatus(context, planId);
};

/** Returns the ids of the threads that lost a comment. */
const dropDeleted = async ({ db, changed }: StoreContext, planId: string): Promise<readonly string[]> => {
  const buried = db.selectFrom('deleted_comment').select('id').where('planId', '=', planId);
  const dead = await db.selectFrom('comment').select(['id', 'threadId']).where('id', 'in', buried).execute();
  for (const { id, threadId } of dead) {
    await db.deleteFrom('comment').where('id', '=', id).execute();
    changed({ entity: 'thread', id: threadId, parentId: planId, change: 'updated' });
  }
  return dead.map(({ threadId }) => threadId);
};

const settleStatus = async (context: StoreContext, planId: string): Promise<void> => {
  const { db, changed } = context;
  const plan = await readPlan(context, planId);
  const newest = await db
    .selectFrom('status_change')
    .select(['toStatus', 'at'])
    .where('planId', '=', planId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const status: PlanStatus = newest?.toStatus ?? plan.status;
  if (status === plan.status) return;
  const updatedAt = Math.max(plan.updatedAt, newest?.at ?? 0);
  await db.updateTable('dev_plan').set({ status, updatedAt }).where('id', '=', planId).execute();
  changed({ entity: 'plan', id: planId, parentId: plan.projectId, change: 'updated' });
};
