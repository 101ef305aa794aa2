import { UserError } from '../../../domain/errors';
import type { StoreChange } from '../../storeChange';
import { type Engine, orClose } from '../engine';
import { type DatabaseKind, schemaOf, schemaOfBytes, seqOf } from '../migrate';
import { corrupt, readChain } from './chain';
import { type FolderNames, type SnapshotName, parseNames } from './fileNames';
import type { JournalPosition } from './journalCodec';
import { type Replayed, StaleError, replay } from './replay';
import { openSnapshot } from './snapshot';
import { type StorageFolder, errorCode, readFile } from './storageFolder';

const attempts = 3;

/** The data read from a folder. */
export interface Restored {
  readonly engine: Engine;
  /** The last transaction; 0 in an empty folder. */
  readonly seq: number;
  readonly position: JournalPosition | null;
  /** False in a folder without any data. */
  readonly found: boolean;
  readonly snapshotBytes: number;
  readonly journalBytes: number;
  readonly journals: number;
  /**
   * The last journal, if it holds nothing but zeros after a header as the next one's: that one takes its place, so that
   * windows which only look leave no more than one.
   */
  readonly spare: { readonly name: string; readonly parent: JournalPosition | null } | null;
  /** The changes made by the transactions after the snapshot. */
  readonly changes: readonly StoreChange[];
  /** Names of snapshots whose content does not match their name or could not be read. */
  readonly damaged: readonly string[];
  /** Why the data may only be read: `storageCorrupt` (everything before the damage is there) or `storageNewer`. */
  readonly problem: UserError | null;
}

/**
 * The schema of the newest snapshot and journal, read from their beginnings only; 0 in an empty folder, infinite if they
 * cannot be read: then only reading everything tells.
 */
export const storedSchema = (folder: StorageFolder): number => {
  const { snapshots, journals } = parseNames(folder.list());
  const [newest] = snapshots;
  if (newest === undefined) return 0;
  try {
    const [last] = readChain(folder, journals, { seq: Infinity });
    return Math.max(schemaOfBytes(readFile(folder, newest.name, 0, 100)), last?.header.schema ?? 0);
  } catch {
    return Infinity;
  }
};

/** Opens a snapshot; null if it is not what its name says. */
const openIntact = (folder: StorageFolder, { create }: DatabaseKind, { name, seq, crc }: SnapshotName) => {
  const source = openSnapshot(folder, name, crc);
  if (source === null) return null;
  const engine = create(source);
  if (orClose(engine, () => seqOf(engine)) === seq) return { engine, seq, snapshotBytes: source.length };
  engine.close();
  return null;
};

/** Opens the newest intact snapshot; returns null if there are no snapshots or journals, throws if no snapshot is intact. */
const restoreSnapshot = (folder: StorageFolder, names: FolderNames, kind: DatabaseKind) => {
  const damaged: string[] = [];
  let unread: { readonly seq: number; readonly failure: unknown } | null = null;
  for (const snapshot of names.snapshots) {
    try {
      const opened = openIntact(folder, kind, snapshot);
      if (opened !== null) return { ...opened, damaged, unread };
    } catch (error) {
      // Another window is removing files: those that are there now are read instead.
      if (errorCode(error) === 'ENOENT') throw error;
      unread ??= { seq: snapshot.seq, failure: error };
    }
    damaged.push(snapshot.name);
  }
  if (unread !== null) throw unread.failure;
  const [file] = [...damaged, ...names.journals.map(({ name }) => name)];
  if (file === undefined) return null;
  throw new UserError('storageCorrupt', { file, reason: 'no snapshot is whole' });
};

/** The result for `Restored.spare`. */
const spareJournal = (folder: StorageFolder, { header, position, seq }: Replayed, schema: number) => {
  if (header === null || position === null || header.base !== seq || header.schema !== schema) return null;
  const isEmpty = readFile(folder, position.name, position.end).every((byte) => byte === 0);
  return isEmpty ? { name: position.name, parent: header.parent } : null;
};

const empty = {
  seq: 0,
  position: null,
  found: false,
  snapshotBytes: 0,
  journalBytes: 0,
  journals: 0,
  spare: null,
  changes: [],
  damaged: [],
  problem: null,
};

const restoreOnce = (folder: StorageFolder, kind: DatabaseKind, known: number): Restored => {
  const names = parseNames(folder.list());
  const snapshot = restoreSnapshot(folder, names, kind);
  if (snapshot === null && known > 0)
    throw corrupt('data folder', 'its files are gone (if it is on a share that was away, wait until they are back)');
  if (snapshot === null) return { ...empty, engine: kind.create(null) };
  return orClose(snapshot.engine, () => {
    const [schema, supported] = [schemaOf(snapshot.engine), kind.migrations.length];
    const newer = schema > supported ? new UserError('storageNewer', { found: schema, supported }) : null;
    const replayed = replay(folder, kind, snapshot.engine, { seq: snapshot.seq, position: null }, names.journals);
    const { problem } = replayed;
    // Unlike what a journal lacks, data that could not be read is there; or the snapshot has just been damaged.
    if (problem?.code === 'storageFailed') throw problem;
    const isWritable = newer === null && problem === null;
    // What is written on an older state would be overruled as soon as that snapshot can be read.
    if (isWritable && snapshot.unread !== null && snapshot.unread.seq > replayed.seq) throw snapshot.unread.failure;
    const spare = isWritable ? spareJournal(folder, replayed, supported) : null;
    return { ...snapshot, ...replayed, found: true, spare, problem: newer ?? problem };
  });
};

/**
 * Reads a folder without changing it: the newest intact snapshot and every transaction after it. While another window
 * writes, files may disappear and a record may be half written, so inconsistent data is read again. Throws
 * `storageCorrupt` if nothing is left although transactions up to `known` were there.
 */
export const restore = (folder: StorageFolder, kind: DatabaseKind, known = 0): Restored => {
  for (let attempt = 1; ; attempt += 1)
    try {
      const restored = restoreOnce(folder, kind, known);
      if (restored.problem?.code !== 'storageCorrupt' || attempt === attempts) return restored;
      restored.engine.close();
    } catch (error) {
      const moving = error instanceof StaleError || errorCode(error) === 'ENOENT' || error instanceof UserError;
      if (!moving || attempt === attempts) throw error;
    }
};
