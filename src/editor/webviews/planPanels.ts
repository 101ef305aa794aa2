import * as vscode from 'vscode';
import { toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { DevPlan } from '../../domain/plan';
import type { PlanNotices, PlanRequests } from '../../shared/protocol';
import { planRequestSchemas } from '../../shared/requests';
import { type RpcHandlers, RpcServer } from '../../shared/rpc';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { describeFailure, showError } from '../report';
import { coalesce } from './chatView';
import { webviewHtml, webviewOptions } from './html';
import { planState } from './planState';
import { openFile, openLink, runOffered, webviewPort } from './rpcPort';

const viewType = 'devplan.plan';

interface PlanPanel {
  readonly panel: vscode.WebviewPanel;
  readonly server: RpcServer<PlanRequests, PlanNotices>;
  readonly refresh: () => void;
  /** The version on display; null follows the current one. */
  shown: number | null;
}

/** The plan views in the editor area: one per plan, restored after a reload. */
export class PlanPanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, PlanPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {}

  /** Registers the restoring of panels after a reload. */
  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Opens a plan, or brings its view to the front, and scrolls to a task where one is named. */
  async open(plan: DevPlan, taskId: string | null): Promise<void> {
    const known = this.panels.get(plan.id);
    if (known) {
      known.panel.reveal();
      known.shown = null;
      known.refresh();
    } else {
      const panel = vscode.window.createWebviewPanel(viewType, plan.title, vscode.ViewColumn.Active, {
        ...webviewOptions(this.extensionUri),
      });
      this.attach(panel, plan.id);
    }
    if (taskId !== null) this.panels.get(plan.id)?.server.notify('plan.reveal', { taskId });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const planId = typeof state === 'object' && state !== null && 'planId' in state ? state.planId : null;
    if (typeof planId !== 'string') return panel.dispose();
    panel.webview.options = webviewOptions(this.extensionUri);
    this.attach(panel, planId);
  }

  /** The plan whose view is in front; null when another editor is. */
  activePlanId(): string | null {
    for (const [planId, { panel }] of this.panels) if (panel.active) return planId;
    return null;
  }

  noteChange(change: StoreChange): void {
    if (change.entity === 'plan' && change.change === 'deleted') return this.panels.get(change.id)?.panel.dispose();
    const planId = change.entity === 'plan' ? change.id : change.parentId;
    if (change.entity === 'project' || change.entity === 'storage')
      for (const { refresh } of this.panels.values()) refresh();
    else if (planId !== null) this.panels.get(planId)?.refresh();
  }

  private attach(panel: vscode.WebviewPanel, planId: string): void {
    panel.iconPath = new vscode.ThemeIcon('checklist');
    const server = new RpcServer<PlanRequests, PlanNotices>(
      webviewPort(panel.webview),
      this.handlers(planId),
      (name, params) => planRequestSchemas[name].parse(params) as never,
      (error) => this.explain(error),
    );
    const refresh = coalesce(
      async () => server.notify('plan.state', await this.state(planId)),
      (error) => void showError(error, this.log),
    );
    this.panels.set(planId, { panel, server, refresh, shown: null });
    panel.onDidDispose(() => {
      server.dispose();
      this.panels.delete(planId);
    });
    panel.webview.html = webviewHtml(panel.webview, this.extensionUri, 'plan', panel.title);
  }

  private async state(planId: string) {
    const open = this.panels.get(planId);
    const state = await planState(await this.core(), planId, open?.shown ?? null);
    if (open) open.panel.title = state.title;
    return state;
  }

  private handlers(planId: string): RpcHandlers<PlanRequests> {
    return {
      'plan.ready': async () => ({ strings: {}, state: await this.state(planId) }),
      'plan.tick': async ({ taskId, done }) => {
        const { storage, who } = await this.core();
        await storage.plans.setProgress(planId, taskId, done, { who: await who(), why: '' });
        return null;
      },
      'plan.show': async ({ version }) => {
        const open = this.panels.get(planId);
        if (open) {
          const { storage } = await this.core();
          const { currentVersion } = await storage.plans.get(planId);
          open.shown = version === currentVersion ? null : version;
          open.refresh();
        }
        return null;
      },
      'plan.openFile': async ({ path, line }) => (await openFile((await this.core()).files.uri(path), line), null),
      'plan.openLink': async ({ href }) => (await openLink(href), null),
      'plan.copy': async ({ text }) => (await vscode.env.clipboard.writeText(text), null),
      'plan.run': async ({ command, args }) => (await runOffered(command, args), null),
    };
  }

  private explain(error: unknown): string {
    this.log.error('plan request', error);
    const { title, detail } = describeFailure(toFailure(error));
    return `${title}. ${detail}`;
  }
}
