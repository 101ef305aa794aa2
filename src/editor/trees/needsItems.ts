import * as vscode from 'vscode';
import type { Attention } from '../../plans/attention';
import { staleWords } from '../approvalWords';

/** The top row, which holds everything that waits for the user. */
export const needsItem = (count: number): vscode.TreeItem => {
  const item = new vscode.TreeItem(vscode.l10n.t('Needs You'), vscode.TreeItemCollapsibleState.Expanded);
  item.id = 'needs';
  item.iconPath = new vscode.ThemeIcon('bell-dot');
  item.description = String(count);
  item.contextValue = 'needs';
  return item;
};

const words = (attention: Attention): { readonly icon: string; readonly text: string; readonly command: string } => {
  switch (attention.kind) {
    case 'proposal':
      return { icon: 'diff', text: vscode.l10n.t('v{0} is proposed', attention.version), command: 'showChanges' };
    case 'review':
      return {
        icon: 'eye',
        text: [vscode.l10n.t('{0} asks for a review', attention.who), attention.note].filter(Boolean).join(': '),
        command: 'showReviews',
      };
    case 'changesRequested':
      return {
        icon: 'request-changes',
        text: [vscode.l10n.t('{0} asks for changes', attention.who), attention.note].filter(Boolean).join(': '),
        command: 'showReviews',
      };
    case 'stale':
      return {
        icon: 'warning',
        text: vscode.l10n.t('Approval of v{0} is stale: {1}', attention.version, staleWords(attention.changes)),
        command: 'showChanges',
      };
    case 'comments':
      return {
        icon: 'comment-unresolved',
        text:
          attention.count === 1 ? vscode.l10n.t('1 open comment') : vscode.l10n.t('{0} open comments', attention.count),
        command: 'showReviews',
      };
  }
};

/** The row of one thing that waits, with its plan and reason; opening it shows where to respond. */
export const needItem = (attention: Attention): vscode.TreeItem => {
  const { icon, text, command } = words(attention);
  const { id, title } = attention.plan;
  const item = new vscode.TreeItem(title);
  item.id = `needs/${id}/${attention.kind}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = text;
  item.tooltip = `${title}\n${text}`;
  item.contextValue = `need ${attention.kind}`;
  item.command = { command: `devplan.${command}`, title: vscode.l10n.t('Open'), arguments: [id] };
  return item;
};
