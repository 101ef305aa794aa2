import {
  constants,
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  write,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asStorageError } from './storageErrors';
import { type ReadableFile, type StorageFile, type StorageFolder, errorCode } from './storageFolder';

const writeLater = promisify(write);
const syncLater = promisify(fdatasync);
const cannotSyncFolders = new Set(['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF']);

const heldCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const retries = 20;
const retryAfter = 50;
const neverNotified = new Int32Array(new SharedArrayBuffer(4));

class NodeFile implements StorageFile {
  constructor(private readonly descriptor: number) {}

  write(bytes: Uint8Array, position: number): number {
    return writeSync(this.descriptor, bytes, 0, bytes.length, position);
  }

  async writeLater(bytes: Uint8Array, position: number): Promise<number> {
    return (await writeLater(this.descriptor, bytes, 0, bytes.length, position)).bytesWritten;
  }

  sync(): void {
    fdatasyncSync(this.descriptor);
  }

  syncLater(): Promise<void> {
    return syncLater(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

const openToRead = (path: string): ReadableFile => {
  const descriptor = openSync(path, 'r');
  return {
    size: () => fstatSync(descriptor).size,
    read: (into, position) => readSync(descriptor, into, 0, into.length, position),
    close: () => closeSync(descriptor),
  };
};

const syncFolder = (path: string): void => {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    // Windows and some network shares refuse this: there the file system alone decides when names reach the disk.
    if (!cannotSyncFolders.has(errorCode(error))) throw error;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
};

/** Renames a file, trying for a second: on Windows, virus scanners and indexers hold a new file for a moment. */
const rename = (from: string, to: string): void => {
  for (let tries = 0; ; tries += 1)
    try {
      return renameSync(from, to);
    } catch (error) {
      if (tries === retries || !heldCodes.has(errorCode(error))) throw error;
      Atomics.wait(neverNotified, 0, 0, retryAfter);
    }
};

/** Overwrites a file without emptying it first, which would leave it empty on a full disk. */
const overwrite = (path: string, text: string): void => {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT);
  try {
    ftruncateSync(descriptor, writeSync(descriptor, text, 0));
  } finally {
    closeSync(descriptor);
  }
};

/** Opens a folder of the real file system, creating it if necessary; throws `storageFull` or `storageFailed` if that fails. */
export const openNodeFolder = (path: string): StorageFolder => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw asStorageError(error);
  }
  const at = (name: string): string => join(path, name);
  return {
    list: () => readdirSync(path),
    exists: (name) => statSync(at(name), { throwIfNoEntry: false }) !== undefined,
    open: (name) => openToRead(at(name)),
    create: (name) => new NodeFile(openSync(at(name), 'wx')),
    rename: (from, to) => rename(at(from), at(to)),
    remove: (name) => rmSync(at(name)),
    sync: () => syncFolder(path),
    overwrite: (name, text) => overwrite(at(name), text),
  };
};
