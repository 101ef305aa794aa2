import type { Kysely } from 'kysely';
import { planStatuses } from '../domain/plan';
import { type HealthBand, healthBand, type PlansByStatus, projectHealth } from '../domain/projectHealth';
import type { Schema } from './schema';

/** A project's counts and health; `health` is 0 to 100 over the plans that are not archived, null without any. */
export interface ProjectStatistics {
  readonly plans: number;
  readonly plansByStatus: PlansByStatus;
  readonly versions: number;
  readonly conversations: number;
  readonly messages: number;
  readonly health: number | null;
  readonly healthBand: HealthBand | null;
}

const noPlans = Object.fromEntries(planStatuses.map((status) => [status, 0])) as PlansByStatus;

/** The number of plans by status for each project that has any. */
export const plansByStatus = async (db: Kysely<Schema>): Promise<ReadonlyMap<string, PlansByStatus>> => {
  const rows = await db
    .selectFrom('dev_plan')
    .select(['projectId', 'status', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['projectId', 'status'])
    .execute();
  const found = new Map<string, PlansByStatus>();
  for (const { projectId, status, count } of rows)
    found.set(projectId, { ...(found.get(projectId) ?? noPlans), [status]: count });
  return found;
};

/** Counts a project's plans, versions, conversations and messages. */
export const projectStatistics = async (db: Kysely<Schema>, projectId: string): Promise<ProjectStatistics> => {
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
  const byStatus = (await plansByStatus(db)).get(projectId) ?? noPlans;
  const plans = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const health = projectHealth(byStatus);
  return {
    plans,
    plansByStatus: byStatus,
    versions,
    conversations,
    messages,
    health,
    healthBand: health === null ? null : healthBand(health),
  };
};
