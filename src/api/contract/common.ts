/** The error of a rejected call: `message` is for users, `code` and `args` are for programs. */
export interface DevPlanError extends Error {
  readonly name: 'DevPlanError';
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Codes of expected failures; more may be added, and model providers have their own. `bug` is a defect in DevPlan. */
export type ErrorCode =
  | 'invalidInput'
  | 'notFound'
  | 'nameTaken'
  | 'statusNotAllowed'
  | 'conflict'
  | 'mergeConflict'
  | 'proposalClosed'
  | 'readOnly'
  | 'unknownFormat'
  | 'busy'
  | 'cancelled'
  | 'bug'
  | (string & {});

/** A page of a list: 1 to 200 items (50 by default) after skipping `offset`. */
export interface Paging {
  readonly limit?: number;
  readonly offset?: number;
}

/** One page; `total` counts all that match. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Why something was done; it is attributed to the git user, else to the system's user. */
export interface Reason {
  readonly why?: string;
}

export type ExportFormat = 'markdown' | 'json';

export interface ExportedFile {
  /** A relative path with `/`: `add-rate-limits.md`. */
  readonly name: string;
  readonly text: string;
}
