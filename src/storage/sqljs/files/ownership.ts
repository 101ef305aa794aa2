import type { Surroundings } from '../surroundings';
import { lockName, newestEpoch, ownerName, parseNames } from './fileNames';
import { type StorageFolder, closeQuietly, errorCode } from './storageFolder';

/** How often the owner shows that it is alive, in milliseconds. */
export const beatInterval = 1000;
const lookInterval = 250;
const silence = 5 * beatInterval;
const patience = 6 * beatInterval;

/** What `lock.json` says: who writes, and that it is alive. For manners only: what is safe rests on the claims. */
interface Lock {
  readonly epoch: number;
  /** Names one window, also across crashes of its worker. */
  readonly window: string;
  readonly pid: number;
  readonly machine: string;
  readonly beat: number;
  readonly released: boolean;
}

/** The window that asks. */
export interface Window {
  readonly id: string;
  readonly surroundings: Surroundings;
}

/**
 * True when another epoch than the given one is the newest that was claimed: the only claim that is never removed. That a
 * claim is there says nothing: whoever hung between looking and claiming makes the name of a removed one again.
 */
export const isFenced = (folder: StorageFolder, epoch: number): boolean =>
  parseNames(folder.list()).owners.at(-1) !== epoch;

/**
 * Creates the claim of an epoch; false when its name is taken. It holds only where it is the newest (`isFenced`), and
 * fences nobody else: one that came too late stays until old ones are removed. The name alone is the claim; it is on the
 * disk before anything is acknowledged in its epoch, for a journal's beginning syncs the folder.
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

/** Claims the epoch after all that were claimed, for a window that then reads everything; null when another was faster. */
export const claimNextEpoch = (folder: StorageFolder): number | null => {
  const epoch = newestEpoch(parseNames(folder.list())) + 1;
  return createClaim(folder, epoch) && !isFenced(folder, epoch) ? epoch : null;
};

/** The names of the claims before the given epoch, which may be removed. */
export const oldClaims = (folder: StorageFolder, epoch: number): readonly string[] =>
  parseNames(folder.list())
    .owners.filter((claimed) => claimed < epoch)
    .map(ownerName);

/** Shows that the owner is alive, or that it has let go. */
export const beat = (folder: StorageFolder, epoch: number, { id, surroundings }: Window, released = false): void => {
  const { pid, machine } = surroundings;
  const lock: Lock = { epoch, window: id, pid, machine, beat: surroundings.now(), released };
  folder.overwrite(lockName, JSON.stringify(lock));
};

/** The lock and its text; no text where there is no lock, no lock where the text is half written. */
const readLock = (folder: StorageFolder): { text: string | null; lock: Lock | null } => {
  let text: string | null = null;
  try {
    text = Buffer.from(folder.read(lockName)).toString();
    return { text, lock: JSON.parse(text) as Lock };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return { text, lock: null };
    throw error;
  }
};

/** True when the lock says that nobody writes any more, as far as this window can tell without waiting. */
const isReleased = ({ text, lock }: ReturnType<typeof readLock>, { id, surroundings }: Window): boolean => {
  if (lock === null) return text === null;
  if (lock.released || lock.window === id) return true;
  return lock.machine === surroundings.machine && !surroundings.isRunning(lock.pid);
};

/** Looks at the lock again and again. */
export class OwnerWatch {
  /** What the lock said last: null when it was released, undefined before the first look. */
  private sign: string | null | undefined;
  private since = 0;

  constructor(
    private readonly folder: StorageFolder,
    private readonly window: Window,
  ) {}

  /** Whether the owner has gone, and for how many milliseconds it has been gone or has not shown that it is alive. */
  look(): { readonly released: boolean; readonly quiet: number } {
    const lock = readLock(this.folder);
    const released = isReleased(lock, this.window);
    const sign = released ? null : lock.text;
    const now = this.window.surroundings.now();
    if (sign !== this.sign) this.since = now;
    this.sign = sign;
    return { released, quiet: now - this.since };
  }
}

/** Waits until the owner has gone or fallen silent (true), or has shown for six seconds that it stays (false). */
export const waitForRelease = async (folder: StorageFolder, window: Window): Promise<boolean> => {
  const { surroundings } = window;
  const watch = new OwnerWatch(folder, window);
  const start = surroundings.now();
  for (;;) {
    const { released, quiet } = watch.look();
    if (released || quiet >= silence) return true;
    if (surroundings.now() - start >= patience) return false;
    await surroundings.sleep(lookInterval);
  }
};
