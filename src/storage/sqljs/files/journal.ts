import { journalName } from './fileNames';
import {
  type JournalHeader,
  type JournalPosition,
  type JournalRecord,
  encodeFrame,
  encodeRecord,
} from './journalCodec';
import { type StorageFile, type StorageFolder, closeQuietly, tryFirst, writeAll } from './storageFolder';

const zeros = new Uint8Array(128 * 1024);
/** What systems write to a disk at once. */
const pageLength = 4096;
/** Zeros are added once fewer than this many bytes are left. */
const leastRoom = 32 * 1024;

/**
 * One journal that is being written: each record follows the last one. It is written over zeros if there are enough: a
 * sync that need not record a new file length takes half the time or less.
 */
export class Journal {
  /** True after a failed sync: it is unknown what of this journal is on disk. */
  isUnsure = false;
  private end = 0;
  private length = 0;

  private constructor(
    /** The transaction before its first record. */
    readonly base: number,
    private readonly name: string,
    private readonly file: StorageFile,
  ) {}

  /** Creates a journal; it is on disk with its header when this returns. */
  static create(folder: StorageFolder, header: JournalHeader): Journal {
    const name = journalName(header.base, header.epoch);
    const journal = new Journal(header.base, name, folder.create(name));
    try {
      journal.write(encodeFrame(header));
      folder.sync();
    } catch (error) {
      journal.close();
      tryFirst(() => folder.remove(name));
      throw error;
    }
    return journal;
  }

  /** The position after the last frame written. */
  get position(): JournalPosition {
    return { name: this.name, end: this.end };
  }

  /** True if the next records would soon make the file longer. */
  get needsRoom(): boolean {
    return this.length - this.end < leastRoom;
  }

  /** Appends a transaction, which is on disk when this returns; returns the number of bytes. */
  append(record: JournalRecord): number {
    return this.write(encodeRecord(record));
  }

  /**
   * Adds zeros for the next records, from a new page on: a failed sync affects no page of the records before them.
   * Returns false if the disk has no place for all of them: the next records may still fit into what it took.
   */
  makeRoom(): boolean {
    const from = Math.max(this.length, Math.ceil(this.end / pageLength) * pageLength);
    try {
      writeAll(this.file, zeros, from);
    } catch {
      return false;
    }
    this.file.sync();
    this.length = from + zeros.length;
    return true;
  }

  close(): void {
    closeQuietly(this.file);
  }

  private write(frame: Uint8Array): number {
    writeAll(this.file, frame, this.end);
    this.isUnsure = true;
    this.file.sync();
    this.isUnsure = false;
    this.end += frame.length;
    return frame.length;
  }
}
