import type { Selectable } from 'kysely';
import { UserError } from '../../domain/errors';
import type { ConversationMessageTable, ConversationSessionTable } from '../schema';
import type { StoreContext } from '../storeContext';

/** A complete deleted conversation, so that it can be put back. */
export interface DeletedConversation {
  readonly session: Selectable<ConversationSessionTable>;
  readonly messages: readonly Selectable<ConversationMessageTable>[];
  /** The plans that came from it. */
  readonly planIds: readonly string[];
}

/** Deletes a conversation with its messages and returns it; throws `notFound`. */
export const takeConversation = async ({ db, changed }: StoreContext, id: string): Promise<DeletedConversation> => {
  const session = await db.selectFrom('conversation_session').selectAll().where('id', '=', id).executeTakeFirst();
  if (session === undefined) throw new UserError('notFound', { kind: 'session', id });
  const messages = await db.selectFrom('conversation_message').selectAll().where('sessionId', '=', id).execute();
  const plans = await db.selectFrom('dev_plan').select('id').where('sessionId', '=', id).execute();
  await db.deleteFrom('conversation_session').where('id', '=', id).execute();
  changed({ entity: 'session', id, parentId: session.projectId, change: 'deleted' });
  return { session, messages, planIds: plans.map((plan) => plan.id) };
};

/** Puts a deleted conversation back as it was; references to a project or plans deleted since are dropped. */
export const putConversation = async (
  { db, changed }: StoreContext,
  { session, messages, planIds }: DeletedConversation,
): Promise<void> => {
  const project = await db
    .selectFrom('project')
    .select('id')
    .where('id', '=', session.projectId ?? '')
    .executeTakeFirst();
  const projectId = project?.id ?? null;
  await db
    .insertInto('conversation_session')
    .values({ ...session, projectId })
    .execute();
  const plans = new Set((await db.selectFrom('dev_plan').select('id').execute()).map(({ id }) => id));
  for (const message of messages) {
    const lost = message.planId !== null && !plans.has(message.planId);
    await db
      .insertInto('conversation_message')
      .values(lost ? { ...message, planId: null } : message)
      .execute();
  }
  await db
    .updateTable('dev_plan')
    .set({ sessionId: session.id })
    .where('id', 'in', planIds)
    .where('sessionId', 'is', null)
    .execute();
  changed({ entity: 'session', id: session.id, parentId: projectId, change: 'created' });
  for (const { id } of messages) changed({ entity: 'message', id, parentId: session.id, change: 'created' });
};
