/** Threads of comments on places in a plan; a thread lives as long as it has a comment. */
export interface CommentsApi {
  /** Oldest first; only those in one state if it is given. */
  list(planId: string, filter?: { readonly state?: 'open' | 'resolved' }): Promise<readonly CommentThread[]>;
  /** Starts a thread at a place of a version's text, by default the current one's; `invalidInput` if not found. */
  create(planId: string, thread: NewThread): Promise<CommentThread>;
  reply(threadId: string, body: string): Promise<PlanComment>;
  /** Replaces the text of a comment. */
  edit(commentId: string, body: string): Promise<void>;
  resolve(threadId: string): Promise<void>;
  /** Opens a resolved thread again. */
  reopen(threadId: string): Promise<void>;
  /** Deletes a comment permanently, and its thread with the last one. */
  deleteComment(commentId: string): Promise<void>;
  /** Deletes a thread permanently, with its comments. */
  delete(threadId: string): Promise<void>;
}

/** A comment and its place: a task, a section or the whole plan, or a quote from there. */
export interface NewThread {
  readonly body: string;
  readonly taskId?: string;
  readonly section?: string;
  /** Markdown of the place exactly as written; without it the first line of the place is meant. */
  readonly quote?: string;
  readonly version?: number;
}

export interface CommentThread {
  readonly id: string;
  readonly planId: string;
  /** The version on which the thread began, and from which `quote` is taken. */
  readonly version: number;
  readonly taskId: string | null;
  readonly section: string | null;
  readonly quote: string;
  readonly state: 'open' | 'resolved';
  /** Line of the quote in the current text, from 1; null if it is gone and the thread is outdated. */
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
