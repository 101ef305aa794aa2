import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { FileImage } from '../databaseFile';
import { type SnapshotName, snapshotName, temporaryName } from './fileNames';
import { type StorageFile, type StorageFolder, closeQuietly, writeAll } from './storageFolder';

const sliceLength = 1024 * 1024;

/** One whole database to be kept: its file, the last transaction in it, and who keeps it. */
export interface SnapshotContent {
  readonly image: FileImage;
  readonly seq: number;
  readonly epoch: number;
}

/** The bytes of a snapshot, or null when they are not those that were written. */
export const readSnapshot = (folder: StorageFolder, name: string, crc: number): Uint8Array | null => {
  const bytes = folder.read(name);
  return crc32(bytes) === crc ? bytes : null;
};

/** Gives a finished file its name; the same bytes may have it already, written after the same transaction. */
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

/** Gives back the room of a file that could not be finished: the disk may be full of it. */
const discard = (folder: StorageFolder, name: string): void => {
  try {
    folder.remove(name);
  } catch {
    // Why it could not be written is what is told; the next compaction removes what stays.
  }
};

/** Writes a snapshot at once: it is on the disk, under its name, when this returns. */
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

/** The checksum of a file, read piece by piece beside other work. */
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
 * Writes a snapshot beside other work and reads its checksum back. `mayGoOn` is asked all the while; when it says no,
 * an unfinished file stays, the answer is null and nothing has a name that counts.
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
      if (!mayGoOn()) return null;
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
    // Under its name it would count as a generation; a window that was fenced meanwhile removes nothing.
    if (mayGoOn()) discard(folder, snapshot.name);
    throw new Error(`${snapshot.name} does not read as it was written`);
  }
  return snapshot;
};
