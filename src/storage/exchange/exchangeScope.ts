import { type RawBuilder, sql } from 'kysely';
import type { ExchangeTable } from './exchangeTables';

/** The scope of an export: everything, or one project or plan with all that belongs to it. */
export type ExchangeScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'plan'; readonly planId: string };

type Condition = RawBuilder<unknown>;

const everything = sql`1`;
const nothing = sql`0`;

/** The SQL condition that selects the rows of a table belonging to the scope. */
export const rowsOf = (table: ExchangeTable['name'], scope: ExchangeScope): Condition => {
  if (scope.kind === 'all') return everything;
  const isPlan = scope.kind === 'plan';
  const ofPlans: Condition = isPlan
    ? sql`planId = ${scope.planId}`
    : sql`planId in (select id from dev_plan where projectId = ${scope.projectId})`;
  switch (table) {
    case 'project':
      return isPlan
        ? sql`id = (select projectId from dev_plan where id = ${scope.planId})`
        : sql`id = ${scope.projectId}`;
    case 'dev_plan':
      return isPlan ? sql`id = ${scope.planId}` : sql`projectId = ${scope.projectId}`;
    case 'conversation_session':
      return isPlan ? nothing : sql`projectId = ${scope.projectId}`;
    case 'conversation_message':
      return isPlan
        ? nothing
        : sql`sessionId in (select id from conversation_session where projectId = ${scope.projectId})`;
    case 'comment':
      return sql`threadId in (select id from comment_thread where ${ofPlans})`;
    case 'dev_plan_version':
    case 'task_progress':
    case 'status_change':
    case 'review':
    case 'comment_thread':
      return ofPlans;
    case 'saved_prompt':
    case 'counter':
      return nothing;
  }
};
