import * as vscode from 'vscode';
import { acceptProposal } from '../../plans/proposals';
import type { Log } from '../../domain/log';
import { toFailure } from '../../domain/errors';
import type { DevPlan } from '../../domain/plan';
import type { PlanNotices, PlanRequests, PlanState, RevealView } from '../../shared/protocol';
import { planRequestSchemas } from '../../shared/requests';
import { type RpcHandlers, RpcServer } from '../../shared/rpc';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { names } from '../names';
import { explainRequest, showError } from '../report';
import { saveOpenText } from '../planDocuments/currentText';
import { openPath } from '../workspace/openPath';
import { coalesce } from '../../domain/coalesce';
import { webviewHtml, webviewOptions } from './html';
import { localStrings } from './localStrings';
import { parsePlanUri } from '../planDocuments/uris';
import { type FindInFiles, findInFiles, findInTime } from './planFindings';
import { planState } from './planState';
import { openLink, runOffered } from './offered';
import { parseRequest } from './parseRequest';
import { webviewPort } from './rpcPort';

/** How long file changes are collected before git is asked again, in milliseconds. */
const filesPauseMs = 1000;
/** How long a view that opens waits for what the files say about its plan, in milliseconds: git can take a minute. */
const firstLookMs = 3000;

interface PlanPanel {
  readonly panel: vscode.WebviewPanel;
  readonly server: RpcServer<PlanRequests, PlanNotices>;
  readonly refresh: () => void;
  /** The version on display; null follows the current one. */
  shown: number | null;
  /** What to reveal as soon as the page listens. */
  reveal: RevealView | null;
  /** Hidden pages are discarded, so a page only listens if it has requested its state since. */
  listens: boolean;
  /** How many states the page was told beside the one that it requested. */
  told: number;
}

