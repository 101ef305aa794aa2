import { scopeChanges } from '../domain/approvalScope';
import type { DevPlan } from '../domain/plan';
import type { PlanChange } from '../domain/grammar/planModel';
import { lastDecision, openRequest, type Review } from '../domain/review';
import type { Stores } from '../storage/open';

/** How a plan stands with those who review it. */
export interface PlanApproval {
  /** The newest approval or wish for changes that counts. */
  readonly decision: Review | null;
  /** The review that was asked for and not answered. */
  readonly requested: Review | null;
  /** What an approval does not cover in the current text; empty while it holds. */
  readonly stale: readonly PlanChange[];
}

/** Reads who approved what of a plan, and what has changed since. */
export const readApproval = async (stores: Stores, plan: DevPlan): Promise<PlanApproval> => {
  const reviews = await stores.reviews.list(plan.id);
  const decision = lastDecision(plan, reviews, await stores.reviews.statusHistory(plan.id));
  const requested = openRequest(reviews);
  if (decision?.state !== 'approved' || decision.version === plan.currentVersion)
    return { decision, requested, stale: [] };
  const approved = await stores.plans.version(plan.id, decision.version);
  const current = await stores.plans.version(plan.id, plan.currentVersion);
  return { decision, requested, stale: scopeChanges(approved.content, current.content) };
};
