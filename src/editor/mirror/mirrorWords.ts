import * as vscode from 'vscode';
import type { UserError } from '../../domain/errors';
import type { MirrorProblem } from '../../mirror/mirrorProblem';
import type { MirrorReport } from '../../mirror/planMirror';
import type { Storage } from '../../storage/open';
import { action } from '../actions';
import { buttonsOf, offer, offerProjects } from '../offer';
import { failureText } from '../report';
import type { MirrorTarget } from './mirrorTarget';
import { ToldOnce } from './toldOnce';

/** Says that no mirror folder is set, and offers the setting. */
export const offerMirror = (): void => {
  const open = (): unknown => vscode.commands.executeCommand('workbench.action.openSettings', 'devplan.mirrorFolder');
  const told = vscode.l10n.t('No mirror folder is set: name one of the workspace in "devplan.mirrorFolder".');
  void offer(told, { [vscode.l10n.t('Open Settings')]: open });
};

/** Shows the result of a sync that the user asked for. */
export const tellMirrorReport = ({ written, imported, proposed, problems }: MirrorReport): void =>
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Mirror folder: {0} written, {1} imported, {2} proposed, {3} with problems.',
      written.length,
      imported.length,
      proposed.length,
      problems.length,
    ),
  );

const tellProposed = async (
  { plans }: Storage,
  { path }: MirrorTarget,
  proposed: MirrorReport['proposed'],
): Promise<void> => {
  const [first] = proposed;
  if (first === undefined) return;
  if (proposed.length > 1)
    return void offerProjects(
      vscode.l10n.t('{0} plans were changed in {1}: new versions are proposed.', proposed.length, path),
    );
  const { planId, version } = first;
  const { title } = await plans.get(planId);
  const text = vscode.l10n.t('"{0}" was changed in {1}: version {2} is proposed.', title, path, version);
  void offer(text, buttonsOf([action(vscode.l10n.t('Show Changes'), 'showChanges', planId)]));
};

const tellImported = async (
  { plans }: Storage,
  { path }: MirrorTarget,
  imported: MirrorReport['imported'],
): Promise<void> => {
  const [first] = imported;
  if (first === undefined) return;
  if (imported.length > 1) return void offerProjects(vscode.l10n.t('{0} plans came from {1}.', imported.length, path));
  const { title } = await plans.get(first);
  const text = vscode.l10n.t('"{0}" came from {1}.', title, path);
  void offer(text, buttonsOf([action(vscode.l10n.t('Show'), 'openPlan', first)]));
};

/** Notifies about what came in from the folder, and once about each problem to fix there. */
export class MirrorNews {
  private readonly told = new ToldOnce();

  /** Reports a failure of the folder itself, once while it lasts. */
  tellFailure(error: UserError): void {
    const text = failureText(error);
    if (this.told.add(text)) void vscode.window.showWarningMessage(text);
  }

  /** `isWhole`: the report covers every plan, so problems that it does not list are fixed. */
  async tell(
    storage: Storage,
    target: MirrorTarget,
    { imported, proposed, problems }: MirrorReport,
    isWhole: boolean,
  ): Promise<void> {
    await tellProposed(storage, target, proposed);
    await tellImported(storage, target, imported);
    this.tellProblems(target, problems);
    if (isWhole) this.told.keepOnly(problems.map(({ error }) => failureText(error)));
  }

  private tellProblems({ folder, path }: MirrorTarget, problems: readonly MirrorProblem[]): void {
    for (const problem of problems) {
      const text = failureText(problem.error);
      if (!this.told.add(text)) continue;
      const file = vscode.Uri.joinPath(folder.uri, path, problem.file);
      const open = (): unknown => vscode.commands.executeCommand('vscode.open', file);
      void offer(text, { [vscode.l10n.t('Open File')]: open }, vscode.window.showWarningMessage);
    }
  }
}
