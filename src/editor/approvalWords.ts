import * as vscode from 'vscode';
import type { PlanApproval } from '../plans/planApproval';
import type { PlanChange } from '../domain/grammar/planModel';

const maxNames = 4;

const names = (changes: readonly PlanChange[]): string => {
  const all = [...new Set(changes.map(({ taskId, title }) => taskId ?? title))];
  const shown = all.slice(0, maxNames).join(', ');
  return all.length > maxNames ? vscode.l10n.t('{0} and {1} more', shown, all.length - maxNames) : shown;
};

/** Why an approval went stale: `added T9, re-scoped T5`. */
export const staleWords = (changes: readonly PlanChange[]): string => {
  const of = (kind: PlanChange['kind']): string => names(changes.filter((change) => change.kind === kind));
  const [added, removed, rescoped] = [of('added'), of('removed'), of('rescoped')];
  return [
    ...(added ? [vscode.l10n.t('added {0}', added)] : []),
    ...(removed ? [vscode.l10n.t('removed {0}', removed)] : []),
    ...(rescoped ? [vscode.l10n.t('re-scoped {0}', rescoped)] : []),
  ].join(', ');
};

/** The state of a plan's approval in a few words; empty without a review request or decision. */
export const approvalWords = ({ decision, requested, stale }: PlanApproval): string => {
  if (stale.length > 0) return vscode.l10n.t('Approval of v{0} is stale', decision?.version ?? 0);
  if (requested) return vscode.l10n.t('Review requested');
  if (decision?.state === 'changes_requested') return vscode.l10n.t('Changes requested');
  return decision ? vscode.l10n.t('Approved v{0}', decision.version) : '';
};
