import * as vscode from 'vscode';
import type { UserError } from '../../domain/errors';
import type { MirrorProblem } from '../../mirror/mirrorProblem';
import type { MirrorReport } from '../../mirror/planMirror';
import type { Storage } from '../../storage/open';
import { action } from '../actions';
import { buttonsOf, offer } from '../offer';
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
    for (const { planId, version } of proposed) {
      const { title } = await storage.plans.get(planId);
      const text = vscode.l10n.t('"{0}" was changed in {1}: version {2} is proposed.', title, target.path, version);
      void offer(text, buttonsOf([action(vscode.l10n.t('Show Changes'), 'showChanges', planId)]));
    }
    const [first] = imported;
    if (first !== undefined && imported.length === 1) {
      const { title } = await storage.plans.get(first);
      const text = vscode.l10n.t('"{0}" came from {1}.', title, target.path);
      void offer(text, buttonsOf([action(vscode.l10n.t('Show'), 'openPlan', first)]));
    } else if (imported.length > 1)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} plans came from {1}.', imported.length, target.path),
      );
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
