import { journalName } from './fileNames';
import {
  type JournalHeader,
  type JournalPosition,
  type JournalRecord,
  encodeFrame,
  encodeRecord,
} from './journalCodec';
import { type StorageFile, type StorageFolder, closeQuietly, writeAll } from './storageFolder';

/** Stand ahead of a journal's records to be written over: a sync that need not note a new length of the file takes half the time or less. */
const room = new Uint8Array(128 * 1024);

/** One journal that is being written: records are only ever added after the last one, where zeros stand till then. */
export class Journal {
  /** True after a failed sync: it is unknown what of this journal is on disk. */
  isUnsure = false;
  private end = 0;
  private length = 0;

  private constructor(
    private readonly name: string,
    private readonly file: StorageFile,
  ) {}

  /** Creates a journal; it is on disk with its header when this returns. */
  static create(folder: StorageFolder, header: JournalHeader): Journal {
    const name = journalName(header.base, header.epoch);
    const journal = new Journal(name, folder.create(name));
    try {
      journal.write(encodeFrame(header));
      folder.sync();
    } catch (error) {
      journal.close();
      throw error;
    }
    return journal;
  }

  /** The position after the last frame written. */
  get position(): JournalPosition {
    return { name: this.name, end: this.end };
  }

  /** Appends a transaction, which is on disk when this returns; returns the number of bytes. */
  append(record: JournalRecord): number {
    return this.write(encodeRecord(record));
  }

  close(): void {
    closeQuietly(this.file);
  }

  /** Returns how many bytes of room stand after a position: none where the disk has space for the record only. */
  private makeRoom(from: number): number {
    try {
      writeAll(this.file, room, from);
      return room.length;
    } catch {
      return 0;
    }
  }

  private write(frame: Uint8Array): number {
    const end = this.end + frame.length;
    writeAll(this.file, frame, this.end);
    if (end > this.length) this.length = end + this.makeRoom(end);
    this.isUnsure = true;
    this.file.sync();
    this.isUnsure = false;
    this.end = end;
    return frame.length;
  }
}
