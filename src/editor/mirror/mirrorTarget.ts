import * as vscode from 'vscode';
import { reviewEnding } from '../../mirror/mirrorTexts';
import { attributes } from '../../mirror/planMirror';
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

/** True for what lies in the mirror folder. */
export const isInMirror = (uri: vscode.Uri): boolean => {
  const target = mirrorTarget();
  return target !== null && uri.path.startsWith(vscode.Uri.joinPath(target.folder.uri, target.path, '/').path);
};

/** Tells which of the workspace's paths are files that the mirror writes: those of plans and its rule for git. */
export const mirroredFiles = (paths: ReadonlySet<string>): ((path: string) => boolean) => {
  const target = mirrorTarget();
  const own = target && workspacePath(vscode.Uri.joinPath(target.folder.uri, target.path, attributes.name));
  if (own === null) return () => false;
  const above = own.slice(0, -attributes.name.length);
  const reviewOf = (path: string): string => path.replace(/\.md$/, reviewEnding);
  return (path) => {
    if (!path.startsWith(above) || path.slice(above.length).includes('/')) return false;
    return path === own || path.endsWith(reviewEnding) || (path.endsWith('.md') && paths.has(reviewOf(path)));
  };
};
