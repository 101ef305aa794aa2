// The contract with other extensions. This folder imports nothing else, since it ships as it is, as `dist/api/*.d.ts`.
import type { PlanningApi } from './planning';
import type { PlansApi } from './plans';
import type { ProjectsApi } from './projects';
import type { SearchApi } from './search';
import type { TemplatesApi } from './templates';

export type * from './comments';
export type * from './common';
export type * from './planning';
export type * from './plans';
export type * from './planTypes';
export type * from './projects';
export type * from './search';
export type * from './templates';

/** What `activate()` returns: plans, projects and conversations as plain JSON; every failure is a `DevPlanError`. */
export interface DevPlanApi {
  /** The API grows by additions; only a breaking change raises this. */
  readonly apiVersion: 1;
  readonly projects: ProjectsApi;
  readonly plans: PlansApi;
  readonly planning: PlanningApi;
  readonly templates: TemplatesApi;
  readonly search: SearchApi;
  /** Reports everything that is stored, by this window or another one; subscribing opens the data. */
  onDidChange(listener: (change: Change) => void): Disposable;
}

/** Ends a subscription; calling it again does nothing. */
export interface Disposable {
  dispose(): void;
}

/** What was stored; `parentId` is what it belongs to: a plan's project, a version's plan, a message's conversation. */
export interface Change {
  /** More kinds may be added; `storage` means that anything may have changed and should be read again. */
  readonly entity:
    | 'project'
    | 'plan'
    | 'version'
    | 'progress'
    | 'review'
    | 'thread'
    | 'prompt'
    | 'session'
    | 'message'
    | 'storage'
    | (string & {});
  readonly id: string;
  readonly parentId: string | null;
  readonly change: 'created' | 'updated' | 'deleted';
}
