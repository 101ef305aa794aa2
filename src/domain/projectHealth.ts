import type { PlanStatus } from './plan';

/** The number of plans with each status. */
export type PlansByStatus = Readonly<Record<PlanStatus, number>>;

/** 100 * (3 completed + 2 in progress + 1 approved) / (3 * plans), rounded; archived plans do not count, null if there are no others. */
export const projectHealth = (plansByStatus: PlansByStatus): number | null => {
  const { draft, approved, in_progress: inProgress, completed } = plansByStatus;
  const plans = draft + approved + inProgress + completed;
  return plans === 0 ? null : Math.round((100 * (3 * completed + 2 * inProgress + approved)) / (3 * plans));
};

/** A rating of a health of 0 to 100. */
export type HealthBand = 'good' | 'fair' | 'low';

/** Good from 70, fair from 40, else low. */
export const healthBand = (health: number): HealthBand => (health >= 70 ? 'good' : health >= 40 ? 'fair' : 'low');
