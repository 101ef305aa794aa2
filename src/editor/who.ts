import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { runGit } from '../context/git/git';

/** The user's name: git's `user.name` in a trusted workspace, otherwise the operating system's user name. */
export const currentUser = async (): Promise<string> => {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (folder && vscode.workspace.isTrusted) {
    // Without git or a configured name, fall back to the operating system's user.
    const name = (await runGit(folder.uri.fsPath, ['config', 'user.name']))?.trim();
    if (name) return name;
  }
  return systemUser();
};

/** The operating system's user name; in a container the user may have none. */
const systemUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'user';
  }
};
