import type { Selectable } from 'kysely';
import * as z from 'zod';
import { timeAfter } from '../../domain/clock';
import type { CommentAnchor, CommentThread, PlanComment } from '../../domain/comment';
import { UserError } from '../../domain/errors';
import { newId } from '../../domain/ids';
import { readJson, writeJson } from '../jsonColumn';
import { readPlan, readVersion } from './planRow';
import type { CommentThreadTable } from '../schema';
import type { StoreContext } from '../storeContext';
import { checkOptionalText, checkText } from '../validate';

/** The text around a quote. */
const contextColumn = z.object({ before: z.string(), after: z.string() });
const maxBody = 20_000;

/** A thread's first comment and where it belongs. */
export interface NewThread {
  readonly version: number;
  readonly anchor: CommentAnchor;
  readonly author: string;
  readonly body: string;
}

const toThread = (row: Selectable<CommentThreadTable>, comments: readonly PlanComment[]): CommentThread => {
  const { taskId, section, quote, context, state, ...thread } = row;
  const around = readJson(contextColumn, context, 'comment_thread.context');
  return { ...thread, anchor: { taskId, section, quote, ...around }, state, comments };
};

/** Threads of comments on plans; a thread lives as long as it has a comment. */
export class CommentStore {
  constructor(private readonly context: StoreContext) {}

  /** A plan's threads with their comments, oldest first; throws `notFound`. */
  async threads(planId: string): Promise<readonly CommentThread[]> {
    const { db } = this.context;
    await readPlan(this.context, planId);
    const threads = await db
      .selectFrom('comment_thread')
      .selectAll()
      .where('planId', '=', planId)
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    const comments = await db
      .selectFrom('comment')
      .innerJoin('comment_thread as thread', 'thread.id', 'comment.threadId')
      .selectAll('comment')
      .where('thread.planId', '=', planId)
      .orderBy('comment.createdAt')
      .orderBy('comment.id')
      .execute();
    return threads.map((thread) =>
      toThread(
        thread,
        comments.filter(({ threadId }) => threadId === thread.id),
      ),
    );
  }

  /** The number of open threads per plan, for plans that have any. */
  async openCounts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.context.db
      .selectFrom('comment_thread')
      .select(['planId', ({ fn }) => fn.countAll<number>().as('count')])
      .where('state', '=', 'open')
      .groupBy('planId')
      .execute();
    return new Map(rows.map(({ planId, count }) => [planId, count]));
  }

  /** Begins a thread; throws `notFound` for an unknown plan or version. */
  begin(planId: string, { version, anchor, author, body }: NewThread): Promise<CommentThread> {
    return this.context.write(async (context) => {
      await readVersion(context, planId, version);
      const now = context.clock();
      const { before, after } = anchor;
      const row = {
        id: newId(),
        planId,
        version,
        taskId: checkOptionalText('taskId', anchor.taskId, 64),
        section: checkOptionalText('section', anchor.section, 1000),
        quote: checkText('quote', anchor.quote, maxBody),
        context: writeJson(contextColumn, { before, after }, 'context'),
        state: 'open' as const,
        createdAt: now,
        updatedAt: now,
      };
      await context.db.insertInto('comment_thread').values(row).execute();
      context.changed({ entity: 'thread', id: row.id, parentId: planId, change: 'created' });
      return toThread(row, [await this.insert(context, row.id, author, body, now)]);
    });
  }

  /** Adds a comment to a thread, dated with the thread's new time; throws `notFound`. */
  reply(threadId: string, { author, body }: { readonly author: string; readonly body: string }): Promise<PlanComment> {
    return this.context.write(async (context) => {
      const at = await this.touch(context, threadId, {});
      return this.insert(context, threadId, author, body, at);
    });
  }

  /** Changes the text of a comment; throws `notFound`. */
  edit(commentId: string, body: string): Promise<void> {
    return this.context.write(async (context) => {
      const { threadId, updatedAt } = await this.comment(context, commentId);
      await context.db
        .updateTable('comment')
        .set({ body: checkText('body', body, maxBody, 1), updatedAt: timeAfter(context.clock, updatedAt) })
        .where('id', '=', commentId)
        .execute();
      await this.touch(context, threadId, {});
    });
  }

  /** Resolves or reopens a thread; throws `notFound`. */
  setState(threadId: string, state: CommentThread['state']): Promise<void> {
    return this.context.write(async (context) => void (await this.touch(context, threadId, { state })));
  }

  /** Deletes a comment, and its thread along with the last one; throws `notFound`. */
  deleteComment(commentId: string): Promise<void> {
    return this.context.write(async (context) => {
      const { threadId } = await this.comment(context, commentId);
      const { db } = context;
      await this.bury(context, threadId, [commentId]);
      const left = await db.selectFrom('comment').select('id').where('threadId', '=', threadId).executeTakeFirst();
      if (left === undefined) await this.remove(context, threadId);
      else await this.touch(context, threadId, {});
    });
  }

  /** Deletes a thread with its comments; throws `notFound`. */
  deleteThread(threadId: string): Promise<void> {
    return this.context.write(async (context) => {
      const comments = await context.db.selectFrom('comment').select('id').where('threadId', '=', threadId).execute();
      await this.bury(
        context,
        threadId,
        comments.map(({ id }) => id),
      );
      await this.remove(context, threadId);
    });
  }

  /** The ids of a plan's comments that were deleted and must not come back. */
  async deleted(planId: string): Promise<readonly string[]> {
    const { db } = this.context;
    const rows = await db
      .selectFrom('deleted_comment')
      .select('id')
      .where('planId', '=', planId)
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Deletes comments of a thread and remembers their ids. */
  private async bury(context: StoreContext, threadId: string, ids: readonly string[]): Promise<void> {
    const { planId } = await this.thread(context, threadId);
    for (const id of ids) {
      await context.db.deleteFrom('comment').where('id', '=', id).execute();
      await context.db.insertInto('deleted_comment').values({ id, planId }).execute();
    }
  }

  private async remove(context: StoreContext, id: string): Promise<void> {
    const { planId } = await this.thread(context, id);
    await context.db.deleteFrom('comment_thread').where('id', '=', id).execute();
    context.changed({ entity: 'thread', id, parentId: planId, change: 'deleted' });
  }

  private async insert({ db }: StoreContext, threadId: string, author: string, body: string, now: number) {
    const comment: PlanComment = {
      id: newId(),
      threadId,
      author: checkText('author', author, 255),
      body: checkText('body', body, maxBody, 1),
      createdAt: now,
      updatedAt: now,
    };
    await db.insertInto('comment').values(comment).execute();
    return comment;
  }

  private async touch(context: StoreContext, id: string, patch: { state?: CommentThread['state'] }): Promise<number> {
    const { planId, updatedAt } = await this.thread(context, id);
    const now = timeAfter(context.clock, updatedAt);
    await context.db
      .updateTable('comment_thread')
      .set({ ...patch, updatedAt: now })
      .where('id', '=', id)
      .execute();
    context.changed({ entity: 'thread', id, parentId: planId, change: 'updated' });
    return now;
  }

  private async thread({ db }: StoreContext, id: string) {
    const row = await db
      .selectFrom('comment_thread')
      .select(['planId', 'updatedAt'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'thread', id });
    return row;
  }

  private async comment({ db }: StoreContext, id: string) {
    const row = await db
      .selectFrom('comment')
      .select(['threadId', 'updatedAt'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'comment', id });
    return row;
  }
}
