/** Threads of comments on places of a plan; a thread lives as long as it has a comment. */
export interface CommentsApi {
  /** Oldest first; those of one state where it is named. */
  list(planId: string, filter?: { readonly state?: 'open' | 'resolved' }): Promise<readonly CommentThread[]>;
  /** Begins a thread at a place of a version's text, the current one's unless named; `invalidInput` where the place is not found. */
  create(planId: string, thread: NewThread): Promise<CommentThread>;
  reply(threadId: string, body: string): Promise<PlanComment>;
  /** Puts other words into a comment. */
  edit(commentId: string, body: string): Promise<void>;
  resolve(threadId: string): Promise<void>;
  /** A resolved thread becomes an open one again. */
  reopen(threadId: string): Promise<void>;
  /** Deletes a comment for ever, and its thread with the last one. */
  deleteComment(commentId: string): Promise<void>;
  /** Deletes a thread for ever, with its comments. */
  delete(threadId: string): Promise<void>;
}

/** What is said, and where: a task, a section or the whole plan, or words that stand there. */
export interface NewThread {
  readonly body: string;
  readonly taskId?: string;
  readonly section?: string;
  /** Markdown of the place as it is written; without it the first line of the place is meant. */
  readonly quote?: string;
  readonly version?: number;
}

export interface CommentThread {
  readonly id: string;
  readonly planId: string;
  /** The version on which it began; `quote` is what that said. */
  readonly version: number;
  readonly taskId: string | null;
  readonly section: string | null;
  readonly quote: string;
  readonly state: 'open' | 'resolved';
  /** Line of the current text where the words stand now, from 1; null where they are gone: the thread is outdated. */
  readonly line: number | null;
  /** Oldest first, at least one. */
  readonly comments: readonly PlanComment[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface PlanComment {
  readonly id: string;
  readonly threadId: string;
  readonly author: string;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}
