import { UserError } from '../../../domain/errors';
import type { StoreChange } from '../../storeChange';
import type { Engine } from '../engine';
import { type DatabaseKind, schemaOf, schemaOfBytes, seqOf } from '../migrate';
import { type FolderNames, parseNames } from './fileNames';
import type { JournalPosition } from './journalCodec';
import { StaleError, replay } from './replay';
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
  /** The changes made by the transactions after the snapshot. */
  readonly changes: readonly StoreChange[];
  /** Names of snapshots whose content does not match their name. */
  readonly damaged: readonly string[];
  /** Why the data may only be read: `storageCorrupt` (everything before the damage is there) or `storageNewer`. */
  readonly problem: UserError | null;
}

/** The schema of the newest snapshot, read from its beginning only; 0 in an empty folder. */
export const storedSchema = (folder: StorageFolder): number => {
  const [newest] = parseNames(folder.list()).snapshots;
  return newest === undefined ? 0 : schemaOfBytes(readFile(folder, newest.name, 0, 100));
};

/** Whether a database is as of that transaction; closed if not. */
const isAt = (engine: Engine, seq: number): boolean => {
  let found: number | null = null;
  try {
    found = seqOf(engine);
  } finally {
    if (found !== seq) engine.close();
  }
  return found === seq;
};

/** Opens the newest intact snapshot; returns null if there are no snapshots or journals, throws if no snapshot is intact. */
const restoreSnapshot = (folder: StorageFolder, names: FolderNames, { create }: DatabaseKind) => {
  const damaged: string[] = [];
  for (const { name, seq, crc } of names.snapshots) {
    const source = openSnapshot(folder, name, crc);
    const engine = source === null ? null : create(source);
    if (engine !== null && source !== null && isAt(engine, seq))
      return { engine, seq, snapshotBytes: source.length, damaged };
    damaged.push(name);
  }
  const [file] = [...damaged, ...names.journals.map(({ name }) => name)];
  if (file === undefined) return null;
  throw new UserError('storageCorrupt', { file, reason: 'no snapshot is whole' });
};

const empty = {
  seq: 0,
  position: null,
  found: false,
  snapshotBytes: 0,
  journalBytes: 0,
  changes: [],
  damaged: [],
  problem: null,
};

const restoreOnce = (folder: StorageFolder, kind: DatabaseKind): Restored => {
  const names = parseNames(folder.list());
  const snapshot = restoreSnapshot(folder, names, kind);
  if (snapshot === null) return { ...empty, engine: kind.create(null) };
  const [schema, supported] = [schemaOf(snapshot.engine), kind.migrations.length];
  const newer = schema > supported ? new UserError('storageNewer', { found: schema, supported }) : null;
  try {
    const { seq, position, bytes, changes, problem } = replay(
      folder,
      kind,
      snapshot.engine,
      { seq: snapshot.seq, position: null },
      names.journals,
    );
    // Unlike what a journal lacks, data that could not be read is there; or the snapshot has just been damaged.
    if (problem?.code === 'storageFailed') throw problem;
    return { ...snapshot, seq, position, found: true, journalBytes: bytes, changes, problem: newer ?? problem };
  } catch (error) {
    snapshot.engine.close();
    throw error;
  }
};

/**
 * Reads a folder without changing it: the newest intact snapshot and every transaction after it. While another window
 * writes, files may disappear and a record may be half written, so inconsistent data is read again.
 */
export const restore = (folder: StorageFolder, kind: DatabaseKind): Restored => {
  for (let attempt = 1; ; attempt += 1)
    try {
      const restored = restoreOnce(folder, kind);
      if (restored.problem?.code !== 'storageCorrupt' || attempt === attempts) return restored;
      restored.engine.close();
    } catch (error) {
      const moving = error instanceof StaleError || errorCode(error) === 'ENOENT' || error instanceof UserError;
      if (!moving || attempt === attempts) throw error;
    }
};
