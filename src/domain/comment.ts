/** The passage that a comment is about, found again in other versions by its words and the surrounding text. */
export interface CommentAnchor {
  /** The task that contains the quote; null outside of tasks. */
  readonly taskId: string | null;
  /** The section that contains it; null above the first one. */
  readonly section: string | null;
  /** The commented text as in the source, from one or several lines. */
  readonly quote: string;
  /** Source text right before and after the quote. */
  readonly before: string;
  readonly after: string;
}

/** One comment of a thread. */
export interface PlanComment {
  readonly id: string;
  readonly threadId: string;
  readonly author: string;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A discussion of a passage of a plan; `version` is the one on which it began. */
export interface CommentThread {
  readonly id: string;
  readonly planId: string;
  readonly version: number;
  readonly anchor: CommentAnchor;
  readonly state: 'open' | 'resolved';
  /** Oldest first, at least one. */
  readonly comments: readonly PlanComment[];
  readonly createdAt: number;
  readonly updatedAt: number;
}
