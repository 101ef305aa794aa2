import { UserError } from './errors';

/** Every status of a plan, in the order of its life. */
export const planStatuses = ['draft', 'approved', 'in_progress', 'completed', 'archived'] as const;
export type PlanStatus = (typeof planStatuses)[number];

/** Every status but that of a plan that was put away. */
export const openPlanStatuses = planStatuses.filter((status) => status !== 'archived');

/** True for a plan whose work may have begun. */
export const isApproved = (status: PlanStatus): boolean => status !== 'draft' && status !== 'archived';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A development plan, identified by `id`, never by its title; its text is in versions. */
export interface DevPlan {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly status: PlanStatus;
  /** Number of the accepted version now in effect. */
  readonly currentVersion: number;
  readonly sessionId: string | null;
  readonly template: string | null;
  readonly metadata: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type VersionAuthor = 'user' | 'agent' | 'import';
export type VersionState = 'accepted' | 'proposed' | 'rejected' | 'superseded';

/** One full text of a plan. Only `state` ever changes, and the text while the saves of an editing session replace it. */
export interface DevPlanVersion {
  readonly id: string;
  readonly planId: string;
  /** 1, 2, 3..., unique per plan. */
  readonly number: number;
  readonly content: string;
  readonly summary: string;
  readonly author: VersionAuthor;
  /** Number of the version that this one was based on; null for version 1. */
  readonly baseVersion: number | null;
  readonly state: VersionState;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly metadata: JsonObject;
  readonly createdAt: number;
}

/** A version without its text, for lists. */
export type DevPlanVersionInfo = Omit<DevPlanVersion, 'content'>;

/** A record that a task of a plan was completed or reopened, separate from the text. */
export interface TaskProgress {
  readonly planId: string;
  readonly taskId: string;
  readonly done: boolean;
  readonly who: string;
  readonly why: string;
  readonly evidence: string | null;
  readonly at: number;
}

const nextStatuses: Readonly<Record<PlanStatus, readonly PlanStatus[]>> = {
  draft: ['approved', 'archived'],
  approved: ['in_progress', 'draft', 'archived'],
  in_progress: ['completed', 'approved', 'archived'],
  completed: ['in_progress', 'archived'],
  archived: ['draft'],
};

/** The statuses that may follow the given one. */
export const allowedStatuses = (from: PlanStatus): readonly PlanStatus[] => nextStatuses[from];

/** Throws `statusNotAllowed`, which lists the allowed ones, unless a plan may go from one status to the other. */
export const checkStatusChange = (from: PlanStatus, to: PlanStatus): void => {
  if (!nextStatuses[from].includes(to))
    throw new UserError('statusNotAllowed', { from, to, allowed: nextStatuses[from].join(', ') });
};
