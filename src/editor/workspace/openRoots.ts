import * as vscode from 'vscode';
import { type Root, rootsOf } from '../../context/files/rootPaths';

/** The open folders, as workspace paths name them. */
export const openRoots = (): Root<vscode.WorkspaceFolder>[] => rootsOf(vscode.workspace.workspaceFolders ?? []);

/** Names the folders that are read: another text where there may be other files to find. */
export const readFolders = (): string =>
  vscode.workspace.isTrusted
    ? openRoots()
        .map(({ folder }) => folder.uri.toString())
        .join('\n')
    : '';

/** The workspace path of a file; null for what lies outside. */
export const workspacePath = (uri: vscode.Uri): string | null => {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const root = openRoots().find((open) => open.folder.index === folder?.index);
  if (!root) return null;
  const above = root.folder.uri.path.replace(/\/$/, '').length;
  return root.prefix + uri.path.slice(above + 1);
};
