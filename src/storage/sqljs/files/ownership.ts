import type { Surroundings } from '../surroundings';
import { lockName, newestEpoch, newestOwner, ownerName, parseNames } from './fileNames';
import { type StorageFolder, closeQuietly, errorCode, readFile } from './storageFolder';

/** The interval of the owner's heartbeat, in milliseconds. */
export const beatInterval = 1000;
const lookInterval = 250;
const silence = 5 * beatInterval;
const patience = 6 * beatInterval;

/** The content of `lock.json`: which window writes, and its heartbeat. A courtesy only: safety rests on the claims. */
interface Lock {
  readonly epoch: number;
  /** Identifies one window, also across crashes of its worker. */
  readonly window: string;
  readonly pid: number;
  readonly machine: string;
  readonly beat: number;
  readonly released: boolean;
}

/** The window that opens the folder. */
export interface Window {
  readonly id: string;
  readonly surroundings: Surroundings;
}

/**
 * True if the newest claim, the only one never removed, is not that of the given epoch. The claim's mere existence
 * proves nothing: a window that hung between looking and claiming recreates the name of a removed claim.
 */
export const isFenced = (folder: StorageFolder, epoch: number): boolean => newestOwner(folder.list()) !== epoch;

/**
 * Creates the claim of an epoch; returns false if its name is taken. A claim is valid only while it is the newest
 * (`isFenced`); one made too late fences nobody and stays until old claims are removed. The file's name alone is the
 * claim; it is on disk before anything is acknowledged in its epoch, because starting a journal syncs the folder.
 */
export const createClaim = (folder: StorageFolder, epoch: number): boolean => {
  try {
    closeQuietly(folder.create(ownerName(epoch)));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
};

/** Claims the epoch after the newest one, for a window that then reads everything; returns null if another was faster. */
export const claimNextEpoch = (folder: StorageFolder): number | null => {
  const epoch = newestEpoch(parseNames(folder.list())) + 1;
  return createClaim(folder, epoch) && !isFenced(folder, epoch) ? epoch : null;
};

/** The names of the claims before the given epoch, which may be removed. */
export const oldClaims = (folder: StorageFolder, epoch: number): readonly string[] =>
  parseNames(folder.list())
    .owners.filter((claimed) => claimed < epoch)
    .map(ownerName);

/** Writes the owner's heartbeat, or that it has released the folder. */
export const beat = (folder: StorageFolder, epoch: number, { id, surroundings }: Window, released = false): void => {
  const { pid, machine } = surroundings;
  const lock: Lock = { epoch, window: id, pid, machine, beat: surroundings.now(), released };
  folder.overwrite(lockName, JSON.stringify(lock));
};

/** Writes that the owner of the epoch has released the folder, unless another window has claimed it. */
export const release = (folder: StorageFolder, epoch: number, window: Window): void => {
  if (!isFenced(folder, epoch)) beat(folder, epoch, window, true);
};

/** The lock and its text: both null if there is no lock; if it cannot be read, the lock is null and the text says why. */
const readLock = (folder: StorageFolder): { text: string | null; lock: Lock | null } => {
  let text: string | null = null;
  try {
    text = Buffer.from(readFile(folder, lockName)).toString();
    return { text, lock: JSON.parse(text) as Lock };
  } catch (error) {
    return { text: errorCode(error) === 'ENOENT' ? null : (text ?? String(error)), lock: null };
  }
};

/** True if nobody writes any more, as far as the lock shows without waiting. */
const isReleased = ({ text, lock }: ReturnType<typeof readLock>, { id, surroundings }: Window): boolean => {
  if (lock === null) return text === null;
  if (lock.released || lock.window === id) return true;
  return lock.machine === surroundings.machine && !surroundings.isRunning(lock.pid);
};

/** Watches the lock over repeated looks. */
export class OwnerWatch {
  /** The last text of the lock: null if it was released, undefined before the first look. */
  private sign: string | null | undefined;
  /** The time spent watching, which grows by at most one heartbeat's interval a look: a machine that stood still saw nothing. */
  private watched = 0;
  private lastLook: number;
  private since = 0;
  private lock: Lock | null = null;
  private hasBeaten = false;

  constructor(
    private readonly folder: StorageFolder,
    private readonly window: Window,
  ) {
    this.lastLook = window.surroundings.now();
  }

  /**
   * Returns whether the owner is gone, for how many milliseconds in all this has watched and in how many of them the
   * owner was gone or without a heartbeat, and whether two heartbeats were seen, of which the last one is recent: a lock
   * alone may have been left by a machine that is gone.
   */
  look(): {
    readonly released: boolean;
    readonly watched: number;
    readonly quiet: number;
    readonly isAlive: boolean;
  } {
    const read = readLock(this.folder);
    const released = isReleased(read, this.window);
    const sign = released ? null : read.text;
    const now = this.window.surroundings.now();
    this.watched += Math.min(now - this.lastLook, beatInterval);
    this.lastLook = now;
    if (sign !== this.sign) {
      this.hasBeaten = !released && read.lock !== null && read.lock.window === this.lock?.window;
      this.lock = released ? null : read.lock;
      this.since = this.watched;
    }
    this.sign = sign;
    const { watched } = this;
    const quiet = watched - this.since;
    return { released, watched, quiet, isAlive: this.hasBeaten && quiet < silence };
  }
}

/** Waits until the owner is gone or silent (true), or has stayed alive for six seconds (false). */
export const waitForRelease = async (folder: StorageFolder, window: Window): Promise<boolean> => {
  const watch = new OwnerWatch(folder, window);
  for (;;) {
    const { released, watched, quiet } = watch.look();
    if (released || quiet >= silence) return true;
    if (watched >= patience) return false;
    await window.surroundings.sleep(lookInterval);
  }
};
