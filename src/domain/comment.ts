/** What a comment is about: a place that is found again in other versions by its words and what stands around them. */
export interface CommentAnchor {
  /** The task in whose text the quote stands; null outside of tasks. */
  readonly taskId: string | null;
  /** The section in which it stands; null above the first one. */
  readonly section: string | null;
  /** The commented words as the source has them, from one line or several. */
  readonly quote: string;
  /** Source text right before and after the quote. */
  readonly before: string;
  readonly after: string;
}

/** One remark of a thread. */
export interface PlanComment {
  readonly id: string;
  readonly threadId: string;
  readonly author: string;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A conversation about a place of a plan; `version` is the one on which it began. */
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
