import { comparePlans, touchesScope } from './diff/planDiff';
import type { PlanChange } from './grammar/planModel';

/**
 * What an approval of the text before does not cover in the text after: tasks that came or went, other dependencies,
 * files, acceptance or requirements. Empty while only wording changed: titles, free text, estimates, order, ticks.
 */
export const scopeChanges = (approved: string, now: string): readonly PlanChange[] =>
  comparePlans(approved, now).filter(touchesScope);
