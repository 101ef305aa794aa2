import * as vscode from 'vscode';
import type { DriftedReference } from './currentDrift';

/** What happened to a reference's target, in a sentence. */
export const driftWords = ({ recorded, drift, since, knowsMoves }: DriftedReference): string => {
  const t = vscode.l10n.t;
  const { path, symbol, startLine, endLine } = recorded;
  const lines =
    startLine === endLine ? t('line {0}', startLine ?? '') : t('lines {0}–{1}', startLine ?? '', endLine ?? '');
  const what = symbol !== null ? `${symbol} (${path})` : startLine === null ? path : `${path}, ${lines}`;
  switch (drift.kind) {
    case 'moved':
      return t('{0} moved to {1} since v{2}', what, drift.path, since);
    case 'deleted':
      return knowsMoves
        ? t('{0} was deleted since v{1}', what, since)
        : t('{0} is gone since v{1}; nobody can tell whether it was moved', what, since);
    default:
      return t('{0} changed since v{1}', what, since);
  }
};
