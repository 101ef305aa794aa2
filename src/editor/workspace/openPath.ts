import * as vscode from 'vscode';
import type { EditorWorkspaceFiles } from './editorWorkspaceFiles';

/** Opens a file, at a line (from 1) if given; shows a folder in the explorer. Throws `outsideWorkspace`. */
export const openPath = async (files: EditorWorkspaceFiles, path: string, line: number | null): Promise<void> => {
  const uri = await files.confinedUri(path);
  // Missing files are opened too: the editor says so and offers to create them.
  const isFolder = await vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
  if (isFolder) return void (await vscode.commands.executeCommand('revealInExplorer', uri));
  const at = line === null ? undefined : new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.commands.executeCommand('vscode.open', uri, { ...(at ? { selection: at } : {}), preview: true });
};
