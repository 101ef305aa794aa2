import type { Selectable } from 'kysely';
import { timeAfter } from '../../domain/clock';
import type { ConversationMessage, ConversationSession } from '../../domain/conversation';
import { UserError } from '../../domain/errors';
import { newId } from '../../domain/ids';
import { type DeletedConversation, putConversation, takeConversation } from './deletedConversation';
import { appendMessage, touchSession } from './messageQueries';
import {
  type MessagePatch,
  type NewMessage,
  checkNewMessage,
  checkMessagePatch,
  messageColumns,
  toMessage,
  toMessageRow,
} from './messageRow';
import type { ConversationSessionTable } from '../schema';
import { contains } from '../sqljs/expressions';
import type { StoreContext } from '../storeContext';
import {
  type Page,
  type Paging,
  checkInteger,
  checkName,
  checkOptionalText,
  checkPaging,
  checkText,
} from '../validate';

const maxText = 1_000_000;
const titleLength = 60;

export interface NewSession {
  readonly projectId?: string | null;
  /** If left out, the first user message becomes the title. */
  readonly title?: string;
  readonly model?: string | null;
}

/** Selects conversations of a project (null: those without one) whose title or summary contains the text. */
export interface SessionFilter extends Paging {
  readonly projectId?: string | null;
  readonly text?: string;
}

/** The first non-blank line of a message, cut to 60 characters. */
export const titleFrom = (message: string): string => {
  const line = message.split(/\r\n|\r|\n/).find((each) => each.trim() !== '') ?? '';
  const characters = Array.from(line.replace(/\s+/g, ' ').trim());
  return characters.length <= titleLength ? characters.join('') : `${characters.slice(0, titleLength - 1).join('')}…`;
};

const toSession = (row: Selectable<ConversationSessionTable>): ConversationSession => row;

/** Conversations and their messages. */
export class ConversationStore {
  constructor(private readonly context: StoreContext) {}

  /** Throws `notFound` when the project does not exist. */
  createSession({ projectId = null, title = '', model = null }: NewSession = {}): Promise<ConversationSession> {
    return this.context.write(async (context) => {
      const { db, clock, changed } = context;
      await this.checkProject(projectId, context);
      const now = clock();
      const session: ConversationSession = {
        id: newId(),
        projectId,
        title: title.trim() === '' ? '' : checkName('title', title),
        summary: null,
        summaryTurns: 0,
        model: checkOptionalText('model', model, 255),
        draft: '',
        startedAt: now,
        updatedAt: now,
        endedAt: null,
      };
      await db.insertInto('conversation_session').values(session).execute();
      changed({ entity: 'session', id: session.id, parentId: projectId, change: 'created' });
      return session;
    });
  }

