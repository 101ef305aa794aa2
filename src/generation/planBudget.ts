import { estimateTokens } from '../context/budget';

const smallRequest = 60;
const smallPlan = 1600;
const perToken = 12;
const maxPlanLength = 6000;

/** Token budget of a plan: 1,600 for a small request, more for a longer one, at most 6,000. */
export const planBudget = (request: string): number => {
  const more = Math.max(0, estimateTokens(request) - smallRequest);
  return Math.min(maxPlanLength, smallPlan + perToken * more);
};
