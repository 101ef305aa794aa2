/** What a rejected call is rejected with: `message` is for people, `code` and `args` for programs. */
export interface DevPlanError extends Error {
  readonly name: 'DevPlanError';
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Codes of what can be expected; more may come, and a model's provider has its own. `bug` is a mistake of DevPlan's. */
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

/** A page of a list: 1 to 200 items (50 when left out) after `offset` others. */
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

/** Why something was done; who did it is the git user, else the user of the system. */
export interface Reason {
  readonly why?: string;
}

export type ExportFormat = 'markdown' | 'json';

export interface ExportedFile {
  /** A relative path with `/`: `add-rate-limits.md`. */
  readonly name: string;
  readonly text: string;
}
