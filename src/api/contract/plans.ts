import type { CommentsApi } from './comments';
import type { ExportedFile, ExportFormat, JsonObject, Page, Paging, Reason } from './common';
import type {
  Plan,
  PlanDiff,
  PlanProblem,
  PlanProgress,
  PlanStatus,
  PlanVersion,
  PlanVersionInfo,
  Review,
  ReviewState,
  StatusChange,
  TaskProgress,
} from './planTypes';

export interface PlansApi {
  list(filter?: PlanFilter): Promise<Page<Plan>>;
  get(id: string): Promise<Plan>;
  /** Stores a Markdown plan as version 1, accepted; tasks without an id get one. */
  create(plan: NewPlan): Promise<Plan>;
  /** Omitted fields stay unchanged; metadata is merged by key, null removes a key. A new title is a new version. */
  update(id: string, patch: PlanPatch): Promise<Plan>;
  /** `statusNotAllowed` unless the plan may move to that status. */
  setStatus(id: string, status: PlanStatus, reason?: Reason): Promise<Plan>;
  statusHistory(id: string): Promise<readonly StatusChange[]>;
  /** Oldest first. */
  reviews(id: string): Promise<readonly Review[]>;
  /** Reviews a version, the current one by default; approving a draft sets its status to `approved`. */
  review(id: string, review: NewReview): Promise<Review>;
  readonly comments: CommentsApi;
  archive(id: string, reason?: Reason): Promise<Plan>;
  /** Turns an archived plan into a draft again. */
  restore(id: string, reason?: Reason): Promise<Plan>;
  /** Deletes permanently, with every version. */
  delete(id: string): Promise<void>;
  /** Every version without its text, newest first. */
  versions(id: string): Promise<readonly PlanVersionInfo[]>;
  /** The current version unless a number is given. */
  version(id: string, number?: number): Promise<PlanVersion>;
  /**
   * `conflict` if an accepted version's base is no longer current. Changed boxes become progress; if nothing else
   * changed, no version is made and the base is returned.
   */
  createVersion(id: string, version: NewPlanVersion): Promise<PlanVersion>;
  /** An old version's text as a new accepted version. */
  restoreVersion(id: string, number: number): Promise<PlanVersion>;
  /** If the plan has moved on, returns a merge as a new version; `mergeConflict` if both changed the same places. */
  acceptVersion(id: string, number: number): Promise<PlanVersion>;
  rejectVersion(id: string, number: number): Promise<PlanVersion>;
  /** Structural differences; `to` is the current version and `from` the accepted one before it, unless given. */
  diff(id: string, range?: { readonly from?: number; readonly to?: number }): Promise<PlanDiff>;
  /** The problems of the current text, in itself and against the workspace's files. */
  check(id: string): Promise<readonly PlanProblem[]>;
  progress(id: string): Promise<PlanProgress>;
  /** Ticks or unticks a task; makes no version. `notFound` for a task that the plan never had. */
  setProgress(id: string, taskId: string, done: boolean, reason?: Reason): Promise<TaskProgress>;
  export(id: string, format: ExportFormat): Promise<ExportedFile>;
  /** Markdown becomes a new plan of the project; JSON of a plan, a project or everything is merged by id. */
  import(file: ImportFile): Promise<ImportReport>;
}

/** Matches any of the statuses, and the literal text in the title; most recently changed first unless sorted. */
export interface PlanFilter extends Paging {
  readonly projectId?: string;
  readonly status?: readonly PlanStatus[];
  readonly text?: string;
  readonly sort?: 'title' | 'created' | 'updated';
  readonly descending?: boolean;
}

export interface NewPlan {
  readonly projectId: string;
  /** Markdown; its first heading is the title unless one is given. */
  readonly content: string;
  readonly title?: string;
  readonly template?: string | null;
  readonly metadata?: JsonObject;
}

export interface PlanPatch {
  readonly title?: string;
  readonly projectId?: string;
  readonly metadata?: JsonObject;
}

export interface NewPlanVersion {
  readonly content: string;
  /** The version that the text is based on, so that an outdated text overwrites nothing. */
  readonly base: number;
  /** Defaults to `proposed`, which waits for an answer. */
  readonly state?: 'proposed' | 'accepted';
  readonly summary?: string;
  readonly metadata?: JsonObject;
}

export interface NewReview {
  readonly state: ReviewState;
  readonly note?: string;
  readonly version?: number;
}

export type ImportFile =
  | { readonly format: 'markdown'; readonly text: string; readonly projectId: string; readonly name?: string }
  | { readonly format: 'json'; readonly text: string };

/** What an import did, in stored rows; `planIds` are the plans that it created or changed. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly reasons: readonly string[];
  readonly planIds: readonly string[];
}
