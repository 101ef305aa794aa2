import type { ActionView } from './protocol';

/** The state of a plan's approval: a few words, and why it went stale. */
export interface ApprovalView {
  readonly state: 'approved' | 'changes_requested' | 'requested' | 'commented' | 'stale';
  readonly text: string;
  readonly reason: string;
}

/** One line of a plan's history of reviews and statuses. */
export interface ReviewView {
  readonly kind: 'requested' | 'approved' | 'changes_requested' | 'commented' | 'status' | 'stale';
  readonly text: string;
  /** Null for what is so now. */
  readonly at: number | null;
}

/** A thread of comments; an outdated one shows what the text said. */
export interface ThreadView {
  readonly id: string;
  readonly taskId: string | null;
  readonly title: string;
  readonly quote: string;
  readonly version: number;
  readonly state: 'open' | 'outdated' | 'resolved';
  readonly comments: readonly {
    readonly id: string;
    readonly author: string;
    readonly at: number;
    readonly body: string;
  }[];
  readonly actions: readonly ActionView[];
}

/** What became of a plan since it was approved. */
export interface CoverageView {
  readonly summary: string;
  /** Open tasks whose every file has changed, offered for ticking. */
  readonly done: readonly { readonly taskId: string; readonly text: string; readonly actions: readonly ActionView[] }[];
  /** Changed files that no task names; `more` counts those not listed. */
  readonly unplanned: readonly { readonly path: string; readonly detail: string }[];
  readonly more: number;
}
