import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';

/** Opens a link from a plan or reply: web addresses only, after the editor's own confirmation. */
export const openLink = async (href: string): Promise<void> => {
  const { scheme } = vscode.Uri.parse(href, true);
  if (scheme !== 'https' && scheme !== 'http') throw new UserError('invalidInput', { field: 'link', reason: href });
  // Given as a Uri, an address would lose what is encoded in it, such as the `%2F` of a name.
  await vscode.commands.executeCommand('vscode.open', href);
};

const otherCommands = new Set([
  'workbench.action.openSettings',
  'workbench.trust.manage',
  'workbench.action.files.openFolder',
  'workbench.extensions.action.checkForUpdates',
]);

/** Runs the command of a view's button: only our own commands and those that our errors offer. */
export const runOffered = async (command: string, args: readonly unknown[]): Promise<void> => {
  if (!/^devplan\.[a-zA-Z]+$/.test(command) && !otherCommands.has(command))
    throw new UserError('invalidInput', { field: 'command', reason: command });
  await vscode.commands.executeCommand(command, ...args);
};
