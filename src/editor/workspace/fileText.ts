import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { onFile } from '../textFiles';

/** The text of a file by its workspace path; throws `notFound` where it has gone, `fileFailed` where it cannot be read. */
export const fileText = async (uri: vscode.Uri, path: string): Promise<string> =>
  new TextDecoder().decode(await onFile(uri, () => bytesOf(uri, path)));

const bytesOf = async (uri: vscode.Uri, path: string): Promise<Uint8Array> => {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
    throw new UserError('notFound', { kind: 'file', id: path }, { cause: error });
  }
};
