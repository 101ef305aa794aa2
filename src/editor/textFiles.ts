import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';

const bytesAtOnce = 256 * 1024;

/** A file's UTF-8 text in pieces; where the file system is not the machine's own, its bytes are read at once. */
export const readTextPieces = async function* (file: vscode.Uri): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array> =
    file.scheme === 'file'
      ? createReadStream(file.fsPath, { highWaterMark: bytesAtOnce })
      : [await vscode.workspace.fs.readFile(file)];
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
};

/** Writes a text that comes in pieces; the file has its name once it is whole, and an older one stays until then. */
export const writeTextPieces = async (file: vscode.Uri, pieces: AsyncIterable<string>): Promise<void> => {
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
    await rm(begun, { force: true });
    throw error;
  }
};
