import { newId } from '../domain/ids';
import type { DevPlan, PlanStatus } from '../domain/plan';
import { readPlan } from './planRow';
import type { StoreContext } from './storeContext';
import { checkText } from './validate';

/** That a plan went from one status to another. */
export interface StatusChange {
  readonly id: string;
  readonly planId: string;
  readonly from: PlanStatus;
  readonly to: PlanStatus;
  readonly who: string;
  readonly why: string;
  readonly at: number;
}

/** Notes that the plan leaves its status for another. */
export const recordStatusChange = async (
  { db, clock }: StoreContext,
  plan: DevPlan,
  to: PlanStatus,
  { who, why }: { readonly who: string; readonly why: string },
): Promise<void> => {
  const row = {
    id: newId(),
    planId: plan.id,
    fromStatus: plan.status,
    toStatus: to,
    who: checkText('who', who, 255),
    why: checkText('why', why, 4000),
    at: clock(),
  };
  await db.insertInto('status_change').values(row).execute();
};

/** A plan's changes of status, oldest first; throws `notFound`. */
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
