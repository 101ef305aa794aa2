import * as vscode from 'vscode';
import { type Root, rootsOf } from '../../context/files/rootPaths';

/** The open folders with their names in workspace paths. */
export const openRoots = (): Root<vscode.WorkspaceFolder>[] => rootsOf(vscode.workspace.workspaceFolders ?? []);

/** Identifies the readable folders: the text changes whenever there may be other files to find. */
export const readFolders = (): string =>
  vscode.workspace.isTrusted
    ? openRoots()
        .map(({ folder }) => folder.uri.toString())
        .join('\n')
    : '';

/** The workspace path of a file; null if it is outside. */
export const workspacePath = (uri: vscode.Uri): string | null => {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const root = openRoots().find((open) => open.folder.index === folder?.index);
  if (!root) return null;
  const above = root.folder.uri.path.replace(/\/$/, '').length;
  return root.prefix + uri.path.slice(above + 1);
};
