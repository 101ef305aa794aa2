import { timeAfter } from '../../domain/clock';
import { newId } from '../../domain/ids';
import { type DevPlan, type PlanStatus, checkStatusChange, planStatuses } from '../../domain/plan';
import type { StatusChange } from '../../domain/review';
import { count } from '../counterStore';
import { readPlan } from './planRow';
import { insertReview, nextDecisionTime } from './reviews';
import type { StoreContext } from '../storeContext';
import type { Reason } from './taskProgress';
import { checkOneOf, checkText } from '../validate';

/** Changes a plan's status and records who did it and why; approving a draft adds a review. Throws `statusNotAllowed`. */
export const changeStatus = async (
  context: StoreContext,
  before: DevPlan,
  to: PlanStatus,
  reason: Omit<Reason, 'evidence'>,
): Promise<DevPlan> => {
  checkStatusChange(before.status, checkOneOf('status', to, planStatuses));
  if (to === 'approved' && before.status === 'draft') {
    const { who, why } = reason;
    await insertReview(context, before, { state: 'approved', version: before.currentVersion, who, note: why });
  }
  return noteStatus(context, before, to, reason);
};

/** Like `changeStatus`, without the check and the review. */
export const noteStatus = async (
  context: StoreContext,
  before: DevPlan,
  to: PlanStatus,
  { who, why }: Omit<Reason, 'evidence'>,
): Promise<DevPlan> => {
  const { db, clock, changed } = context;
  const plan: DevPlan = { ...before, status: to, updatedAt: timeAfter(clock, before.updatedAt) };
  await db.updateTable('dev_plan').set({ status: to, updatedAt: plan.updatedAt }).where('id', '=', plan.id).execute();
  const row = {
    id: newId(),
    planId: plan.id,
    fromStatus: before.status,
    toStatus: to,
    who: checkText('who', who, 255),
    why: checkText('why', why, 4000),
    at: await nextDecisionTime(context, plan.id),
  };
  await db.insertInto('status_change').values(row).execute();
  if (to === 'approved' || to === 'completed') await count(context, { [`plan.${to}` as const]: 1 });
  changed({ entity: 'plan', id: plan.id, parentId: plan.projectId, change: 'updated' });
  return plan;
};

/** A plan's status changes, oldest first; throws `notFound`. */
export const listStatusChanges = async (context: StoreContext, planId: string): Promise<readonly StatusChange[]> => {
  await readPlan(context, planId);
  const rows = await context.db
    .selectFrom('status_change')
    .selectAll()
    .where('planId', '=', planId)
    .orderBy('at')
    .execute();
  return rows.map(({ fromStatus, toStatus, ...row }) => ({ ...row, from: fromStatus, to: toStatus }));
};
