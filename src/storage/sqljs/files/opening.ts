import { UserError } from '../../../domain/errors';
import type { StoreChange } from '../../storeChange';
import { type Engine, orClose } from '../engine';
import { type DatabaseKind, migrate, migrateToRead, schemaOf } from '../migrate';
import { corrupt } from './chain';
import { parseNames } from './fileNames';
import type { JournalPosition } from './journalCodec';
import { type Window, beat, claimNextEpoch, oldClaims, release, waitForRelease } from './ownership';
import { type Restored, restore, storedSchema } from './restore';
import { writeSnapshot } from './snapshot';
import { asStorageError } from './storageErrors';
import { type StorageFolder, removeEach, tryFirst } from './storageFolder';
import { FencedError, Writer } from './writer';

const attempts = 5;

/** A folder, the kind of database in it, and the window that opens it. */
export interface Place {
  readonly folder: StorageFolder;
  readonly kind: DatabaseKind;
  readonly window: Window;
}

/** A folder's data as seen by one window. */
export interface Opened {
  readonly engine: Engine;
  readonly seq: number;
  readonly position: JournalPosition | null;
  /** Null in a window that only reads. */
  readonly writer: Writer | null;
  readonly problem: UserError | null;
  readonly snapshotBytes: number;
  readonly journalBytes: number;
  readonly journals: number;
  /** The result of `newestNames`; null if nothing in the folder may take the place of what the window has. */
  readonly newest: string | null;
  /** The changes made by the replayed transactions. */
  readonly changes: readonly StoreChange[];
  readonly damaged: readonly string[];
}

const olderState = corrupt(
  'data folder',
  'it holds an older state than this window, which keeps its own until it is reloaded',
);

/** The names of the newest snapshot and journal: damaged data may become readable once these change. */
export const newestNames = (folder: StorageFolder): string => {
  const { snapshots, journals } = parseNames(folder.list());
  return `${snapshots[0]?.name} ${journals.at(-1)?.name}`;
};

const asOpened = ({ folder }: Place, restored: Restored, more: Pick<Opened, 'writer' | 'problem'>): Opened => ({
  ...restored,
  newest: newestNames(folder),
  ...more,
});

/** Data that this window only reads, even before there is any. */
const asReadable = (place: Place, restored: Restored, problem: UserError | null): Opened =>
  orClose(restored.engine, () => {
    migrateToRead(restored.engine, place.kind, restored.seq);
    return asOpened(place, restored, { writer: null, problem });
  });

/** Reads the folder without writing to it; `problem` says why it cannot be written although no other window writes. */
export const openToRead = (place: Place, problem: UserError | null = null, known = 0): Opened => {
  const restored = restore(place.folder, place.kind, known);
  return asReadable(place, restored, restored.problem ?? problem);
};

/** Migrates new or older data to this version's schema, before anything is written on top; throws `FencedError`. */
const bringUpToDate = ({ folder, kind }: Place, { engine, found, seq }: Restored, writer: Writer): number => {
  const schema = kind.migrations.length;
  if (found && schemaOf(engine) === schema) return seq;
  const next = found ? seq + 1 : 0;
  migrate(engine, kind, schema, next);
  // The snapshot ends the replay of these transactions, so the index would miss them: rebuild it.
  engine.query("delete from meta where key = 'searchVersion'", []);
  // An owner of an older version either claimed the folder before this check or finds the journal, whose header tells
  // that the data is migrated: it writes nothing that the snapshot would hide.
  if (found) writer.beginJournal(next);
  writer.checkFence();
  writeSnapshot(folder, { image: engine.export(), seq: next, epoch: writer.epoch });
  return next;
};

/** Data of a newer version, opened for reading; null if this version can write it. */
const openNewer = (place: Place): Opened | null => {
  if (storedSchema(place.folder) <= place.kind.migrations.length) return null;
  const opened = openToRead(place);
  if (opened.problem !== null) return opened;
  opened.engine.close();
  return null;
};

