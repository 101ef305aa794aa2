import * as vscode from 'vscode';
import type { CommitName, FileChange, TaskCoverage } from '../../context/coverage/coverage';
import type { CoverageView } from '../../shared/reviewViews';
import { action } from '../actions';
import type { CoverageState } from './currentCoverage';

const maxUnplanned = 50;
const maxCommits = 3;

const named = (commits: readonly CommitName[], uncommitted: boolean): string => {
  const shown = commits.slice(0, maxCommits).map(({ hash }) => hash.slice(0, 7));
  const rest = commits.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [vscode.l10n.t('{0} more', rest)] : []),
    ...(uncommitted ? [vscode.l10n.t('not committed')] : []),
  ].join(', ');
};

/** How far a task's files have changed: `2 of 3 files changed since approval (4f2c1ab)`. */
export const coverageWords = ({ changed, of, commits, uncommitted }: TaskCoverage): string => {
  const names = named(commits, uncommitted);
  return of === 1
    ? vscode.l10n.t('1 of 1 file changed since approval ({0})', names)
    : vscode.l10n.t('{0} of {1} files changed since approval ({2})', changed, of, names);
};

const unplannedWords = ({ commits, uncommitted }: FileChange): string =>
  [commits[0]?.subject ?? '', named(commits, uncommitted)].filter(Boolean).join(' · ');

/** How far a plan has been carried out since its approval, worded for display. */
export const coverageView = (coverage: CoverageState, planId: string, writable: boolean): CoverageView => {
  const { t } = vscode.l10n;
  if (coverage === 'noGit')
    return {
      summary: t('Without git nobody can tell what changed since the approval.'),
      done: [],
      unplanned: [],
      more: 0,
    };
  const { tasks, unplanned } = coverage;
  const done = tasks.filter(({ looksDone }) => looksDone);
  const counts = [
    tasks.length === 1 ? t('1 task touched') : t('{0} tasks touched', tasks.length),
    ...(done.length === 0 ? [] : [done.length === 1 ? t('1 looks done') : t('{0} look done', done.length)]),
    ...(unplanned.length === 0
      ? []
      : [
          unplanned.length === 1
            ? t('1 changed file that no task names')
            : t('{0} changed files that no task names', unplanned.length),
        ]),
  ];
  return {
    summary: counts.join(', '),
    done: done.map((task) => ({
      taskId: task.taskId,
      text: t('{0} looks done: {1}', task.taskId, coverageWords(task)),
      actions: writable ? [action(t('Tick'), 'tickTask', planId, task.taskId, evidenceOf(task))] : [],
    })),
    unplanned: unplanned
      .slice(0, maxUnplanned)
      .map((change) => ({ path: change.path, detail: unplannedWords(change) })),
    more: Math.max(0, unplanned.length - maxUnplanned),
  };
};

/** The evidence that a task is done: the commits that touched its files. */
const evidenceOf = ({ commits }: TaskCoverage): string =>
  commits
    .map(({ hash }) => hash)
    .join(' ')
    .slice(0, 4000);