/** The plan views in the editor area: one per plan, restored after a reload. */
export class PlanPanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, PlanPanel>();
  private filesTimer: NodeJS.Timeout | undefined;
  private readonly activations = new vscode.EventEmitter<void>();
  /** Fires when a plan view opens, closes, or comes to or leaves the front. */
  readonly onDidActivate = this.activations.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {}

  /** Opens a plan or brings its view to the front, and reveals the given task or tab. */
  async open(plan: DevPlan, reveal: RevealView): Promise<void> {
    const known = this.panels.get(plan.id);
    const open = known ?? this.attach(this.createPanel(plan.title), plan.id);
    open.reveal = reveal.taskId === undefined && reveal.tab === undefined ? null : reveal;
    if (!known) return;
    known.panel.reveal();
    known.shown = null;
    known.refresh();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const planId = typeof state === 'object' && state !== null && 'planId' in state ? state.planId : null;
    if (typeof planId !== 'string') return panel.dispose();
    panel.webview.options = webviewOptions(this.extensionUri);
    // The plan may have been reopened before this restored tab was visited; keep one view per plan.
    this.panels.get(planId)?.panel.dispose();
    this.attach(panel, planId);
  }

  /** The plan whose view or Markdown is in front; null if none is. */
  activePlanId(): string | null {
    for (const [planId, { panel }] of this.panels) if (panel.active) return planId;
    const uri = vscode.window.activeTextEditor?.document.uri;
    return (uri && parsePlanUri(uri)?.planId) ?? null;
  }

  noteChange(change: StoreChange): void {
    if (change.entity === 'plan' && change.change === 'deleted') return this.panels.get(change.id)?.panel.dispose();
    const planId = change.entity === 'plan' ? change.id : change.parentId;
    if (change.entity === 'project' || change.entity === 'storage')
      for (const { refresh } of this.panels.values()) refresh();
    else if (planId !== null) this.panels.get(planId)?.refresh();
  }

  /** Refreshes the visible plans shortly after workspace files changed. */
  noteFiles(): void {
    this.filesTimer ??= setTimeout(() => {
      this.filesTimer = undefined;
      for (const { panel, refresh } of this.panels.values()) if (panel.visible) refresh();
    }, filesPauseMs);
  }

  private createPanel(title: string): vscode.WebviewPanel {
    const options = webviewOptions(this.extensionUri);
    return vscode.window.createWebviewPanel(names.planPanel, title, vscode.ViewColumn.Active, options);
  }

  private attach(panel: vscode.WebviewPanel, planId: string): PlanPanel {
    panel.iconPath = new vscode.ThemeIcon('checklist');
    const server = new RpcServer<PlanRequests, PlanNotices>(
      webviewPort(panel.webview),
      this.handlers(planId),
      (name, params) => parseRequest(planRequestSchemas[name], params),
      explainRequest('plan', this.log),
    );
    const refresh = coalesce(
      async () => {
        // The target may exist only in a state that is read after the reveal was requested.
        const { reveal } = open;
        tellState(open, await this.state(planId));
        if (open.reveal === reveal) tellReveal(open);
      },
      (error) => {
        // Failures in a view that was closed meanwhile do not matter.
        if (this.panels.get(planId) === open) void showError(error, this.log);
      },
    );
    const open: PlanPanel = { panel, server, refresh, shown: null, reveal: null, listens: false, told: 0 };
    this.panels.set(planId, open);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) open.listens = false;
      this.activations.fire();
    });
    panel.onDidDispose(() => {
      server.dispose();
      if (this.panels.get(planId) === open) this.panels.delete(planId);
      this.activations.fire();
    });
    panel.webview.html = webviewHtml(panel.webview, this.extensionUri, 'plan', panel.title);
    this.activations.fire();
    return open;
  }

  /** The state of a plan for its view; a view restored for a deleted plan closes, as if open when it was deleted. */
  private async state(planId: string, find = findInFiles(this.log)) {
    const shown = this.panels.get(planId)?.shown ?? null;
    const state = await planState(await this.core(), planId, shown, find).catch((error: unknown) => {
      const { code, args } = toFailure(error);
      if (code === 'notFound' && args['kind'] === 'plan') this.panels.get(planId)?.panel.dispose();
      throw error;
    });
    // Look it up again: the panel may have been closed meanwhile.
    const open = this.panels.get(planId);
    if (open) {
      open.panel.title = state.title;
      // A proposal that was shown when it was accepted: from now on the view follows the current version.
      if (open.shown === state.current) open.shown = null;
    }
    return state;
  }

  /** The first state of a page, which listens once it has it. */
  private async ready(planId: string) {
    const before = this.panels.get(planId);
    const [told, reveal] = [before?.told, before?.reveal];
    let late: Promise<FindInFiles> | null = null;
    const find = findInTime(findInFiles(this.log), firstLookMs, (rest) => {
      late = rest;
    });
    const state = await this.state(planId, find);
    // The response is sent before this callback runs.
    setImmediate(() => {
      const open = this.panels.get(planId);
      if (!open) return;
      open.listens = true;
      // A state that was told before this one was answered reached no listener, and may be newer.
      const hasMissed = open.told !== told;
      if (!hasMissed || open.reveal === reveal) tellReveal(open);
      if (hasMissed) return open.refresh();
      late
        ?.then(async (found) => {
          const complete = await this.state(planId, found);
          if (open.told === told) tellState(open, complete);
        })
        .catch(open.refresh);
    });
    return { strings: localStrings(), state };
  }

  private handlers(planId: string): RpcHandlers<PlanRequests> {
    return {
      'plan.ready': () => this.ready(planId),
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
      'plan.acceptChanges': async ({ version, positions }) => {
        await saveOpenText(this.core, planId);
        await acceptProposal((await this.core()).storage, planId, version, positions);
        return null;
      },
      'plan.reply': async ({ threadId, body }) => {
        const { storage, who } = await this.core();
        await storage.comments.reply(threadId, { author: await who(), body: body.trim() });
        return null;
      },
      'plan.openFile': async ({ path, line }) => (await openPath((await this.core()).files, path, line), null),
      'plan.openLink': async ({ href }) => (await openLink(href), null),
      'plan.copy': async ({ text }) => (await vscode.env.clipboard.writeText(text), null),
      'plan.run': async ({ command, args }) => (await runOffered(command, args), null),
    };
  }
}

const tellState = (open: PlanPanel, state: PlanState): void => {
  open.server.notify('plan.state', state);
  open.told += 1;
};

/** Reveals the pending target if the page listens. */
const tellReveal = (open: PlanPanel): void => {
  if (!open.listens || open.reveal === null) return;
  open.server.notify('plan.reveal', open.reveal);
  open.reveal = null;
};
