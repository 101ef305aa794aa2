import type { DevPlan, PlanStatus } from './plan';

/** Everything that a review can say, in the order of its life. */
export const reviewStates = ['requested', 'approved', 'changes_requested', 'commented'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What somebody said about one version of a plan; reviews are added, never changed. */
export interface Review {
  readonly id: string;
  readonly planId: string;
  readonly version: number;
  readonly state: ReviewState;
  readonly who: string;
  readonly note: string;
  readonly at: number;
}

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

/** The last word on a plan: the newest approval or wish for changes since it was last a draft; null without one. */
export const lastDecision = (
  { status }: DevPlan,
  reviews: readonly Review[],
  changes: readonly StatusChange[],
): Review | null => {
  const decision = reviews.findLast(({ state }) => state === 'approved' || state === 'changes_requested');
  if (decision === undefined) return null;
  // An approved plan that went back to draft has lost its approval; a wish for changes stands there, too.
  if (decision.state === 'changes_requested') return decision;
  const redrafted = changes.findLast(({ to }) => to === 'draft')?.at ?? 0;
  return status === 'draft' || decision.at < redrafted ? null : decision;
};

/** The review that was asked for and not answered yet; null without one. */
export const openRequest = (reviews: readonly Review[]): Review | null => {
  const last = reviews.findLast(({ state }) => state !== 'commented');
  return last?.state === 'requested' ? last : null;
};
