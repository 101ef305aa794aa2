/** Every status of a project, in display order. */
export const projectStatuses = ['active', 'paused', 'completed', 'archived'] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

/** The statuses of projects that are not archived. */
export const openProjectStatuses = projectStatuses.filter((status) => status !== 'archived');

/** A group of plans and conversations; times are in milliseconds since the epoch. */
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
