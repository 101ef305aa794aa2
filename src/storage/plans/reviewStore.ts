import { UserError } from '../../domain/errors';
import { checkStatusChange } from '../../domain/plan';
import type { Review, StatusChange } from '../../domain/review';
import { type NewReview, insertReview, listReviews } from './reviews';
import { readPlan, readVersion } from './planRow';
import { listStatusChanges, noteStatus } from './statusChanges';
import type { StoreContext } from '../storeContext';

/** Reviews of plans: requests, approvals, requested changes and notes. */
export class ReviewStore {
  constructor(private readonly context: StoreContext) {}

  /**
   * Adds a review of a version. Only the current version can be approved (else `conflict`), which moves a draft to
   * `approved`; approving an archived plan throws `statusNotAllowed`.
   */
  add(planId: string, review: NewReview): Promise<Review> {
    return this.context.write(async (context) => {
      const plan = await readPlan(context, planId);
      await readVersion(context, planId, review.version);
      if (review.state !== 'approved') return insertReview(context, plan, review);
      if (review.version !== plan.currentVersion)
        throw new UserError('conflict', { planId, base: review.version, current: plan.currentVersion });
      if (plan.status === 'archived') checkStatusChange(plan.status, 'approved');
      const added = await insertReview(context, plan, review);
      if (plan.status === 'draft') await noteStatus(context, plan, 'approved', { who: review.who, why: review.note });
      return added;
    });
  }

  /** A plan's reviews, oldest first; throws `notFound`. */
  list(planId: string): Promise<readonly Review[]> {
    return listReviews(this.context, planId);
  }

  /** A plan's status changes, oldest first; throws `notFound`. */
  statusHistory(planId: string): Promise<readonly StatusChange[]> {
    return listStatusChanges(this.context, planId);
  }

  /** The plans that have any reviews, most recently reviewed first. */
  async reviewedPlans(): Promise<readonly string[]> {
    const rows = await this.context.db
      .selectFrom('review')
      .select('planId')
      .groupBy('planId')
      .orderBy(({ fn }) => fn.max('at'), 'desc')
      .execute();
    return rows.map(({ planId }) => planId);
  }
}
