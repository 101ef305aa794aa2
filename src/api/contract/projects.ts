import type { ExportedFile, ExportFormat, Page, Paging } from './common';
import type { PlanFilter } from './plans';
import type { Plan, PlanStatus } from './planTypes';
import type { Session, SessionFilter } from './planning';

export interface ProjectsApi {
  list(filter?: ProjectFilter): Promise<Page<Project>>;
  get(id: string): Promise<Project>;
  create(project: NewProject): Promise<Project>;
  /** Omitted fields stay unchanged; null clears the repository path. */
  update(id: string, patch: ProjectPatch): Promise<Project>;
  archive(id: string): Promise<Project>;
  restore(id: string): Promise<Project>;
  /** Deletes permanently, with plans and conversations. */
  delete(id: string): Promise<void>;
  plans(id: string, filter?: Omit<PlanFilter, 'projectId'>): Promise<Page<Plan>>;
  conversations(id: string, filter?: Omit<SessionFilter, 'projectId'>): Promise<Page<Session>>;
  stats(id: string): Promise<ProjectStats>;
  /** JSON is one file, which `plans.import` can read again; Markdown is one file per plan. */
  export(id: string, format: ExportFormat): Promise<readonly ExportedFile[]>;
}

export type ProjectStatus = 'active' | 'paused' | 'completed' | 'archived';

/** Times are milliseconds since the Unix epoch, here and everywhere. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: ProjectStatus;
  readonly tags: readonly string[];
  readonly repositoryPath: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface NewProject {
  /** Unique, 1 to 255 characters. */
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly repositoryPath?: string | null;
}

export interface ProjectPatch extends Partial<NewProject> {
  readonly status?: ProjectStatus;
}

/** Matches any of the statuses, all of the tags, and the literal text in name or description. */
export interface ProjectFilter extends Paging {
  readonly status?: readonly ProjectStatus[];
  readonly tags?: readonly string[];
  readonly text?: string;
  readonly sort?: 'name' | 'created' | 'updated';
  readonly descending?: boolean;
}

export interface ProjectStats {
  readonly plans: number;
  readonly plansByStatus: Readonly<Record<PlanStatus, number>>;
  readonly versions: number;
  readonly conversations: number;
  readonly messages: number;
  /** 0 to 100 over unarchived plans: 100 (3 completed + 2 in progress + 1 approved) / (3 plans); null without any. */
  readonly health: number | null;
  /** Good from 70, fair from 40, else low; null if `health` is null. */
  readonly healthBand: 'good' | 'fair' | 'low' | null;
}
