import * as vscode from 'vscode';
import type { PlanStatus, VersionAuthor, VersionState } from '../domain/plan';
import { agoIn } from '../shared/ago';
import { wordsLanguage } from './language';

/** A plan's status as displayed. */
export const statusWord = (status: PlanStatus): string => {
  switch (status) {
    case 'draft':
      return vscode.l10n.t('Draft');
    case 'approved':
      return vscode.l10n.t('Approved');
    case 'in_progress':
      return vscode.l10n.t('In progress');
    case 'completed':
      return vscode.l10n.t('Completed');
    case 'archived':
      return vscode.l10n.t('Archived');
  }
};

/** The label of the button that moves a plan to a status. */
export const statusVerb = (status: PlanStatus, from: PlanStatus): string => {
  switch (status) {
    case 'draft':
      return from === 'archived' ? vscode.l10n.t('Restore as Draft') : vscode.l10n.t('Back to Draft');
    case 'approved':
      return from === 'in_progress' ? vscode.l10n.t('Stop Work') : vscode.l10n.t('Approve');
    case 'in_progress':
      return from === 'completed' ? vscode.l10n.t('Reopen') : vscode.l10n.t('Start');
    case 'completed':
      return vscode.l10n.t('Complete');
    case 'archived':
      return vscode.l10n.t('Archive');
  }
};

const statusIcons: Readonly<Record<PlanStatus, string>> = {
  draft: 'circle-large-outline',
  approved: 'pass',
  in_progress: 'color-mode',
  completed: 'pass-filled',
  archived: 'archive',
};

/** The codicon of a plan's status. */
export const statusIcon = (status: PlanStatus): string => statusIcons[status];

/** A version's state as displayed; empty for an accepted one. */
export const versionStateWord = (state: VersionState): string => {
  switch (state) {
    case 'accepted':
      return '';
    case 'proposed':
      return vscode.l10n.t('Proposed');
    case 'rejected':
      return vscode.l10n.t('Rejected');
    case 'superseded':
      return vscode.l10n.t('Superseded');
  }
};

/** A version's author as displayed. */
export const authorWord = (author: VersionAuthor): string => {
  switch (author) {
    case 'user':
      return vscode.l10n.t('You');
    case 'agent':
      return vscode.l10n.t('Agent');
    case 'import':
      return vscode.l10n.t('Import');
  }
};

/** A number of plans, in words. */
export const planCount = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 plan') : vscode.l10n.t('{0} plans', count);

/** A number of conversations, in words. */
export const conversationCount = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 conversation') : vscode.l10n.t('{0} conversations', count);

/** How long ago a time in milliseconds was, in the display language. */
export const ago = (time: number): string => agoIn(wordsLanguage(), vscode.l10n.t('just now'), time);
