import * as vscode from 'vscode';
import type { DevPlan } from '../domain/plan';
import type { ProblemView } from '../shared/protocol';
import { action } from './actions';

/** Warns that the model's answer ended early, and offers to go on unless archived; null if it did not, or if later versions exist. */
export const cutProblem = ({ id, status, metadata, currentVersion }: DevPlan): ProblemView | null =>
  metadata['cut'] !== true || currentVersion > 1
    ? null
    : {
        severity: 'warning',
        text: vscode.l10n.t("The model's answer ended early: tasks may be missing."),
        taskId: null,
        actions: status === 'archived' ? [] : [action(vscode.l10n.t('Go On'), 'completePlan', id)],
      };
