import * as vscode from 'vscode';
import { UserError, isOfDisk } from '../domain/errors';
import type { NoticeView } from '../shared/protocol';
import { action } from './actions';
import type { Core } from './core';
import { failureNotice } from './report';

/** Throws `readOnly`, or why nothing can be written, unless this window writes. */
export const checkWritable = ({ storage }: Core): void => {
  if (storage.state() !== 'owner') throw storage.problem() ?? new UserError('readOnly');
};

/** Why this window shows plans but cannot write them, and what helps; null if it can. */
export const readOnlyNotice = ({ storage }: Core): NoticeView | null => {
  const problem = storage.problem();
  if (problem) {
    const notice = failureNotice(problem);
    const again = action(vscode.l10n.t('Try Again'), 'takeOver');
    return isOfDisk(problem) ? { ...notice, actions: [again, ...notice.actions] } : notice;
  }
  if (storage.state() !== 'follower') return null;
  return {
    text: vscode.l10n.t('Another window writes the plans of this workspace. This one shows them.'),
    actions: [action(vscode.l10n.t('Take Over'), 'takeOver')],
  };
};
