import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { UserError } from '../../../domain/errors';
import { type FileImage, type FileSource, pieceLength } from '../databaseFile';
import { snapshotName, temporaryName } from './fileNames';
import {
  type ReadableFile,
  type StorageFile,
  type StorageFolder,
  closeQuietly,
  readAll,
  tryFirst,
  writeAll,
} from './storageFolder';

const sliceLength = 1024 * 1024;
const blockLength = 16 * 1024;

/** A complete database to save: its file, the last transaction in it, and the writer's epoch. */
export interface SnapshotContent {
  readonly image: FileImage;
  readonly seq: number;
  readonly epoch: number;
}

/** A snapshot that was read once as a whole, with the checksum that each block had then. */
export class Snapshot implements FileSource {
  private readonly buffer = new Uint8Array(blockLength);
  /** The block read last: neighbours are often read one after another, and a call costs more than the bytes. */
  private block = -1;
  private bytes: Uint8Array = this.buffer;

  constructor(
    private readonly folder: StorageFolder,
    readonly name: string,
    private file: ReadableFile,
    readonly length: number,
    private readonly sums: Uint32Array,
  ) {}

  read(piece: number, into: Uint8Array): void {
    const [block, at] = [Math.floor((piece * pieceLength) / blockLength), (piece * pieceLength) % blockLength];
    if (block !== this.block) {
      this.block = -1;
      this.bytes = this.load(block);
      if (crc32(this.bytes) !== this.sums[block]) throw this.unreadable('it has changed since it was opened');
      this.block = block;
    }
    into.set(this.bytes.subarray(at, at + pieceLength));
  }

  close(): void {
    closeQuietly(this.file);
  }

  private load(block: number): Uint8Array {
    try {
      return readAll(this.file, this.buffer, block * blockLength);
    } catch {
      // A network share or a disk that came back has left the open file dead: its name leads to the same bytes, or the checksum tells.
      return this.loadAgain(block);
    }
  }

  private loadAgain(block: number): Uint8Array {
    try {
      const file = this.folder.open(this.name);
      closeQuietly(this.file);
      this.file = file;
      return readAll(file, this.buffer, block * blockLength);
    } catch (error) {
      throw this.unreadable(String(error));
    }
  }

  /** An older snapshot and the journals hold everything, too: a follower reads them by itself, an owner when it is opened again. */
  private unreadable(why: string): UserError {
    const reason = `${this.name} cannot be read (${why}); if this stays, reload the window to read an older copy`;
    return new UserError('storageFailed', { reason });
  }
}

/** Reads a whole snapshot, slice by slice; returns it opened, or null if it does not match its checksum. */
function* scan(folder: StorageFolder, name: string, expected: number): Generator<void, Snapshot | null> {
  const file = folder.open(name);
  let source: Snapshot | null = null;
  try {
    const length = file.size();
    const sums = new Uint32Array(Math.ceil(length / blockLength));
    const buffer = new Uint8Array(sliceLength);
    let crc = 0;
    for (let start = 0; start < length; start += sliceLength) {
      const slice = readAll(file, buffer.subarray(0, length - start), start);
      crc = crc32(slice, crc);
      for (let at = 0; at < slice.length; at += blockLength)
        sums[(start + at) / blockLength] = crc32(slice.subarray(at, at + blockLength));
      yield;
    }
    if (crc === expected) source = new Snapshot(folder, name, file, length, sums);
    return source;
  } finally {
    if (source === null) closeQuietly(file);
  }
}

/** Opens a snapshot after reading all of it once; null if it does not match its checksum. */
export const openSnapshot = (folder: StorageFolder, name: string, crc: number): FileSource | null => {
  const steps = scan(folder, name, crc);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

/** The same, slice by slice between other work. */
const openSnapshotLater = async (folder: StorageFolder, name: string, crc: number): Promise<Snapshot | null> => {
  const steps = scan(folder, name, crc);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await setImmediate();
  }
};

const isIntact = (folder: StorageFolder, name: string, crc: number): boolean => {
  const source = openSnapshot(folder, name, crc);
  source?.close();
  return source !== null;
};

/** Removes an unfinished file: it may be what fills the disk. Where that fails, the next compaction does it. */
const discard = (folder: StorageFolder, name: string): void => tryFirst(() => folder.remove(name));

/** Renames a finished file to its final name, unless the same bytes, written after the same transaction, already have it; returns that name. */
const publish = (folder: StorageFolder, { seq, epoch }: SnapshotContent, crc: number): string => {
  const [name, temporary] = [snapshotName(seq, crc), temporaryName(seq, epoch)];
  try {
    if (folder.exists(name) && isIntact(folder, name, crc)) folder.remove(temporary);
    else {
      if (folder.exists(name)) folder.remove(name);
      folder.rename(temporary, name);
    }
  } catch (error) {
    discard(folder, temporary);
    throw error;
  }
  folder.sync();
  return name;
};

/** Writes a snapshot synchronously: it is on disk under its final name when this returns. */
export const writeSnapshot = (folder: StorageFolder, content: SnapshotContent): void => {
  // An earlier try may have left its file where the disk refused even to remove it.
  discard(folder, temporaryName(content.seq, content.epoch));
  const file = folder.create(temporaryName(content.seq, content.epoch));
  let [at, crc] = [0, 0];
  try {
    for (const slice of content.image.slices()) {
      crc = crc32(slice, crc);
      writeAll(file, slice, at);
      at += slice.length;
    }
    file.sync();
  } catch (error) {
    discard(folder, temporaryName(content.seq, content.epoch));
    throw error;
  } finally {
    closeQuietly(file);
  }
  publish(folder, content, crc);
};

const writeSlice = async (file: StorageFile, slice: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < slice.length;) {
    const written = await file.writeLater(slice.subarray(done), at + done);
    if (written === 0) throw Object.assign(new Error('ENOSPC: nothing was written'), { code: 'ENOSPC' });
    done += written;
  }
};

/**
 * Writes a snapshot between other work; returns it opened, its checksum verified by reading it back. `mayGoOn` is called repeatedly; once it returns
 * false, an unfinished file is left under its temporary name and the result is null.
 */
export const writeSnapshotLater = async (
  folder: StorageFolder,
  content: SnapshotContent,
  mayGoOn: () => boolean,
): Promise<Snapshot | null> => {
  const file = folder.create(temporaryName(content.seq, content.epoch));
  let [at, crc] = [0, 0];
  try {
    for (const slice of content.image.slices()) {
      if (at % sliceLength === 0 && !mayGoOn()) return null;
      crc = crc32(slice, crc);
      await writeSlice(file, slice, at);
      at += slice.length;
    }
    await file.syncLater();
  } catch (error) {
    discard(folder, temporaryName(content.seq, content.epoch));
    throw error;
  } finally {
    closeQuietly(file);
  }
  if (!mayGoOn()) return null;
  const name = publish(folder, content, crc);
  try {
    const source = await openSnapshotLater(folder, name, crc);
    if (source !== null) return source;
    throw new Error(`${name} does not read as it was written`);
  } catch (error) {
    // Under its name it would count as a generation; a window that was fenced meanwhile must remove nothing.
    if (mayGoOn()) discard(folder, name);
    throw error;
  }
};
