import * as vscode from 'vscode';
import { baseName } from '../../src/domain/paths';

/** Does something as in a window with the given folders open. */
export const withFolders = async <T>(paths: readonly string[], work: () => Promise<T>): Promise<T> => {
  const before = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders')!;
  const value = paths.map((path, index) => ({ uri: vscode.Uri.file(path), name: baseName(path), index }));
  Object.defineProperty(vscode.workspace, 'workspaceFolders', { value, configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(vscode.workspace, 'workspaceFolders', before);
  }
};
