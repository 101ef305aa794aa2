import * as vscode from 'vscode';
import { parsePlan } from '../../../domain/planDocument';
import type { OpenCore } from '../../core';
import { statusWord } from '../../words';
import { parsePlanUri } from '../uris';

/** Over a plan's first line: where it stands, and the way to its view and to the next status. */
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
    const { storage } = await this.core();
    this.subscription ??= storage.onDidChange(({ entity }) => {
      if (entity === 'plan' || entity === 'storage') this.changes.fire();
    });
    const { status } = await storage.plans.get(place.planId);
    const tasks = parsePlan(document.getText()).phases.flatMap((phase) => phase.tasks);
    const done = tasks.filter((task) => task.done).length;
    const range = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [place.planId] });
    return [
      lens(`${statusWord(status)} · ${vscode.l10n.t('{0} of {1} done', done, tasks.length)}`, 'devplan.openPlan'),
      lens(vscode.l10n.t('Open Plan'), 'devplan.openPlan'),
      lens(vscode.l10n.t('Set Status'), 'devplan.setStatus'),
    ];
  }
}
