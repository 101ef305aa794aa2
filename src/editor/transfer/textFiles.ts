import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';

const bytesAtOnce = 256 * 1024;

/** Why a file cannot be read or written, by its system or editor error code; null if it is no file error. */
const reasonOf = (error: unknown): string | null => {
  const { code } = error as { readonly code?: unknown };
  switch (code) {
    case 'ENOENT':
    case 'FileNotFound':
      return vscode.l10n.t('it is not there (any more)');
    case 'EISDIR':
    case 'FileIsADirectory':
      return vscode.l10n.t('it is a folder');
    case 'ENOTDIR':
    case 'FileNotADirectory':
      return vscode.l10n.t('a part of its path is no folder');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      return vscode.l10n.t('permission is missing');
    case 'ENOSPC':
    case 'EDQUOT':
      return vscode.l10n.t('the disk is full');
    default:
      return error instanceof vscode.FileSystemError || /^E[A-Z\d]+$/.test(String(code))
        ? (error as Error).message
        : null;
  }
};

/** Turns an error from a file into a user error, `fileFailed` or `unknownFormat`; returns others as they are. */
const fileError = (file: vscode.Uri, error: unknown): unknown => {
  const name = vscode.workspace.asRelativePath(file);
  if ((error as { readonly code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new UserError('unknownFormat', { file: name, reason: vscode.l10n.t('not UTF-8 text') }, { cause: error });
  const reason = reasonOf(error);
  return reason === null ? error : new UserError('fileFailed', { file: name, reason }, { cause: error });
};

/** Works on a file; throws `fileFailed` if it cannot be read or written, `unknownFormat` if it is not UTF-8. */
export const onFile = async <T>(file: vscode.Uri, work: () => Thenable<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw fileError(file, error);
  }
};

/** True if a file or folder exists. */
export const isThere = async (file: vscode.Uri): Promise<boolean> => {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
};

/** A file's whole UTF-8 text, with its byte order mark; throws like `onFile`. */
export const readText = (file: vscode.Uri): Promise<string> =>
  onFile(file, async () =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file)),
  );

/** Writes a whole text; throws like `onFile`. */
export const writeText = (file: vscode.Uri, text: string): Promise<void> =>
  onFile(file, () => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text)));

/** A file's UTF-8 text in pieces; if it is not on a local disk, it is read at once. Throws like `onFile`. */
export const readTextPieces = async function* (file: vscode.Uri): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const pieces = await onFile(file, async () => (file.scheme === 'file' ? null : vscode.workspace.fs.readFile(file)));
  const bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = pieces
    ? [pieces]
    : createReadStream(file.fsPath, { highWaterMark: bytesAtOnce });
  try {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw fileError(file, error);
  }
};

/** Writes a text in pieces; on a local disk, an older file stays until it is whole. Throws like `onFile`. */
export const writeTextPieces = (file: vscode.Uri, pieces: AsyncIterable<string>): Promise<void> =>
  onFile(file, async () => {
    if (file.scheme !== 'file') {
      const bytes: Uint8Array[] = [];
      for await (const piece of pieces) bytes.push(Buffer.from(piece));
      await vscode.workspace.fs.writeFile(file, Buffer.concat(bytes));
      return;
    }
    const begun = `${file.fsPath}.part`;
    try {
      await pipeline(Readable.from(pieces), createWriteStream(begun, { flush: true }));
      await rename(begun, file.fsPath);
    } catch (error) {
      // Report the first error, not this one.
      await rm(begun, { force: true }).catch(() => {});
      throw error;
    }
  });
