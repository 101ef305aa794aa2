import * as vscode from 'vscode';
import type { StarterView } from '../../shared/formView';

/** The built-in starters. */
export const promptStarters = (): readonly StarterView[] => {
  const { t } = vscode.l10n;
  return [
    {
      icon: 'add',
      title: t('Plan a new feature'),
      detail: t('Goal, affected files, tasks with a check each'),
      prompt: t('Plan a new feature: '),
    },
    {
      icon: 'bug',
      title: t('Plan a bug fix'),
      detail: t('Reproduce, find the cause, fix, test'),
      prompt: t('Plan a fix for this bug: '),
    },
    {
      icon: 'arrow-swap',
      title: t('Plan a refactoring'),
      detail: t('Small steps, each one safe to ship'),
      prompt: t('Plan a refactoring: '),
    },
  ];
};
