import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { onFile } from '../transfer/textFiles';

/** Nothing that a person writes is larger; what is may fill the memory of the editor. */
const maxMegabytes = 4;
/** Where git, too, looks for the byte that no text holds. */
const firstBytes = 8000;

/**
 * The text of a file by its workspace path; throws `notFound` where it has gone, `fileFailed` where it is too large or cannot
 * be read, `unknownFormat` where it is binary.
 */
export const fileText = async (uri: vscode.Uri, path: string): Promise<string> => {
  const bytes = await onFile(uri, () => bytesOf(uri, path));
  if (bytes.subarray(0, firstBytes).includes(0))
    throw new UserError('unknownFormat', { file: path, reason: vscode.l10n.t('it is binary, not text') });
  return new TextDecoder().decode(bytes);
};

const bytesOf = async (uri: vscode.Uri, path: string): Promise<Uint8Array> => {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= maxMegabytes * 1024 * 1024) return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
    throw new UserError('notFound', { kind: 'file', id: path }, { cause: error });
  }
  throw new UserError('fileFailed', { file: path, reason: vscode.l10n.t('it is larger than {0} MB', maxMegabytes) });
};
