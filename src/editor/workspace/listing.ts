import { join } from 'node:path';
import * as vscode from 'vscode';
import { inBatches, nullOnFailure } from '../../context/files/batches';
import { diskPaths } from '../../context/files/diskPaths';
import { isWorktreeOf } from '../../context/files/repositories';
import { diskTree, pathsByWalk, type Tree } from '../../context/files/walk';
import { UserError } from '../../domain/errors';

/** A file below a root: its relative path with `/`, and its size in bytes when it was listed. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * The files of a root: those that git tracks or would track, including nested repositories; without a repository or a
 * disk, those that a walk finds, which calls `onCut` if there are too many. Throws `fileFailed` if git takes too long.
 */
export const listFolder = async (root: vscode.Uri, onCut?: () => void): Promise<ListedFile[]> => {
  const isOnDisk = root.scheme === 'file';
  const tree = isOnDisk ? diskTree(root.fsPath) : editorTree(root);
  const paths = isOnDisk ? await diskPaths(root.fsPath, onCut) : await pathsByWalk(tree, onCut);
  const found = await inBatches(paths, (path) => nullOnFailure(tree.find(path)));
  const sizes = new Map<string, number>();
  for (const [index, path] of paths.entries()) {
    const entry = found[index] ?? null;
    if (entry === 'folder') for (const file of await filesInside(root, path, onCut)) sizes.set(file.path, file.size);
    else if (entry !== null) sizes.set(path, entry);
  }
  return Array.from(sizes, ([path, size]) => ({ path, size }));
};

/** The files of a folder that git lists but does not look into: a submodule or a nested clone, but not the same repository again. */
const filesInside = async (root: vscode.Uri, folder: string, onCut?: () => void): Promise<ListedFile[]> => {
  if (await isWorktreeOf(root.fsPath, join(root.fsPath, folder))) return [];
  const files = await listFolder(vscode.Uri.joinPath(root, folder), onCut).catch((error: unknown): ListedFile[] => {
    // What git did not answer must not look like an empty folder.
    if (error instanceof UserError) throw error;
    return [];
  });
  return files.map(({ path, size }) => ({ path: `${folder}/${path}`, size }));
};

const editorTree = (root: vscode.Uri): Tree => ({
  async entries(folder) {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
    return entries
      .filter(([, type]) => type === vscode.FileType.File || type === vscode.FileType.Directory)
      .map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }));
  },
  text: (path) => editorText(root, path),
  excluded: (folder) => editorText(root, `${folder}.git/info/exclude`),
  async find(path) {
    const { type, size } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(root, path));
    return type === vscode.FileType.File ? size : null;
  },
});

const editorText = async (root: vscode.Uri, path: string): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, path)));
