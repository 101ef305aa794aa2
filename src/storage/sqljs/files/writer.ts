import type { FileImage } from '../databaseFile';
import { Journal } from './journal';
import type { JournalPosition, JournalRecord } from './journalCodec';
import { type Window, beat, beatInterval, createClaim, isFenced, oldClaims, release } from './ownership';
import { writeSnapshot } from './snapshot';
import { type StorageFolder, removeEach, tryFirst } from './storageFolder';

/** Another window has claimed a later epoch. */
export class FencedError extends Error {}

/** A writer's initial state: its epoch, the schema of the data, and where the preceding journals ended. */
export interface WriterStart {
  readonly epoch: number;
  readonly schema: number;
  readonly parent: JournalPosition | null;
}

/**
 * The owner's writer: one epoch and its open journal, begun at the claim and before each snapshot. After any failure a
 * journal is never written again: whatever it holds past the last acknowledged record is cut off by a journal of a new
 * epoch.
 */
export class Writer {
  private journal: Journal | null = null;
  private epochNow: number;
  private parent: JournalPosition | null;
  private readonly schema: number;
  private failure: unknown = null;
  private isUnsure = false;
  private lastBeat = -Infinity;
  /** When the last try to mend ended, if it failed. */
  private lastMending = -Infinity;
  /** False once zeros could not be added, as on a full disk: trying again after each record would take its last bytes. */
  private mayMakeRoom = true;

  constructor(
    private readonly folder: StorageFolder,
    private readonly window: Window,
    { epoch, schema, parent }: WriterStart,
  ) {
    this.epochNow = epoch;
    this.parent = parent;
    this.schema = schema;
  }

  get epoch(): number {
    return this.epochNow;
  }

  /** Where the last acknowledged record ends. */
  get position(): JournalPosition | null {
    return this.parent;
  }

  /** Throws the last failure unless it was repaired. */
  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  /**
   * Puts a record on disk, makes sure that no other window has taken over (else throws `FencedError`), then calls
   * `commit`. Returns the number of bytes written.
   */
  append(record: JournalRecord, commit: () => void): number {
    return this.attempt(() => {
      const journal = this.journalAfter(record.seq - 1);
      const written = journal.append(record);
      this.checkFence();
      commit();
      this.parent = journal.position;
      return written;
    });
  }

  /**
   * Makes the records after the given one begin a new journal, which exists when this returns: a snapshot taken now does
   * not depend on the current one, and the next record need not wait for a file.
   */
  beginJournal(seq: number): void {
    if (this.journal?.base === seq) return;
    this.turnPage();
    this.mayMakeRoom = true;
    if (this.failure === null) this.attempt(() => void this.journalAfter(seq));
  }

  /** Does what makes the next records fast; called between batches of requests. */
  settle(): void {
    this.beat();
    const { journal } = this;
    if (!this.mayMakeRoom || this.failure !== null || journal?.needsRoom !== true) return;
    this.mayMakeRoom = false;
    // A failed sync is mended before the next record, which reports it if it fails, too.
    tryFirst(() => this.attempt(() => void (this.mayMakeRoom = journal.makeRoom())));
  }

  /** Closes the journal: the next record begins a new one. */
  turnPage(): void {
    this.isUnsure ||= this.journal?.isUnsure ?? false;
    this.journal?.close();
    this.journal = null;
  }

  /** True if all that a failure still asks for is a snapshot. */
  get lacksSnapshot(): boolean {
    return this.failure !== null && this.journal !== null;
  }

  /**
   * After a failure, begins a journal of a new epoch, which cuts off what the failed one may hold after transaction
   * `seq`; throws `FencedError` if another window was faster. If a failed sync left the disk's content unknown, also
   * writes a snapshot, which does not depend on it. Does nothing within `rest` milliseconds after this has failed.
   */
  mend(image: () => FileImage, seq: number, rest: number): void {
    const { surroundings } = this.window;
    if (this.failure === null || surroundings.now() - this.lastMending < rest) return;
    try {
      this.checkFence();
      if (this.journal === null) this.cutOff(seq);
      if (this.isUnsure) writeSnapshot(this.folder, { image: image(), seq, epoch: this.epochNow });
    } catch (error) {
      this.lastMending = surroundings.now();
      this.failure = error;
      throw error;
    }
    this.isUnsure = false;
    this.failure = null;
    this.lastMending = -Infinity;
  }

  checkFence(): void {
    if (isFenced(this.folder, this.epochNow)) throw new FencedError();
  }

  /** Writes the heartbeat, at most once a second; throws `FencedError` instead if another window has taken over. */
  beat(): void {
    const now = this.window.surroundings.now();
    if (now - this.lastBeat < beatInterval) return;
    this.lastBeat = now;
    this.checkFence();
    beat(this.folder, this.epochNow, this.window);
  }

  /** Releases the folder, so that the next window need not wait. */
  release(): void {
    this.turnPage();
    release(this.folder, this.epochNow, this.window);
  }

  private cutOff(seq: number): void {
    // It must be the very next epoch: an epoch of another window in between could hold records never read here.
    const epoch = this.epochNow + 1;
    if (!createClaim(this.folder, epoch)) throw new FencedError();
    this.epochNow = epoch;
    this.checkFence();
    // A disk that stays full is tried again and again.
    tryFirst(() => removeEach(this.folder, oldClaims(this.folder, epoch)));
    this.journalAfter(seq);
  }

  private journalAfter(base: number): Journal {
    const { folder, epochNow: epoch, schema, parent } = this;
    return (this.journal ??= Journal.create(folder, { epoch, base, schema, parent }));
  }

  /** Runs work on the journal, which a failure ends; it is thrown now and, until it is mended, by each later attempt. */
  private attempt<T>(work: () => T): T {
    this.check();
    try {
      return work();
    } catch (error) {
      this.turnPage();
      this.failure = error;
      throw error;
    }
  }
}
