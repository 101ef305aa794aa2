import * as vscode from 'vscode';

/** Where the mirror is: a folder of the workspace, and the path in it that the setting names. */
export interface MirrorTarget {
  readonly folder: vscode.WorkspaceFolder;
  readonly path: string;
}

/** The first open folder on disk whose settings name a mirror; null without one, and in a workspace that is not trusted. */
export const mirrorTarget = (): MirrorTarget | null => {
  if (!vscode.workspace.isTrusted) return null;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const path = vscode.workspace.getConfiguration('devplan', folder.uri).get('mirrorFolder', '').trim();
    if (path !== '' && folder.uri.scheme === 'file') return { folder, path };
  }
  return null;
};
