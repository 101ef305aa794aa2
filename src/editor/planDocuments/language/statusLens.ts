import * as vscode from 'vscode';
import { readApproval } from '../../../plans/planApproval';
import { allowedStatuses } from '../../../domain/plan';
import { parsePlan } from '../../../domain/grammar/planDocument';
import type { OpenCore } from '../../core';
import { approvalWords } from '../../approvalWords';
import { readOnlyNotice } from '../../readOnly';
import { statusVerb, statusWord } from '../../words';
import { parsePlanUri } from '../uris';
import { allTasks } from '../../../domain/grammar/planModel';

/** Code lenses above a plan's first line: its status, and links to its view and the next statuses. */
export class StatusLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private subscription: { dispose(): void } | null = null;

  constructor(private readonly core: OpenCore) {}

  dispose(): void {
    this.subscription?.dispose();
    this.changes.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const place = parsePlanUri(document.uri);
    if (place === null || place.version !== null) return [];
    const core = await this.core();
    const { storage } = core;
    this.subscription ??= vscode.Disposable.from(
      storage.onDidChangeState(() => this.changes.fire()),
      storage.onDidChange(({ entity }) => {
        if (['plan', 'review', 'version', 'storage'].includes(entity)) this.changes.fire();
      }),
    );
    const plan = await storage.plans.get(place.planId);
    const { status } = plan;
    const approval = approvalWords(await readApproval(storage, plan));
    const tasks = allTasks(parsePlan(document.getText()));
    const done = tasks.filter((task) => task.done).length;
    const range = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: string, ...args: readonly string[]): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [place.planId, ...args] });
    return [
      lens(`${statusWord(status)} · ${vscode.l10n.t('{0} of {1} done', done, tasks.length)}`, 'devplan.openPlan'),
      lens(vscode.l10n.t('Open Plan'), 'devplan.openPlan'),
      ...(approval ? [lens(approval, 'devplan.showReviews')] : []),
      ...(readOnlyNotice(core) === null ? allowedStatuses(status) : [])
        .filter((to) => to !== 'archived')
        .map((to) => lens(statusVerb(to, status), 'devplan.setStatus', to)),
    ];
  }
}
