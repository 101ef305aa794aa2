import { showError } from '../report';
import { moreConversations } from '../trees/conversationsTree';
import type { ProjectsNode } from '../trees/projectsNode';
import { chatCommands } from './chats';
import type { CommandContext, CommandTable } from './command';
import { dataCommands } from './data';
import { handOffCommands } from './handOff';
import { planCommands } from './plans';
import { projectCommands } from './projects';
import { referenceCommands } from './references';
import { reviewCommands } from './reviews';
import { threadCommands } from './threads';
import { templateCommands } from './templates';
import { versionCommands } from './versions';

const treeCommands: CommandTable = {
  async showMore({ projectsTree, conversationsTree }, node) {
    if (node === moreConversations) conversationsTree.showMore();
    else projectsTree.showMore(node as ProjectsNode & { kind: 'more' });
  },
  async takeOver({ core }) {
    await (await core()).storage.takeOver();
  },
};

/** All commands of the extension by name without `devplan.`. */
export const commandTable: CommandTable = {
  ...projectCommands,
  ...planCommands,
  ...versionCommands,
  ...reviewCommands,
  ...threadCommands,
  ...referenceCommands,
  ...handOffCommands,
  ...chatCommands,
  ...dataCommands,
  ...templateCommands,
  ...treeCommands,
};

/** Commands that pass on their failures: the editor empties its comment box after one that succeeds. */
const throwing: ReadonlySet<string> = new Set(['createComment']);

/** Runs a command; a failure is shown once, with the actions that help. */
export const runCommand = async (context: CommandContext, name: string, args: readonly unknown[]): Promise<unknown> => {
  try {
    return await commandTable[name]?.(context, ...args);
  } catch (error) {
    // Not awaited: the command is over, but the message stays until it is dismissed.
    void showError(error, context.log);
    if (throwing.has(name)) throw error;
    return undefined;
  }
};