  /** Throws `notFound`. */
  async session(id: string, { db } = this.context): Promise<ConversationSession> {
    const row = await db.selectFrom('conversation_session').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'session', id });
    return toSession(row);
  }

  /** Most recently used first. */
  async list(filter: SessionFilter = {}): Promise<Page<ConversationSession>> {
    const { limit, offset } = checkPaging(filter);
    const { projectId, text = '' } = filter;
    let chosen = this.context.db.selectFrom('conversation_session');
    if (projectId === null) chosen = chosen.where('projectId', 'is', null);
    else if (projectId !== undefined) chosen = chosen.where('projectId', '=', projectId);
    if (text !== '')
      chosen = chosen.where((builder) =>
        builder.or([contains(builder.ref('title'), text), contains(builder.ref('summary'), text)]),
      );
    const rows = await chosen
      .selectAll()
      .orderBy('updatedAt', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute();
    const { total } = await chosen.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return { items: rows.map(toSession), total };
  }

  async rename(id: string, title: string): Promise<ConversationSession> {
    return this.change(id, { title: checkName('title', title) });
  }

  /** Null removes the conversation from its project. */
  setProject(id: string, projectId: string | null): Promise<ConversationSession> {
    return this.context.write(async (context) => {
      await this.checkProject(projectId, context);
      return this.change(id, { projectId }, context);
    });
  }

  /** Stores a summary of the conversation's first `turns` turns. */
  async setSummary(id: string, summary: string, turns: number): Promise<ConversationSession> {
    return this.change(id, { summary: checkText('summary', summary, maxText), summaryTurns: turns });
  }

  /** Notes the model that answered last. */
  async setModel(id: string, model: string | null): Promise<ConversationSession> {
    return this.change(id, { model: checkOptionalText('model', model, 255) });
  }

  /** Stores the unsent text of the composer; emits no change. */
  setDraft(id: string, draft: string): Promise<void> {
    return this.context.write(async ({ db }) => {
      const { numUpdatedRows } = await db
        .updateTable('conversation_session')
        .set({ draft: checkText('draft', draft, maxText) })
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new UserError('notFound', { kind: 'session', id });
    });
  }

  /** Ends a conversation; another message reopens it. */
  async end(id: string, summary: string | null = null): Promise<ConversationSession> {
    const checked = checkOptionalText('summary', summary, maxText);
    return this.change(id, {
      endedAt: this.context.clock(),
      ...(checked !== null && { summary: checked, summaryTurns: 0 }),
    });
  }

  /** Deletes conversations with their messages, all or none, and returns what `restore` needs to put them back; throws `notFound`. */
  delete(ids: readonly string[]): Promise<readonly DeletedConversation[]> {
    return this.context.write(async (context) => {
      const deleted: DeletedConversation[] = [];
      for (const id of ids) deleted.push(await takeConversation(context, id));
      return deleted;
    });
  }

  /** Puts deleted conversations back with every message, all or none. */
  restore(deleted: readonly DeletedConversation[]): Promise<void> {
    return this.context.write(async (context) => {
      for (const conversation of deleted) await putConversation(context, conversation);
    });
  }

  /** Appends a message and touches its conversation; throws `notFound` for an unknown conversation or plan. */
  async addMessage(sessionId: string, input: NewMessage): Promise<ConversationMessage> {
    const { clock, run } = this.context;
    const message = checkNewMessage(sessionId, input, clock());
    const title = message.role === 'user' ? titleFrom(message.content) : '';
    try {
      await run(
        [
          touchSession({ id: sessionId, title, endsDraft: Number(input.endsDraft ?? false), at: message.createdAt }),
          appendMessage(toMessageRow(message)),
        ],
        [
          { entity: 'session', id: sessionId, parentFrom: 0, change: 'updated' },
          { entity: 'message', id: message.id, parentId: sessionId, change: 'created' },
        ],
      );
    } catch (error) {
      if (error instanceof UserError) throw error;
      // Without its conversation or plan the insert fails; a `notFound` says so more clearly.
      await this.session(sessionId);
      if (message.planId !== null) await this.checkPlan(message.planId, this.context);
      throw error;
    }
    return message;
  }

  /** The last `limit` messages (by default all) before the given one or the end, oldest first. */
  async messages(
    sessionId: string,
    { limit, before }: { readonly limit?: number; readonly before?: string } = {},
  ): Promise<readonly ConversationMessage[]> {
    await this.session(sessionId);
    let chosen = this.context.db
      .selectFrom('conversation_message')
      .select(messageColumns)
      .where('sessionId', '=', sessionId)
      .orderBy('position', 'desc');
    if (limit !== undefined) chosen = chosen.limit(checkInteger('limit', limit, 1));
    if (before !== undefined) {
      await this.message(before);
      chosen = chosen.where('position', '<', (builder) =>
        builder.selectFrom('conversation_message as mark').select('mark.position').where('mark.id', '=', before),
      );
    }
    return (await chosen.execute()).map(toMessage).reverse();
  }

  /** Throws `notFound`. */
  async message(id: string, { db } = this.context): Promise<ConversationMessage> {
    const row = await db
      .selectFrom('conversation_message')
      .select(messageColumns)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'message', id });
    return toMessage(row);
  }

  /** The id of the plan that a conversation was last about; null if there is none. */
  async lastPlan(sessionId: string): Promise<string | null> {
    const row = await this.context.db
      .selectFrom('conversation_message')
      .select('planId')
      .where('sessionId', '=', sessionId)
      .where('planId', 'is not', null)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.planId ?? null;
  }

  /** The newest message that produced a version of a plan; null if no message did. */
  async messageOf(planId: string, planVersion: number): Promise<ConversationMessage | null> {
    const row = await this.context.db
      .selectFrom('conversation_message')
      .select(messageColumns)
      .where('planId', '=', planId)
      .where('planVersion', '=', planVersion)
      .orderBy('createdAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toMessage(row);
  }

  /** Changes how a message ended, what it produced and what it took; its text stays. */
  updateMessage(id: string, patch: MessagePatch): Promise<ConversationMessage> {
    return this.context.write(async (context) => {
      const message = checkMessagePatch(await this.message(id, context), patch);
      if (message.planId !== null) await this.checkPlan(message.planId, context);
      await context.db.updateTable('conversation_message').set(toMessageRow(message)).where('id', '=', id).execute();
      context.changed({ entity: 'message', id, parentId: message.sessionId, change: 'updated' });
      return message;
    });
  }

  private change(
    id: string,
    patch: Partial<ConversationSession>,
    on: StoreContext = this.context,
  ): Promise<ConversationSession> {
    return on.write(async (context) => {
      const before = await this.session(id, context);
      const session = { ...before, ...patch, updatedAt: timeAfter(context.clock, before.updatedAt) };
      await context.db.updateTable('conversation_session').set(session).where('id', '=', id).execute();
      context.changed({ entity: 'session', id, parentId: session.projectId, change: 'updated' });
      return session;
    });
  }

  private async checkProject(id: string | null, { db }: StoreContext): Promise<void> {
    if (id === null) return;
    const row = await db.selectFrom('project').select('id').where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'project', id });
  }

  private async checkPlan(id: string, { db }: StoreContext): Promise<void> {
    const row = await db.selectFrom('dev_plan').select('id').where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'plan', id });
  }
}
