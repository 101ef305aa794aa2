import type { Uri } from 'vscode';
import type { ChatController } from '../chat/chatController';
import type { PlanComments } from '../comments/planComments';
import type { OpenCore } from '../core';
import type { EditorLog } from '../log';
import type { MirrorFollower } from '../mirror/mirrorFollower';
import type { Models } from '../models/models';
import type { PlanFileSystem } from '../planDocuments/planFileSystem';
import type { Secrets } from '../models/secrets';
import type { ConversationsTree } from '../trees/conversationsTree';
import type { ProjectsTree } from '../trees/projectsTree';
import type { TemplateForm } from '../templates/templateForm';
import type { TemplateLibrary } from '../templates/templateLibrary';
import type { PlanPanels } from '../webviews/planPanels';

/** What commands act on. */
export interface CommandContext {
  readonly core: OpenCore;
  readonly chat: ChatController;
  readonly models: Models;
  readonly secrets: Secrets;
  readonly projectsTree: ProjectsTree;
  readonly conversationsTree: ConversationsTree;
  readonly planPanels: PlanPanels;
  readonly planFiles: PlanFileSystem;
  readonly comments: PlanComments;
  readonly mirror: MirrorFollower;
  /** The path of the data folder. */
  readonly dataFolder: string;
  readonly templates: TemplateLibrary;
  readonly templateForm: TemplateForm;
  readonly globalStorage: Uri;
  readonly log: EditorLog;
}

/** Commands by name without `devplan.`; they ask for missing arguments, and end quietly if that is dismissed. */
export type CommandTable = Readonly<
  Record<string, (context: CommandContext, ...args: readonly unknown[]) => Promise<unknown>>
>;
