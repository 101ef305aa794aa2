import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { runGit } from '../context/git/git';

/** Who acts here: git's `user.name` in a trusted workspace, else the name of the operating system's user. */
export const currentUser = async (): Promise<string> => {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (folder && vscode.workspace.isTrusted) {
    // Without git, or without a name set in it, the operating system's user answers below.
    const name = (await runGit(folder.uri.fsPath, ['config', 'user.name']))?.trim();
    if (name) return name;
  }
  return systemUser();
};

/** The operating system's user; containers may run as one without a name. */
const systemUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'user';
  }
};
