import type { Kysely } from 'kysely';
import { type PlanStatus, planStatuses } from '../domain/plan';
import type { Schema } from './schema';

/** What a project holds; `health` is 0 to 100 over plans that are not archived, null without any. */
export interface ProjectStatistics {
  readonly plans: number;
  readonly plansByStatus: Readonly<Record<PlanStatus, number>>;
  readonly versions: number;
  readonly conversations: number;
  readonly messages: number;
  readonly health: number | null;
}

/** 100 * (3 completed + 2 in progress + 1 approved) / (3 * plans), rounded; archived plans do not count. */
export const projectHealth = (plansByStatus: Readonly<Record<PlanStatus, number>>): number | null => {
  const { draft, approved, in_progress: inProgress, completed } = plansByStatus;
  const plans = draft + approved + inProgress + completed;
  return plans === 0 ? null : Math.round((100 * (3 * completed + 2 * inProgress + approved)) / (3 * plans));
};

/** Counts a project's plans, versions, conversations and messages. */
export const projectStatistics = async (db: Kysely<Schema>, projectId: string): Promise<ProjectStatistics> => {
  const statuses = await db
    .selectFrom('dev_plan')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .where('projectId', '=', projectId)
    .groupBy('status')
    .execute();
  const { versions } = await db
    .selectFrom('dev_plan_version as version')
    .innerJoin('dev_plan as plan', 'plan.id', 'version.planId')
    .where('plan.projectId', '=', projectId)
    .select(({ fn }) => fn.countAll<number>().as('versions'))
    .executeTakeFirstOrThrow();
  const { conversations } = await db
    .selectFrom('conversation_session')
    .where('projectId', '=', projectId)
    .select(({ fn }) => fn.countAll<number>().as('conversations'))
    .executeTakeFirstOrThrow();
  const { messages } = await db
    .selectFrom('conversation_message as message')
    .innerJoin('conversation_session as session', 'session.id', 'message.sessionId')
    .where('session.projectId', '=', projectId)
    .select(({ fn }) => fn.countAll<number>().as('messages'))
    .executeTakeFirstOrThrow();
  const counted = new Map(statuses.map(({ status, count }) => [status, count]));
  const plansByStatus = Object.fromEntries(planStatuses.map((status) => [status, counted.get(status) ?? 0])) as Record<
    PlanStatus,
    number
  >;
  const plans = statuses.reduce((sum, { count }) => sum + count, 0);
  return { plans, plansByStatus, versions, conversations, messages, health: projectHealth(plansByStatus) };
};
