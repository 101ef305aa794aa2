import * as vscode from 'vscode';
import { openPlanStatuses, type PlanStatus } from '../../domain/plan';
import { statusWord } from '../words';

/** What the Projects tree shows and in which order. */
export interface ProjectsFilter {
  readonly statuses: readonly PlanStatus[];
  /** Only projects with all of these tags are shown. */
  readonly tags: readonly string[];
  readonly text: string;
  readonly sort: 'title' | 'updated';
  readonly archived: boolean;
}

/** Shows everything that is not archived, most recently changed first. */
export const noFilter: ProjectsFilter = { statuses: [], tags: [], text: '', sort: 'updated', archived: false };

/** The filter and order as a query to the plan store. */
export const planQuery = ({ statuses, text, sort, archived }: ProjectsFilter) => ({
  sort,
  descending: sort === 'updated',
  status: [...(statuses.length > 0 ? statuses : openPlanStatuses), ...(archived ? (['archived'] as const) : [])],
  ...(text ? { text } : {}),
});

/** A filter and its order for the view's description; empty if nothing was chosen. */
export const filterWords = ({ statuses, tags, text, sort, archived }: ProjectsFilter): string =>
  [
    ...statuses.map(statusWord),
    ...tags.map((tag) => `#${tag}`),
    archived ? vscode.l10n.t('with archived') : '',
    text ? `"${text}"` : '',
    sort === 'title' ? vscode.l10n.t('by title') : '',
  ]
    .filter(Boolean)
    .join(', ');
