import { scopeChanges } from '../domain/approvalScope';
import type { DevPlan } from '../domain/plan';
import type { PlanChange } from '../domain/grammar/planModel';
import { lastDecision, openRequest, type Review } from '../domain/review';
import type { Stores } from '../storage/open';

/** The state of a plan's reviews. */
export interface PlanApproval {
  /** The newest approval or request for changes that counts. */
  readonly decision: Review | null;
  /** The review that was requested and not answered. */
  readonly requested: Review | null;
  /** The changes in the current text that an approval does not cover; empty while it holds. */
  readonly stale: readonly PlanChange[];
}

/** Reads the decision on a plan, an open review request, and what has changed since an approval. */
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
