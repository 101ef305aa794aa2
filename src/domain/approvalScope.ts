import { comparePlans, touchesScope } from './diff/planDiff';
import type { PlanChange } from './grammar/planModel';

/**
 * Returns the changes that an approval of the earlier text does not cover: added or removed tasks, and changed
 * dependencies, files, acceptance or requirements. Empty if only wording changed: titles, free text, estimates, order
 * or ticks.
 */
export const scopeChanges = (approved: string, now: string): readonly PlanChange[] =>
  comparePlans(approved, now).filter(touchesScope);
