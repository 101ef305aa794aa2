import { sql } from 'kysely';
import { type MessageRow, messageColumns } from './messageRow';
import type { Schema } from '../schema';
import { prepared } from '../sqljs/prepared';

/** What a message does to its conversation; `endsDraft` is 1 if it was the unsent text, else 0. */
interface Touch {
  readonly id: string;
  readonly title: string;
  readonly endsDraft: number;
  readonly at: number;
}

/** Touches a conversation (its time never goes back), sets the title if it has none, and returns its project. */
export const touchSession = prepared<Schema, Touch>((db, value) =>
  db
    .updateTable('conversation_session')
    .set((each) => ({
      title: each.case().when('title', '=', '').then(value('title')).else(each.ref('title')).end(),
      draft: each.case().when(value('endsDraft'), '=', 1).then('').else(each.ref('draft')).end(),
      endedAt: null,
      updatedAt: sql<number>`max(${each.ref('updatedAt')}, ${value('at')})`,
    }))
    .where('id', '=', value('id'))
    .returning('projectId'),
);

/** Inserts a message after the last one of its conversation. */
export const appendMessage = prepared<Schema, MessageRow>((db, value) => {
  const last = db
    .selectFrom('conversation_message')
    .where('sessionId', '=', value('sessionId'))
    .select((each) => each(each.fn.coalesce(each.fn.max('position'), each.lit(0)), '+', each.lit(1)).as('next'));
  const row = Object.fromEntries(messageColumns.map((column) => [column, value(column)])) as unknown as MessageRow;
  return db.insertInto('conversation_message').values({ ...row, position: last });
});
