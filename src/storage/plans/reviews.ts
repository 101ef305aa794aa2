import { newId } from '../../domain/ids';
import type { DevPlan } from '../../domain/plan';
import { type Review, reviewStates } from '../../domain/review';
import { readPlan } from './planRow';
import type { StoreContext } from '../storeContext';
import { checkInteger, checkOneOf, checkText } from '../validate';

/** What somebody says about a version. */
export type NewReview = Pick<Review, 'state' | 'version' | 'who' | 'note'>;

/** Stores a review as it is given, checked; throws `invalidInput`. */
export const insertReview = async (
  { db, clock, changed }: StoreContext,
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
    at: clock(),
  };
  await db.insertInto('review').values(review).execute();
  changed({ entity: 'review', id: review.id, parentId: plan.id, change: 'created' });
  return review;
};

/** A plan's reviews, oldest first; throws `notFound`. */
export const listReviews = async (context: StoreContext, planId: string): Promise<readonly Review[]> => {
  await readPlan(context, planId);
  return context.db.selectFrom('review').selectAll().where('planId', '=', planId).orderBy('at').orderBy('id').execute();
};
