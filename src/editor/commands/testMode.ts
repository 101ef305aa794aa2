import * as vscode from 'vscode';
import { readSettings } from '../settings';
import { confirm } from './confirm';

/** Test mode ignores keys and models: says so and offers to turn it off; true if they count now. */
export const leaveTestMode = async (): Promise<boolean> => {
  if (!readSettings().testMode) return true;
  const detail = vscode.l10n.t(
    'Plans are made offline, whatever key or model is set. Turn test mode off to use them; the setting is "devplan.testMode".',
  );
  if (!(await confirm(vscode.l10n.t('Test mode is on.'), detail, vscode.l10n.t('Turn Off Test Mode')))) return false;
  await vscode.workspace.getConfiguration('devplan').update('testMode', false, vscode.ConfigurationTarget.Global);
  return true;
};
