import { UserError, isOfDisk } from '../../domain/errors';
import { type StoreChange, everything } from '../storeChange';
import type { Database } from './database';
import type { FileImage } from './databaseFile';
import type { Engine } from './engine';
import { compact, isCompactionDue } from './files/compaction';
import { catchUp } from './files/following';
import type { JournalStatement } from './files/journalCodec';
import { type Opened, type Place, openAgain, openPolitely, openToWrite } from './files/opening';
import { OwnerWatch, isFenced } from './files/ownership';
import { unknownPosition } from './files/replay';
import { asStorageError } from './files/storageErrors';
import { FencedError, type Writer } from './files/writer';
import { type Notice, type StorageState, standingOf } from './messages';
import { setSeq } from './migrate';

/** How long a folder must be without a writer before a follower takes over by itself: a reloading window comes first. */
const vacancy = 10_000;
const idleAfter = 2000;
const restAfterFailure = 60_000;
const restAfterClaim = 1000;
const restAfterReread = 10_000;
const claimAttempts = 5;
/** The size of a database that can still be written in the short time an ending window has. */
const quickBytes = 64 * 1024 * 1024;

/** The database of a folder: written by this window (the owner), or shown while another one writes (a follower). */
export class FolderDatabase implements Database {
  private compacting: Promise<void> | null = null;
  private compactAfter = -Infinity;
  private lastCommit = -Infinity;
  private lastClaim = -Infinity;
  private rereadAfter = -Infinity;
  private isClosing = false;
  private applied: StoreChange[];
  private readonly watch: OwnerWatch;
  private lastWarning = '';
  private prepareImage: () => void = () => {};

  private constructor(
    private readonly place: Place,
    private readonly tell: (notice: Notice) => void,
    private readonly compactAt: number | null,
    private opened: Opened,
  ) {
    this.applied = [...opened.changes];
    this.watch = new OwnerWatch(place.folder, place.window);
  }

  /** Opens a folder; throws `storageCorrupt` if nothing in it can be read. `compactAt` lowers the journal bytes that trigger a snapshot. */
  static async open(place: Place, tell: (notice: Notice) => void, compactAt: number | null): Promise<FolderDatabase> {
    const opened = await openPolitely(place).catch((error: unknown) => {
      throw asStorageError(error);
    });
    const database = new FolderDatabase(place, tell, compactAt, opened);
    database.warnOfDamaged();
    return database;
  }

  get engine(): Engine {
    return this.opened.engine;
  }

  get state(): StorageState {
    return this.opened.writer === null ? 'follower' : 'owner';
  }

  get problem(): UserError | null {
    return this.opened.problem;
  }

  prepare(): void {
    const { writer, problem, seq } = this.opened;
    this.attempt(() => {
      // A snapshot may take long and still not fit: only ticks try it again.
      if (writer?.lacksSnapshot === false) writer.mend(() => this.image(), seq, restAfterClaim);
      else if (isOfDisk(problem)) this.claimVacant();
    });
  }

  checkWritable(): void {
    const { writer, problem } = this.opened;
    if (writer === null) throw problem ?? new UserError('readOnly');
    try {
      writer.check();
    } catch (error) {
      throw asStorageError(error);
    }
  }

  commit(statements: readonly JournalStatement[], changes: readonly StoreChange[]): void {
    const { engine, writer } = this.opened;
    if (statements.length === 0) {
      engine.query('commit', []);
      return;
    }
    if (writer === null) throw new UserError('readOnly');
    const seq = this.opened.seq + 1;
    let written: number;
    try {
      written = writer.append({ seq, statements, changes }, () => engine.query('commit', []));
    } catch (error) {
      engine.rollback();
      this.giveWay(error);
      throw error instanceof FencedError ? new UserError('readOnly') : asStorageError(error);
    }
    this.opened = { ...this.opened, seq, journalBytes: this.opened.journalBytes + written };
    this.applied.push(...changes);
    this.lastCommit = this.now();
  }

  takeApplied(take: (changes: readonly StoreChange[]) => void): void {
    take(this.applied);
    this.applied = [];
  }

  beforeSnapshot(work: () => void): void {
    this.prepareImage = work;
  }

  tick(isIndexing: boolean): void {
    const { writer } = this.opened;
    this.attempt(() => (writer === null ? this.follow() : this.own(writer, isIndexing)));
  }

  settle(): void {
    this.attempt(() => this.opened.writer?.settle());
    this.compactIfDue(false);
  }

  takeOver(): void {
    const { problem } = this.opened;
    if (problem?.code === 'storageCorrupt' || problem?.code === 'storageNewer') throw problem;
    try {
      if (this.opened.writer === null) this.claim(claimAttempts);
    } catch (error) {
      throw asStorageError(error);
    }
    if (this.opened.writer === null) throw this.opened.problem ?? new UserError('readOnly');
  }

