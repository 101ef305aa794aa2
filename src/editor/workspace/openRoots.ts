import * as vscode from 'vscode';
import { ownPaths, type Root, rootsOf } from '../../context/files/rootPaths';

/** An open folder as a root. */
export interface OpenRoot extends Root<vscode.WorkspaceFolder> {
  /** False for a relative path that lies in another root inside this one: a file belongs to the innermost root. */
  readonly owns: (path: string) => boolean;
}

/** The open folders with their names in workspace paths. */
export const openRoots = (): OpenRoot[] => {
  const roots = rootsOf(vscode.workspace.workspaceFolders ?? []);
  const places = roots.map(({ folder }) => placeOf(folder.uri));
  return roots.map((root) => ({ ...root, owns: ownPaths(placeOf(root.folder.uri), places) }));
};

const placeOf = ({ scheme, authority, path }: vscode.Uri): string =>
  `${scheme}://${authority}${path.replace(/\/$/, '')}`;

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