/** Reads a claimed folder; null if another window has claimed it meanwhile. */
const openClaimed = (place: Place, epoch: number, known: number): Opened | null => {
  const { folder, kind, window } = place;
  const restored = restore(folder, kind, known);
  if (restored.problem !== null) return asReadable(place, restored, restored.problem);
  const { engine, position, spare } = restored;
  const parent = spare === null ? position : spare.parent;
  const writer = new Writer(folder, window, { epoch, schema: kind.migrations.length, parent });
  try {
    const seq = bringUpToDate(place, restored, writer);
    // It cuts off what a window that this one fenced may still write. Where it fails, mending does the same.
    tryFirst(() => {
      writer.beginJournal(seq);
      writer.checkFence();
      if (spare !== null) folder.remove(spare.name);
    });
    return asOpened(place, { ...restored, seq }, { writer, problem: null });
  } catch (error) {
    writer.turnPage();
    if (!(error instanceof FencedError))
      return orClose(engine, () => asOpened(place, restored, { writer: null, problem: asStorageError(error) }));
    engine.close();
    return null;
  }
};

/**
 * Claims the folder and reads it; returns null if another window was faster. Where nothing can be written, the data is
 * opened for reading, or stays as `before` has it.
 */
export const openToWrite = (place: Place, before?: Opened): Opened | null => {
  const { folder, window } = place;
  let epoch: number | null;
  try {
    const newer = openNewer(place);
    if (newer !== null) return newer;
    epoch = claimNextEpoch(folder);
  } catch (error) {
    const problem = asStorageError(error);
    return before === undefined ? openToRead(place, problem) : { ...before, problem };
  }
  if (epoch === null) return null;
  const claimed = epoch;
  // Reading may take long: without a sign of life the owner that it fences would take the folder back meanwhile.
  tryFirst(() => beat(folder, claimed, window));
  let opened: Opened | null = null;
  try {
    opened = openClaimed(place, claimed, before?.seq ?? 0);
    return opened;
  } finally {
    if (opened === null || opened.writer === null) tryFirst(() => release(folder, claimed, window));
    // Beside damaged data that is shown, nothing is removed.
    if (opened?.problem?.code !== 'storageCorrupt') tryFirst(() => removeEach(folder, oldClaims(folder, claimed)));
  }
};

/** Opens for writing once no other window writes, else for reading; data of a newer version is only read, with nothing written. */
export const openPolitely = async (place: Place): Promise<Opened> => {
  const { folder, kind, window } = place;
  const newer = openNewer(place);
  if (newer !== null) return newer;
  // Windows running an older version cannot continue beside this one, so do not wait for them.
  const schema = storedSchema(folder);
  const isOlder = schema > 0 && schema < kind.migrations.length;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (!isOlder && !(await waitForRelease(folder, window))) break;
    const opened = openToWrite(place);
    if (opened !== null) return opened;
  }
  return openToRead(place);
};

/**
 * Reads a folder again. If it is damaged or was emptied and yields less than the window has, what the window has is kept
 * for reading and export: it may be the last complete copy. Where an older copy then stands in for it, that is kept until
 * the window is reloaded, since whatever is added to the older one lacks it.
 */
export const openAgain = <Result extends Opened | null>(
  { folder }: Place,
  before: Opened,
  open: () => Result,
): Result | Opened => {
  const keep = (problem: UserError, newest: string | null): Opened => ({ ...before, writer: null, problem, newest });
  try {
    const opened = open();
    const problem = opened?.problem ?? before.problem;
    if (opened === null || problem?.code !== 'storageCorrupt' || opened.seq >= before.seq) return opened;
    opened.engine.close();
    return opened.problem === null ? keep(olderState, null) : keep(problem, newestNames(folder));
  } catch (error) {
    if (error instanceof UserError && error.code === 'storageCorrupt') return keep(error, newestNames(folder));
    throw error;
  }
};
