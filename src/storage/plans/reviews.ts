import { timeAfter } from '../../domain/clock';
import { newId } from '../../domain/ids';
import type { DevPlan } from '../../domain/plan';
import { type Review, reviewStates } from '../../domain/review';
import { readPlan } from './planRow';
import type { StoreContext } from '../storeContext';
import { checkInteger, checkOneOf, checkText } from '../validate';

/** A review to add to a version. */
export type NewReview = Pick<Review, 'state' | 'version' | 'who' | 'note'>;

/** The time for a decision made now: later than all earlier ones of the plan, because the newest decision counts. */
export const nextDecisionTime = async ({ db, clock }: StoreContext, planId: string): Promise<number> => {
  const reviews = db.selectFrom('review').select('at').where('planId', '=', planId);
  const changes = db.selectFrom('status_change').select('at').where('planId', '=', planId);
  const newest = await reviews.unionAll(changes).orderBy('at', 'desc').limit(1).executeTakeFirst();
  return timeAfter(clock, newest?.at ?? 0);
};

/** Checks and stores a review as given; throws `invalidInput`. */
export const insertReview = async (
  context: StoreContext,
  plan: DevPlan,
  { state, version, who, note }: NewReview,
): Promise<Review> => {
  const review: Review = {
    id: newId(),
    planId: plan.id,
    version: checkInteger('version', version, 1),
    state: checkOneOf('state', state, reviewStates),
    who: checkText('who', who, 255),
    note: checkText('note', note, 4000),
    at: await nextDecisionTime(context, plan.id),
  };
  await context.db.insertInto('review').values(review).execute();
  context.changed({ entity: 'review', id: review.id, parentId: plan.id, change: 'created' });
  return review;
};

/** A plan's reviews, oldest first; throws `notFound`. */
export const listReviews = async (context: StoreContext, planId: string): Promise<readonly Review[]> => {
  await readPlan(context, planId);
  return context.db.selectFrom('review').selectAll().where('planId', '=', planId).orderBy('at').orderBy('id').execute();
};
