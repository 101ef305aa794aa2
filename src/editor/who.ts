import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const run = promisify(execFile);

/** Who acts here: git's `user.name` in a trusted workspace, else the name of the operating system's user. */
export const currentUser = async (): Promise<string> => {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (folder && vscode.workspace.isTrusted) {
    // Without git, or without a name set in it, the operating system's user answers below.
    const name = await run('git', ['config', 'user.name'], { cwd: folder.uri.fsPath }).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
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
