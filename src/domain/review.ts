import type { DevPlan, PlanStatus } from './plan';

/** Every state of a review, in the order of its life. */
export const reviewStates = ['requested', 'approved', 'changes_requested', 'commented'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** A review of one version of a plan; reviews are added, never changed. */
export interface Review {
  readonly id: string;
  readonly planId: string;
  readonly version: number;
  readonly state: ReviewState;
  readonly who: string;
  readonly note: string;
  readonly at: number;
}

/** A plan's change from one status to another. */
export interface StatusChange {
  readonly id: string;
  readonly planId: string;
  readonly from: PlanStatus;
  readonly to: PlanStatus;
  readonly who: string;
  readonly why: string;
  readonly at: number;
}

/** The latest decision on a plan: a request for changes, or an approval that no return to draft has revoked; null if there is none. */
export const lastDecision = (
  { status }: DevPlan,
  reviews: readonly Review[],
  changes: readonly StatusChange[],
): Review | null => {
  const decision = reviews.findLast(({ state }) => state === 'approved' || state === 'changes_requested');
  if (decision === undefined) return null;
  // Returning to draft revokes an approval, but not a request for changes.
  if (decision.state === 'changes_requested') return decision;
  const redrafted = changes.findLast(({ to }) => to === 'draft')?.at ?? 0;
  return status === 'draft' || decision.at < redrafted ? null : decision;
};

/** The review request that has not been answered yet; null if there is none. */
export const openRequest = (reviews: readonly Review[]): Review | null => {
  const last = reviews.findLast(({ state }) => state !== 'commented');
  return last?.state === 'requested' ? last : null;
};
