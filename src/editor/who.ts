import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { runGit } from '../context/git/git';
import { rememberBriefly } from '../domain/rememberBriefly';

/** How long git's answer is used, in ms: for what one action or an import writes, but not beyond a change of the name. */
const burstMs = 3000;

const gitName = rememberBriefly(burstMs, async (folder: string) =>
  (await runGit(folder, ['config', 'user.name']))?.trim(),
);

/** The user's name: git's `user.name` in a trusted workspace, otherwise the operating system's user name. */
export const currentUser = async (): Promise<string> => {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  // Without git or a configured name, fall back to the operating system's user.
  return (folder && vscode.workspace.isTrusted && (await gitName(folder.uri.fsPath))) || systemUser();
};

/** The operating system's user name; in a container the user may have none. */
const systemUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'user';
  }
};
