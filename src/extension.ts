import * as vscode from 'vscode';
import { createApi, type DevPlanApi } from './api';
import { ChatController } from './editor/chat/chatController';
import { registerCommands } from './editor/commands/index';
import type { Core } from './editor/core';
import { lazy } from './editor/lazy';
import { createLog } from './editor/log';
import { Models } from './editor/models';
import { registerPlanLanguage } from './editor/planDocuments/language/registerPlanLanguage';
import { PlanFileSystem, registerPlanDocuments } from './editor/planDocuments/planFileSystem';
import { taskIdEdits } from './editor/planDocuments/taskIds';
import { ProposalShown } from './editor/planDocuments/proposalShown';
import { Secrets } from './editor/secrets';
import { registerTrees } from './editor/trees/registerTrees';
import { ChatView } from './editor/webviews/chatView';
import { PlanPanels } from './editor/webviews/planPanels';

let close = async (): Promise<void> => {};

/** Stops what runs and lets it be stored before the window goes. */
export const deactivate = (): Promise<void> => close();

/** Builds every object once, top to bottom; data and files are opened when something first needs them. */
export const activate = (context: vscode.ExtensionContext): DevPlanApi => {
  const log = createLog();
  const secrets = new Secrets(context.secrets);
  const models = new Models(secrets, context.globalState);
  const core = lazy(openCore);

  const chat = new ChatController(core, models, context.workspaceState);
  const chatView = new ChatView(context.extensionUri, core, chat, log);
  const planPanels = new PlanPanels(context.extensionUri, core, log);
  const planFiles = new PlanFileSystem(core);
  const proposalShown = new ProposalShown(core);
  const { projectsTree, conversationsTree, trees } = registerTrees(core, log);

  async function openCore(): Promise<Core> {
    const { buildCore } = await import('./editor/core');
    const opened = await buildCore(context, models, log);
    close = async () => {
      await opened.planning.close();
      await opened.storage.close();
    };
    const followers = [projectsTree, conversationsTree, planPanels, planFiles, proposalShown];
    context.subscriptions.push(
      chat.follow(opened),
      // Who may write has changed: everything on display is read again.
      opened.storage.onDidChangeState(() => {
        for (const follower of followers)
          follower.noteChange({ entity: 'storage', id: '', parentId: null, change: 'updated' });
      }),
      opened.storage.onDidChange((change) => {
        for (const follower of followers) follower.noteChange(change);
      }),
    );
    return opened;
  }

  context.subscriptions.push(
    log,
    trees,
    proposalShown,
    vscode.window.registerWebviewViewProvider(ChatView.id, chatView),
    planPanels.register(),
    registerPlanDocuments(planFiles, (document) => taskIdEdits(core, document)),
    registerPlanLanguage(core, log),
    registerCommands({ core, chat, models, secrets, projectsTree, conversationsTree, planPanels, log }),
  );
  return createApi(core);
};
