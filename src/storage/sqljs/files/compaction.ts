import { readChain } from './chain';
import type { FileSource } from '../databaseFile';
import { parseNames } from './fileNames';
import { oldClaims } from './ownership';
import { type SnapshotContent, writeSnapshotLater } from './snapshot';
import { type StorageFolder, removeEach } from './storageFolder';

const mebibyte = 1024 * 1024;
const idleJournals = 16;

const between = (least: number, value: number, most: number): number => Math.min(Math.max(least, value), most);

/** What a snapshot would spare: the amount to replay at the next opening, and memory. */
export interface Load {
  readonly journalBytes: number;
  readonly journals: number;
  readonly snapshotBytes: number;
  readonly engine: { readonly writtenBytes: number };
}

/**
 * Whether a new snapshot is due: once the journals exceed 10 % of the last one (4 to 16 MiB); when idle 1/64 of it
 * (256 KiB to 4 MiB), since each snapshot writes and reads the whole database. When idle also once a quarter of it (at
 * least 4 MiB) is in memory, as after the search index, which no journal holds, was built anew.
 */
export const isCompactionDue = ({ journalBytes, journals, snapshotBytes, engine }: Load, idle: boolean): boolean =>
  journalBytes > between(4 * mebibyte, snapshotBytes / 10, 16 * mebibyte) ||
  (idle &&
    (journalBytes > between(mebibyte / 4, snapshotBytes / 64, 4 * mebibyte) ||
      journals > idleJournals ||
      engine.writtenBytes > Math.max(4 * mebibyte, snapshotBytes / 4)));

/**
 * Removes what only generations before the last two need, oldest first, and whatever else was made after the same
 * transaction as the newest, as before its index was built; `damaged` snapshots do not count as generations.
 */
const removeOld = (folder: StorageFolder, newest: string, { seq, epoch, damaged }: Compaction): void => {
  const { snapshots, journals } = parseNames(folder.list());
  const previous = snapshots.find((each) => each.seq < seq && !damaged.has(each.name));
  const oldest = previous?.seq ?? 0;
  // Journals outside the chain from the older snapshot on hold nothing that counts, except one of a window that has just
  // taken over, whose header may not be written yet.
  const needed = new Set(readChain(folder, journals, { seq: oldest }).map(({ journal }) => journal.name));
  const unneeded = needed.size === 0 ? [] : journals.filter((each) => each.epoch <= epoch && !needed.has(each.name));
  const old = snapshots.toReversed().filter((each) => each.seq < oldest || (each.seq === seq && each.name !== newest));
  removeEach(folder, [...[...old, ...unneeded].map(({ name }) => name), ...oldClaims(folder, epoch)]);
  folder.sync();
};

/** The snapshot to write and what may be removed after it. */
export interface Compaction extends SnapshotContent {
  /** Names of snapshots whose content does not match their name or could not be read. */
  readonly damaged: ReadonlySet<string>;
  /** Called before every step, so that a fenced owner changes nothing. */
  readonly mayWrite: () => boolean;
  /** Called when old files could not be removed (a follower may be reading them): the next compaction tries again. */
  readonly onKept: (error: unknown) => void;
}

/**
 * Writes a snapshot and, once it is on disk and was verified by reading it back, removes older generations; returns
 * null if `mayWrite` returned false before the snapshot was complete.
 */
export const compact = async (folder: StorageFolder, compaction: Compaction): Promise<FileSource | null> => {
  const { mayWrite, onKept } = compaction;
  if (!mayWrite()) return null;
  try {
    removeEach(folder, parseNames(folder.list()).temporary);
  } catch (error) {
    onKept(error);
  }
  const snapshot = await writeSnapshotLater(folder, compaction, mayWrite);
  if (snapshot === null) return null;
  try {
    if (mayWrite()) removeOld(folder, snapshot.name, compaction);
  } catch (error) {
    onKept(error);
  }
  return snapshot;
};
