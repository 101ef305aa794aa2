import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { FileImage } from '../databaseFile';
import { type SnapshotName, snapshotName, temporaryName } from './fileNames';
import { type StorageFile, type StorageFolder, closeQuietly, writeAll } from './storageFolder';

const sliceLength = 1024 * 1024;

/** A complete database to save: its file, the last transaction in it, and the writer's epoch. */
export interface SnapshotContent {
  readonly image: FileImage;
  readonly seq: number;
  readonly epoch: number;
}

/** The bytes of a snapshot; null if they do not match the checksum. */
export const readSnapshot = (folder: StorageFolder, name: string, crc: number): Uint8Array | null => {
  const bytes = folder.read(name);
  return crc32(bytes) === crc ? bytes : null;
};

/** Renames a finished file to its final name, unless the same bytes, written after the same transaction, already have it. */
const publish = (folder: StorageFolder, { seq, epoch }: SnapshotContent, crc: number): SnapshotName => {
  const [name, temporary] = [snapshotName(seq, crc), temporaryName(seq, epoch)];
  if (folder.exists(name) && readSnapshot(folder, name, crc) !== null) folder.remove(temporary);
  else {
    if (folder.exists(name)) folder.remove(name);
    folder.rename(temporary, name);
  }
  folder.sync();
  return { name, seq, crc };
};

/** Removes an unfinished file: it may be what fills the disk. */
const discard = (folder: StorageFolder, name: string): void => {
  try {
    folder.remove(name);
  } catch {
    // The caller reports why it could not be written; the next compaction removes the file.
  }
};

/** Writes a snapshot synchronously: it is on disk under its final name when this returns. */
export const writeSnapshot = (folder: StorageFolder, content: SnapshotContent): SnapshotName => {
  const file = folder.create(temporaryName(content.seq, content.epoch));
  let [at, crc] = [0, 0];
  try {
    for (const piece of content.image.pieces()) {
      crc = crc32(piece, crc);
      writeAll(file, piece, at);
      at += piece.length;
    }
    file.sync();
  } catch (error) {
    discard(folder, temporaryName(content.seq, content.epoch));
    throw error;
  } finally {
    closeQuietly(file);
  }
  return publish(folder, content, crc);
};

const writePiece = async (file: StorageFile, piece: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < piece.length;) {
    const written = await file.writeLater(piece.subarray(done), at + done);
    if (written === 0) throw Object.assign(new Error('ENOSPC: nothing was written'), { code: 'ENOSPC' });
    done += written;
  }
};

/** The checksum of a file, read slice by slice between other work. */
const crcOf = async (folder: StorageFolder, name: string): Promise<number> => {
  let crc = 0;
  for (let at = 0; ; at += sliceLength) {
    const slice = folder.read(name, at, sliceLength);
    crc = crc32(slice, crc);
    if (slice.length < sliceLength) return crc;
    await setImmediate();
  }
};

/**
 * Writes a snapshot between other work and verifies its checksum. `mayGoOn` is called repeatedly; once it returns
 * false, an unfinished file is left under its temporary name and the result is null.
 */
export const writeSnapshotLater = async (
  folder: StorageFolder,
  content: SnapshotContent,
  mayGoOn: () => boolean,
): Promise<SnapshotName | null> => {
  const file = folder.create(temporaryName(content.seq, content.epoch));
  let [at, crc] = [0, 0];
  try {
    for (const piece of content.image.pieces()) {
      if (at % sliceLength === 0 && !mayGoOn()) return null;
      crc = crc32(piece, crc);
      await writePiece(file, piece, at);
      at += piece.length;
    }
    await file.syncLater();
  } catch (error) {
    discard(folder, temporaryName(content.seq, content.epoch));
    throw error;
  } finally {
    closeQuietly(file);
  }
  if (!mayGoOn()) return null;
  const snapshot = publish(folder, content, crc);
  if ((await crcOf(folder, snapshot.name)) !== crc) {
    // Under its name it would count as a generation; a window that was fenced meanwhile must remove nothing.
    if (mayGoOn()) discard(folder, snapshot.name);
    throw new Error(`${snapshot.name} does not read as it was written`);
  }
  return snapshot;
};
