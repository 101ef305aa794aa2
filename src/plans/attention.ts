import { orNull } from '../domain/errors';
import { type DevPlan, openPlanStatuses } from '../domain/plan';
import type { PlanChange } from '../domain/grammar/planModel';
import type { Storage } from '../storage/open';
import { readPages } from '../storage/pages';
import { readApproval } from './planApproval';

/** Something about a plan that waits for the user. */
export type Attention =
  | { readonly kind: 'proposal'; readonly plan: DevPlan; readonly version: number }
  | { readonly kind: 'review'; readonly plan: DevPlan; readonly who: string; readonly note: string }
  | { readonly kind: 'changesRequested'; readonly plan: DevPlan; readonly who: string; readonly note: string }
  | {
      readonly kind: 'stale';
      readonly plan: DevPlan;
      readonly version: number;
      readonly changes: readonly PlanChange[];
    }
  | { readonly kind: 'comments'; readonly plan: DevPlan; readonly count: number };

/** What waits for the user in unarchived plans of unarchived projects, most recently changed plans first. */
export const readAttention = async (storage: Storage): Promise<readonly Attention[]> => {
  const reviewed = new Set(await storage.reviews.reviewedPlans());
  const threads = await storage.comments.openCounts();
  const proposals = await storage.plans.proposals();
  const ids = [...new Set([...reviewed, ...threads.keys(), ...proposals.keys()])];
  // By age, because a plan that changes between two pages would move among the others.
  const { items } = await readPages(Infinity, (paging) =>
    storage.plans.list({ ...paging, ids, status: openPlanStatuses, inOpenProject: true, sort: 'created' }),
  );
  const found: Attention[] = [];
  for (const plan of items.toSorted((a, b) => b.updatedAt - a.updatedAt)) {
    const approval = reviewed.has(plan.id) ? await orNull(readApproval(storage, plan)) : undefined;
    // The plan was deleted meanwhile.
    if (approval === null) continue;
    const version = proposals.get(plan.id);
    if (version !== undefined) found.push({ kind: 'proposal', plan, version });
    if (approval) {
      const { decision, requested, stale } = approval;
      if (requested) found.push({ kind: 'review', plan, who: requested.who, note: requested.note });
      // Requesting another review answers the request for changes.
      else if (decision?.state === 'changes_requested')
        found.push({ kind: 'changesRequested', plan, who: decision.who, note: decision.note });
      if (decision && stale.length > 0 && plan.status !== 'completed')
        found.push({ kind: 'stale', plan, version: decision.version, changes: stale });
    }
    const count = threads.get(plan.id);
    if (count !== undefined) found.push({ kind: 'comments', plan, count });
  }
  return found;
};
