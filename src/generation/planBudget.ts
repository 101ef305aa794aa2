import { estimateTokens } from '../context/budget';

const smallRequest = 60;
const smallPlan = 1600;
const perToken = 12;
const maxPlanLength = 6000;

/** Tokens that a plan may take for what was asked: about 1,600 for a small request, more where more is asked. */
export const planBudget = (request: string): number => {
  const more = Math.max(0, estimateTokens(request) - smallRequest);
  return Math.min(maxPlanLength, smallPlan + perToken * more);
};
