import { journalName } from './fileNames';
import {
  type JournalHeader,
  type JournalPosition,
  type JournalRecord,
  encodeFrame,
  encodeRecord,
} from './journalCodec';
import { type StorageFile, type StorageFolder, closeQuietly, writeAll } from './storageFolder';

/** One journal that is being written: only ever appended to. */
export class Journal {
  /** True after a sync that failed: what is on the disk of this journal is not known. */
  isUnsure = false;
  private end = 0;

  private constructor(
    private readonly name: string,
    private readonly file: StorageFile,
  ) {}

  /** Begins a journal: it is on the disk with its header when this returns. */
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

  /** The position after what was written last. */
  get position(): JournalPosition {
    return { name: this.name, end: this.end };
  }

  /** Appends a transaction, which is on the disk when this returns; gives the number of bytes. */
  append(record: JournalRecord): number {
    return this.write(encodeRecord(record));
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
