import * as vscode from 'vscode';
import { workspacePath } from '../workspace/openRoots';

/** The location of the mirror: a workspace folder, and the path in it from the setting. */
export interface MirrorTarget {
  readonly folder: vscode.WorkspaceFolder;
  readonly path: string;
}

/** The first open folder on disk with a mirror in its settings; null if there is none, or without trust. */
export const mirrorTarget = (): MirrorTarget | null => {
  if (!vscode.workspace.isTrusted) return null;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const path = vscode.workspace.getConfiguration('devplan', folder.uri).get('mirrorFolder', '').trim();
    if (path !== '' && folder.uri.scheme === 'file') return { folder, path };
  }
  return null;
};

const attributes = '.gitattributes';

/** Tells which workspace paths are files that the mirror writes. */
export const mirroredFiles = (): ((path: string) => boolean) => {
  const target = mirrorTarget();
  const own = target && workspacePath(vscode.Uri.joinPath(target.folder.uri, target.path, attributes));
  if (own === null) return () => false;
  const above = own.slice(0, -attributes.length);
  return (path) =>
    path === own || (path.startsWith(above) && /^[^/]+\.(?:md|review\.json)$/.test(path.slice(above.length)));
};
