import * as vscode from 'vscode';
import { ApiChanges } from './api/changes';
import type { DevPlanApi } from './api/contract/devplan';
import { createApi } from './api/shell';
import type { App } from './app';
import { lazy } from './editor/lazy';
import { LazyPlanFiles, LazyTree, registerLazyCommands } from './editor/lazyProviders';
import { createLog } from './editor/log';
import { names } from './editor/names';
import { planScheme } from './editor/planDocuments/uris';
import { webviewHtml, webviewOptions } from './editor/webviews/html';
import { webviewPort } from './editor/webviews/rpcPort';

let close = async (): Promise<void> => {};

/** Stops running work and lets it be stored before the window closes. */
export const deactivate = (): Promise<void> => close();

/** Registers everything the editor may call; the app behind it is built on the first call. */
export const activate = (context: vscode.ExtensionContext): DevPlanApi => {
  const log = createLog();
  const app = lazy(async (): Promise<App> => {
    const { buildApp } = await import('./app');
    const built = buildApp(context, log, projectsView, apiChanges);
    ({ close } = built);
    return built;
  });
  const showError = async (error: unknown): Promise<string> => (await app()).showError(error);
  const apiChanges = new ApiChanges(async () => (await app()).core(), log);
  const projectsView = vscode.window.createTreeView(names.projectsView, {
    treeDataProvider: new LazyTree(
      async () => (await app()).projectsTree,
      showError,
      (message) => (projectsView.message = message),
    ),
    showCollapseAll: true,
    canSelectMany: true,
    // Ticking a phase's last task must not tick others: the boxes are records, not a selection.
    manageCheckboxStateManually: true,
  });
  const conversationsView = vscode.window.createTreeView(names.conversationsView, {
    treeDataProvider: new LazyTree(
      async () => (await app()).conversationsTree,
      showError,
      (message) => (conversationsView.message = message),
    ),
    canSelectMany: true,
  });

  // The editor disposes of all this right after it calls `deactivate`: not of the log, which is written until the end.
  context.subscriptions.push(
    projectsView,
    conversationsView,
    vscode.window.registerWebviewViewProvider(names.chatView, {
      resolveWebviewView: async (view) => {
        // The page loads while the app does.
        const { webview } = view;
        const port = webviewPort(webview);
        webview.options = webviewOptions(context.extensionUri);
        webview.html = webviewHtml(webview, context.extensionUri, 'chat', vscode.l10n.t('DevPlan Chat'));
        (await app()).chatView.attach(view, port);
      },
    }),
    vscode.window.registerWebviewPanelSerializer(names.planPanel, {
      deserializeWebviewPanel: async (panel, state) => (await app()).planPanels.deserializeWebviewPanel(panel, state),
    }),
    vscode.workspace.registerFileSystemProvider(planScheme, new LazyPlanFiles(async () => (await app()).planFiles), {
      isCaseSensitive: true,
    }),
    registerLazyCommands(context.extension, async (name, args) => (await app()).run(name, args)),
  );
  return createApi({
    open: async () => (await app()).api(),
    explain: async (error) => (await app()).explain(error),
    listen: apiChanges.listen,
  });
};
