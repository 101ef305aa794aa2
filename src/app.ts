import * as vscode from 'vscode';
import type { ApiChanges } from './api/changes';
import { publicApi } from './api/publicApi';
import { publicError } from './api/publicError';
import type { ApiMethods } from './api/shell';
import { ChatController } from './editor/chat/chatController';
import { PlanComments } from './editor/comments/planComments';
import { runCommand } from './editor/commands/index';
import { buildCore, type Core, type OpenCore, dataFolder } from './editor/core';
import { lazy } from './editor/lazy';
import type { EditorLog } from './editor/log';
import { MirrorFollower } from './editor/mirror/mirrorFollower';
import { Models } from './editor/models/models';
import { Notifications } from './editor/followers/notifications';
import { registerPlanLanguage } from './editor/planDocuments/language/registerPlanLanguage';
import { followPlanDocuments, PlanFileSystem } from './editor/planDocuments/planFileSystem';
import { taskIdEdits } from './editor/planDocuments/taskIds';
import { ProposalShown } from './editor/planDocuments/proposalShown';
import { ProgressItem } from './editor/followers/progressItem';
import { failureText, showError } from './editor/report';
import { Secrets } from './editor/models/secrets';
import { TemplateForm } from './editor/templates/templateForm';
import { TemplateLibrary } from './editor/templates/templateLibrary';
import { ConversationsTree } from './editor/trees/conversationsTree';
import { Tracked } from './editor/followers/tracked';
import { attachProjectsView } from './editor/trees/projectsView';
import type { ProjectsNode } from './editor/trees/projectsNode';
import { ProjectsTree } from './editor/trees/projectsTree';
import { ChatView } from './editor/webviews/chatView';
import { PlanPanels } from './editor/webviews/planPanels';
import { everything } from './storage/storeChange';

/** Everything behind what `extension.ts` registers. */
export interface App {
  readonly core: OpenCore;
  readonly chatView: ChatView;
  readonly planPanels: PlanPanels;
  readonly planFiles: PlanFileSystem;
  readonly projectsTree: ProjectsTree;
  readonly conversationsTree: ConversationsTree;
  /** Runs a command by its name without `devplan.`. */
  readonly run: (name: string, args: readonly unknown[]) => Promise<unknown>;
  /** Shows a failure and returns its text. */
  readonly showError: (error: unknown) => string;
  /** What other extensions call. */
  readonly api: () => Promise<ApiMethods>;
  /** Converts a failure to the error that other extensions receive. */
  readonly explain: (error: unknown) => Error;
  /** Stops running work and closes the data, if it was opened. */
  readonly close: () => Promise<void>;
}

/** Builds every object once, top to bottom; data and files are opened when something first needs them. */
export const buildApp = (
  context: vscode.ExtensionContext,
  log: EditorLog,
  projectsView: vscode.TreeView<ProjectsNode>,
  apiChanges: ApiChanges,
): App => {
  const secrets = new Secrets(context.secrets);
  const models = new Models(secrets, context.globalState, log);
  let close = async (): Promise<void> => {};
  let hasFailed = false;
  const core = lazy(() =>
    openCore().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );

  const templates = new TemplateLibrary(context.globalStorageUri);
  const templateForm = new TemplateForm();
  const planPanels = new PlanPanels(context.extensionUri, core, log);
  const openPlan = (): string | null => planPanels.activePlanId();
  const chat = new ChatController(core, models, templateForm, context.workspaceState, openPlan, log);
  const chatView = new ChatView(core, chat, templates, templateForm, log);
  const planFiles = new PlanFileSystem(core);
  const proposalShown = new ProposalShown(core, log);
  const projectsTree = new ProjectsTree(core, context.workspaceState, log);
  const comments = new PlanComments(core, log);
  const notifications = new Notifications(core, log);
  const progressItem = new ProgressItem(core, planPanels, log);
  const conversationsTree = new ConversationsTree(core);
  const mirror = new MirrorFollower(core, log);

  async function openCore(): Promise<Core> {
    const opened = await buildCore(context, models, log);
    ({ close } = opened);
    const followers = [
      projectsTree,
      conversationsTree,
      planPanels,
      planFiles,
      proposalShown,
      comments,
      notifications,
      mirror,
      progressItem,
      new Tracked(core, log),
      apiChanges,
    ];
    context.subscriptions.push(
      chat.follow(opened),
      chatView.follow(opened),
      // Which window writes, or whether there is a problem, has changed: refresh everything on display.
      opened.storage.onDidChangeState(() => {
        for (const follower of followers) follower.noteChange(everything);
      }),
      opened.files.onDidChange(() => {
        planPanels.noteFiles();
        projectsTree.noteFiles();
      }),
      opened.storage.onDidChange((change) => {
        for (const follower of followers) follower.noteChange(change);
      }),
    );
    // Keeps times such as "just now" current, only while the window has the focus.
    const minute = setInterval(() => {
      if (vscode.window.state.focused) conversationsTree.noteTime();
    }, 60_000);
    context.subscriptions.push({ dispose: () => clearInterval(minute) });
    mirror.start();
    progressItem.start();
    projectsTree.start();
    // Views that show why an earlier try failed ask again.
    if (hasFailed) for (const follower of followers) follower.noteChange(everything);
    return opened;
  }

  context.subscriptions.push(
    proposalShown,
    projectsTree,
    progressItem,
    comments,
    mirror,
    templates,
    attachProjectsView(projectsView, projectsTree, core, log),
    followPlanDocuments(planFiles, (document) => taskIdEdits(core, document), log),
    registerPlanLanguage(core, log),
  );
  const commandContext = {
    core,
    chat,
    models,
    secrets,
    projectsTree,
    conversationsTree,
    planPanels,
    planFiles,
    comments,
    mirror,
    dataFolder: dataFolder(context),
    templates,
    templateForm,
    globalStorage: context.globalStorageUri,
    log,
  };
  return {
    core,
    chatView,
    planPanels,
    planFiles,
    projectsTree,
    conversationsTree,
    run: (name, args) => runCommand(commandContext, name, args),
    showError: (error) => {
      void showError(error, log);
      return failureText(error);
    },
    api: lazy(async () => publicApi({ ...(await core()), templates: () => templates.list() })),
    explain: (error) => publicError(error, failureText, log),
    close: () => close(),
  };
};
