import type { JsonObject } from './common';

export type PlanStatus = 'draft' | 'approved' | 'in_progress' | 'completed' | 'archived';

export interface Plan {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly status: PlanStatus;
  readonly currentVersion: number;
  readonly sessionId: string | null;
  readonly template: string | null;
  readonly metadata: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StatusChange {
  readonly from: PlanStatus;
  readonly to: PlanStatus;
  readonly who: string;
  readonly why: string;
  readonly at: number;
}

export type ReviewState = 'requested' | 'approved' | 'changes_requested' | 'commented';

export interface Review {
  readonly version: number;
  readonly state: ReviewState;
  readonly who: string;
  readonly note: string;
  readonly at: number;
}

export interface PlanVersionInfo {
  readonly number: number;
  readonly summary: string;
  readonly author: 'user' | 'agent' | 'import';
  readonly baseVersion: number | null;
  readonly state: 'accepted' | 'proposed' | 'rejected' | 'superseded';
  readonly model: string | null;
  readonly tokens: number | null;
  readonly metadata: JsonObject;
  readonly createdAt: number;
}

export interface PlanVersion extends PlanVersionInfo {
  /** Markdown as it was written; current ticks are in `plans.progress` and in exports. */
  readonly content: string;
}

export interface PlanDiff {
  /** Null for the first version. */
  readonly from: number | null;
  readonly to: number;
  readonly changes: readonly PlanChange[];
  /** `2 added, 1 moved`. */
  readonly summary: string;
}

export interface PlanChange {
  readonly kind: 'added' | 'removed' | 'moved' | 'reworded' | 'rescoped' | 'ticked';
  /** Null for a section, a phase, or a task without an id. */
  readonly taskId: string | null;
  readonly title: string;
  readonly detail: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface PlanProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly args: Readonly<Record<string, string | number>>;
  readonly taskId: string | null;
  /** Line of the current text, from 1. */
  readonly line: number;
}

export interface PlanProgress {
  readonly done: number;
  readonly total: number;
  readonly phases: readonly { readonly title: string; readonly done: number; readonly total: number }[];
  readonly tasks: readonly PlanTask[];
}

export interface PlanTask {
  /** Null if the text gives none; such a task cannot be ticked. */
  readonly id: string | null;
  readonly title: string;
  readonly phase: string;
  readonly done: boolean;
  readonly estimate: string | null;
  readonly files: readonly { readonly path: string; readonly kind: 'modify' | 'new' | 'delete' }[];
  readonly dependsOn: readonly string[];
  readonly doneWhen: string | null;
}

export interface TaskProgress {
  readonly taskId: string;
  readonly done: boolean;
  readonly who: string;
  readonly why: string;
  readonly at: number;
}