  async close(): Promise<void> {
    const { writer, snapshotBytes, seq } = this.opened;
    this.attempt(() => writer?.mend(() => this.image(), seq, 0));
    if (snapshotBytes < quickBytes) this.compactIfDue(true, true);
    else this.isClosing = true;
    await this.compacting;
    this.isClosing = true;
    try {
      writer?.release();
    } finally {
      this.engine.close();
    }
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.giveWay(error);
    }
  }

  private now(): number {
    return this.place.window.surroundings.now();
  }

  private own(writer: Writer, isIndexing: boolean): void {
    writer.checkFence();
    writer.beat();
    writer.mend(() => this.image(), this.opened.seq, restAfterFailure);
    if (!isIndexing && this.now() - this.lastCommit > idleAfter) this.compactIfDue(true);
  }

  private follow(): void {
    const before = this.opened;
    if (before.problem?.code === 'storageNewer') return;
    const { released, quiet, isAlive } = this.watch.look();
    if (before.engine.failure !== null || before.position === unknownPosition) {
      // Everything must be read again, which takes its time and may fail again.
      if (this.now() < this.rereadAfter) return;
      this.rereadAfter = this.now() + restAfterReread;
    }
    // If that fails halfway, the engine is ahead of what is known here.
    this.opened = { ...before, position: unknownPosition };
    const { opened: read, changes } = catchUp(this.place, before);
    // While another window writes, it is no longer the disk that keeps this one from writing.
    const opened = isAlive && isOfDisk(read.problem) ? { ...read, problem: null } : read;
    this.goOn(opened);
    if (opened.engine === before.engine) this.applied.push(...changes);
    if (changes.length > 0) this.tell({ type: 'changes', changes });
    if (before.problem?.message !== opened.problem?.message) this.tellState();
    const { problem } = opened;
    if (problem === null ? !released : !isOfDisk(problem)) return;
    const rest = problem === null ? vacancy : restAfterFailure;
    if (Math.min(quiet, this.now() - this.lastClaim) >= rest) this.claim(1);
  }

  /** Tries again to claim a folder that nobody writes, at most once a second. */
  private claimVacant(): void {
    if (this.watch.look().released && this.now() - this.lastClaim >= restAfterClaim) this.claim(1);
  }

  /** Claims the folder and reads everything again: only what is there after the claim counts, perhaps not all that was shown. */
  private claim(attempts: number): void {
    const before = this.opened;
    this.lastClaim = this.now();
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const opened = openAgain(this.place, before, () => openToWrite(this.place, before));
      if (opened === null) continue;
      this.goOn(opened);
      if (opened.writer !== null || opened.problem?.message !== before.problem?.message) this.tellState();
      if (opened.engine !== before.engine) this.tell({ type: 'changes', changes: [everything] });
      return;
    }
  }

  /** Goes on with what was read from the folder, in the same engine or a new one. */
  private goOn(opened: Opened): void {
    const { engine } = this;
    this.opened = opened;
    if (opened.engine === engine) return;
    this.applied = [...opened.changes];
    this.warnOfDamaged();
    // A snapshot that is being written still reads the engine's file.
    void (this.compacting ?? Promise.resolve())
      .then(() => engine.close())
      .catch((error: unknown) => this.warn('Data that is no longer used could not be closed', error));
  }

  /** Turns a fenced owner into a follower; logs any other failure, which is repaired at the next tick or transaction. */
  private giveWay(error: unknown): void {
    const { writer } = this.opened;
    if (error instanceof FencedError && writer !== null) {
      writer.turnPage();
      this.opened = { ...this.opened, position: writer.position, writer: null };
      this.tellState();
    } else this.warn('The storage failed', error);
  }

  private compactIfDue(idle: boolean, isLast = false): void {
    const { writer } = this.opened;
    const isDue = this.opened.journalBytes > (this.compactAt ?? Infinity) || isCompactionDue(this.opened, idle);
    if (!isDue || writer === null || this.compacting !== null || this.isClosing || this.now() < this.compactAfter)
      return;
    this.compacting = this.compact(writer, isLast)
      .catch((error: unknown) => {
        this.compactAfter = this.now() + restAfterFailure;
        this.warn('No snapshot could be written', error);
      })
      .finally(() => {
        this.compacting = null;
      });
  }

  /** Writes a snapshot while transactions continue in the next journal: the image stays as the last one left it. */
  private async compact(writer: Writer, isLast: boolean): Promise<void> {
    const { seq, damaged, journalBytes } = this.opened;
    const { engine } = this;
    const image = this.image();
    if (isLast) writer.turnPage();
    else writer.beginJournal(seq);
    const { epoch } = writer;
    const snapshot = await compact(this.place.folder, {
      image,
      seq,
      epoch,
      damaged: new Set(damaged),
      mayWrite: () => this.opened.writer === writer && !this.isClosing && !isFenced(this.place.folder, epoch),
      onKept: (error) => this.warn('Old files could not be removed', error),
    });
    if (snapshot === null) return;
    engine.moveTo(snapshot, image);
    if (this.engine !== engine) return;
    const since = this.opened.journalBytes - journalBytes;
    this.opened = { ...this.opened, snapshotBytes: image.length, journalBytes: since, journals: 1 };
  }

  private image(): FileImage {
    this.prepareImage();
    setSeq(this.engine, this.opened.seq);
    return this.engine.export();
  }

  private tellState(): void {
    this.tell({ type: 'state', ...standingOf(this) });
  }

  private warnOfDamaged(): void {
    for (const name of this.opened.damaged) this.warn(`${name} is damaged or unreadable and not used`);
  }

  /** Logs a warning; repetitions, as while a disk stays full, are logged once. */
  private warn(...parts: readonly unknown[]): void {
    const text = parts.map(String).join(': ');
    if (text === this.lastWarning) return;
    this.lastWarning = text;
    this.tell({ type: 'log', level: 'warn', message: text });
  }
}
