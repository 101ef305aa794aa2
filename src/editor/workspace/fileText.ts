import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { onFile } from '../transfer/textFiles';

/** No hand-written file is larger; larger ones could fill the editor's memory. */
const maxMegabytes = 4;
/** How many bytes are searched for a NUL, which no text contains; git uses the same limit. */
const firstBytes = 8000;

/**
 * The text of a file; throws `notFound` if it is gone, `fileFailed` if it is too large or cannot be read,
 * `unknownFormat` if it is binary.
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
