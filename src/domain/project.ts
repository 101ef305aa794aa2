/** Every status that a project can have, in the order in which people see them. */
export const projectStatuses = ['active', 'paused', 'completed', 'archived'] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

/** Of the projects that are not put away. */
export const openProjectStatuses: readonly ProjectStatus[] = ['active', 'paused', 'completed'];

/** What plans and conversations are gathered under; times are milliseconds since the epoch. */
export interface Project {
  readonly id: string;
  /** Unique among projects, 1 to 255 characters. */
  readonly name: string;
  readonly description: string;
  readonly status: ProjectStatus;
  readonly tags: readonly string[];
  readonly repositoryPath: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}
