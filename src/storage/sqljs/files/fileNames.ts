/** `snapshot-<seq>-<crc32>.db`: the whole database as it was after transaction `seq`. */
export interface SnapshotName {
  readonly name: string;
  readonly seq: number;
  readonly crc: number;
}

/** `journal-<base>-<epoch>.log`: transactions from `base` + 1 on, written by the owner of the epoch. */
export interface JournalName {
  readonly name: string;
  readonly base: number;
  readonly epoch: number;
}

/** The files in a storage folder; names of any other form belong to others and are never touched. */
export interface FolderNames {
  /** Newest first. */
  readonly snapshots: readonly SnapshotName[];
  /** In the order of writing. */
  readonly journals: readonly JournalName[];
  /** The claimed epochs, oldest first. */
  readonly owners: readonly number[];
  /** Unfinished snapshots. */
  readonly temporary: readonly string[];
}

export const snapshotName = (seq: number, crc: number): string =>
  `snapshot-${seq}-${crc.toString(16).padStart(8, '0')}.db`;
export const temporaryName = (seq: number, epoch: number): string => `snapshot-${seq}-${epoch}.tmp`;
export const journalName = (base: number, epoch: number): string => `journal-${base}-${epoch}.log`;
export const ownerName = (epoch: number): string => `owner-${epoch}`;
export const lockName = 'lock.json';
const ownerPattern = /^owner-(\d{1,15})$/;

/** Sorts the names of a folder's files by kind. */
export const parseNames = (names: readonly string[]): FolderNames => {
  const found = (pattern: RegExp): RegExpExecArray[] =>
    names.map((name) => pattern.exec(name)).filter((match) => match !== null);
  return {
    snapshots: found(/^snapshot-(\d{1,15})-([0-9a-f]{8})\.db$/)
      .map(([name, seq, crc]) => ({ name, seq: Number(seq), crc: Number.parseInt(crc ?? '', 16) }))
      .sort((a, b) => b.seq - a.seq),
    journals: found(/^journal-(\d{1,15})-(\d{1,15})\.log$/)
      .map(([name, base, epoch]) => ({ name, base: Number(base), epoch: Number(epoch) }))
      .sort((a, b) => a.epoch - b.epoch || a.base - b.base),
    owners: found(ownerPattern)
      .map(([, epoch]) => Number(epoch))
      .sort((a, b) => a - b),
    temporary: found(/^snapshot-\d{1,15}-\d{1,15}\.tmp$/).map(([name]) => name),
  };
};

/** The newest claim among the names of a folder's files; 0 if there is none. Asked before every commit. */
export const newestOwner = (names: readonly string[]): number =>
  names.reduce((newest, name) => Math.max(newest, Number(ownerPattern.exec(name)?.[1] ?? 0)), 0);

/** The last epoch claimed; 0 if there is none. */
export const newestEpoch = ({ owners, journals }: FolderNames): number =>
  Math.max(0, owners.at(-1) ?? 0, journals.at(-1)?.epoch ?? 0);
