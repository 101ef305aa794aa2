import * as vscode from 'vscode';
import { latest } from '../../domain/latest';
import type { Log } from '../../domain/log';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { parsePlanUri } from './uris';

const contextKey = 'devplan.proposalShown';

/** Sets the menus' context key for whether the active comparison shows a proposed version. */
export class ProposalShown implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private readonly show = latest((isShown: boolean) =>
    vscode.commands.executeCommand('setContext', contextKey, isShown),
  );

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {
    const update = (): void => this.look();
    this.subscription = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(update),
      vscode.window.tabGroups.onDidChangeTabGroups(update),
    );
    update();
  }

  noteChange({ entity }: StoreChange): void {
    if (entity === 'version' || entity === 'storage') this.look();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private look(): void {
    this.update().catch((error: unknown) => this.log.warn('proposal on display', { error: String(error) }));
  }

  private async update(): Promise<void> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const place = input instanceof vscode.TabInputTextDiff ? parsePlanUri(input.modified) : null;
    await this.show(async () => place !== null && this.isProposed(place));
  }

  private async isProposed({ planId, version }: { planId: string; version: number | null }): Promise<boolean> {
    const { storage } = await this.core();
    // A comparison may outlive its plan.
    const versions = await storage.plans.versions(planId).catch(() => []);
    return versions.some(({ number, state }) => number === version && state === 'proposed');
  }
}
