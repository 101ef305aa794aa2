import { scanFrames } from '../../src/storage/sqljs/files/journalCodec';
import type { ReadableFile, StorageFile, StorageFolder } from '../../src/storage/sqljs/files/storageFolder';

interface Inode {
  /** How many times it is open. */
  opened: number;
  data: Buffer;
  synced: Buffer;
}

/** A folder's fault: it affects the call numbered `at` (from 1), or all calls from then on. */
export interface Fault {
  readonly at: number;
  /** An error code; `short`: a write takes half; `stop`: the process ends there, with a write half done. */
  readonly kind: 'ENOSPC' | 'EIO' | 'EROFS' | 'short' | 'stop';
  readonly forEver?: boolean;
}

/** Fails as a call of the file system with this code does. */
export const fail = (code: string): never => {
  throw Object.assign(new Error(`${code}: made by the test`), { code });
};

const inodeOf = (data: Buffer): Inode => ({ opened: 0, data: Buffer.from(data), synced: Buffer.from(data) });

const sector = 512;

/** A journal's bytes without the zeros that stand ahead of its records. */
export const recordsOf = (journal: Buffer): Buffer => journal.subarray(0, scanFrames(journal).frames.at(-1)?.end);

/** A disk in memory that several windows share and that knows what was synced. */
export class Disk {
  names = new Map<string, Inode>();
  /** True: a file that somebody has open is not removed (`EPERM`), as on Windows. */
  keepsOpenFiles = false;
  private syncedNames = new Map<string, Inode>();

  /** A folder on this disk, as seen by one process. */
  folder(fault: Fault | null = null): DiskFolder {
    return new DiskFolder(this, fault);
  }

  syncNames(): void {
    this.syncedNames = new Map(this.names);
  }

  /** Cuts the power: what was synced remains, and as much of the rest as `luck` (0 to 1) decides. */
  cutPower(luck: () => number): void {
    const kept = luck();
    if (kept < 0.5) this.names = new Map(this.syncedNames);
    for (const inode of this.names.values()) {
      const more = inode.data.length - inode.synced.length;
      const length = more > 0 ? inode.synced.length + Math.floor(more * luck()) : inode.synced.length;
      const data = Buffer.from(inode.data.subarray(0, length));
      // Of what was written over, each sector reached the disk or did not.
      for (let at = 0; at < inode.synced.length; at += sector)
        if (!inode.synced.subarray(at, at + sector).equals(data.subarray(at, at + sector)) && luck() < 0.5)
          inode.synced.copy(data, at, at, at + sector);
      // A file system may have noted the length and not the bytes.
      if (luck() < 0.5) data.fill(0, Math.min(inode.synced.length, length));
      inode.data = data;
      inode.synced = Buffer.from(data);
    }
    this.syncNames();
  }

  /** A copy of every file's bytes, to inspect and restore. */
  save(): ReadonlyMap<string, Buffer> {
    return new Map(Array.from(this.names, ([name, { data }]) => [name, Buffer.from(data)]));
  }

  /** A disk with the given files. */
  static of(files: ReadonlyMap<string, Buffer>): Disk {
    const disk = new Disk();
    for (const [name, data] of files) disk.names.set(name, inodeOf(data));
    disk.syncNames();
    return disk;
  }
}

/** One process's view of a disk, which can fail at a chosen call. */
export class DiskFolder implements StorageFolder {
  calls = 0;
  openFiles = 0;
  /** What another process does before this one's call numbered `at`. */
  interruption: { readonly at: number; readonly work: () => void } | null = null;
  private stopped = false;

  constructor(
    private readonly disk: Disk,
    private readonly fault: Fault | null,
  ) {}

  list(): readonly string[] {
    this.call();
    return Array.from(this.disk.names.keys());
  }

  exists(name: string): boolean {
    this.call();
    return this.disk.names.has(name);
  }

  open(name: string): ReadableFile {
    this.call();
    const inode = this.inode(name);
    const opened = this.opened(inode);
    return {
      size: () => {
        opened.call();
        return inode.data.length;
      },
      read: (into, position) => {
        opened.call();
        return inode.data.copy(into, 0, position);
      },
      close: opened.close,
    };
  }

  create(name: string): StorageFile {
    this.call();
    if (this.disk.names.has(name)) fail('EEXIST');
    const inode = inodeOf(Buffer.alloc(0));
    this.disk.names.set(name, inode);
    const opened = this.opened(inode);
    const write = (bytes: Uint8Array, position: number): number => {
      opened.check();
      return this.write(inode, bytes, position);
    };
    const sync = (): void => {
      opened.call();
      inode.synced = Buffer.from(inode.data);
    };
    return {
      write,
      sync,
      writeLater: async (bytes, position) => write(bytes, position),
      syncLater: async () => sync(),
      close: opened.close,
    };
  }

  rename(from: string, to: string): void {
    this.call();
    const inode = this.inode(from);
    if (this.disk.names.has(to)) throw new Error(`${to} would be written over`);
    this.disk.names.delete(from);
    this.disk.names.set(to, inode);
  }

  remove(name: string): void {
    this.call();
    if (this.inode(name).opened > 0 && this.disk.keepsOpenFiles) fail('EPERM');
    this.disk.names.delete(name);
  }

  sync(): void {
    this.call();
    this.disk.syncNames();
  }

  overwrite(name: string, text: string): void {
    this.call();
    this.disk.names.set(name, inodeOf(Buffer.from(text)));
  }

  /** One opened file. */
  private opened(inode: Inode) {
    this.openFiles += 1;
    inode.opened += 1;
    let isClosed = false;
    const check = (): void => {
      if (isClosed) fail('EBADF');
    };
    return {
      check,
      call: (): void => {
        check();
        this.call();
      },
      close: (): void => {
        check();
        // The file is closed even if this fails.
        isClosed = true;
        this.openFiles -= 1;
        inode.opened -= 1;
        this.call();
      },
    };
  }

  private inode(name: string): Inode {
    return this.disk.names.get(name) ?? fail('ENOENT');
  }

  private write(inode: Inode, bytes: Uint8Array, position: number): number {
    this.interrupt();
    const { fault } = this;
    const isDue = fault !== null && this.calls + 1 === fault.at;
    const isHalf =
      isDue && bytes.length > 1 && (fault.kind === 'short' || fault.kind === 'stop' || fault.kind === 'ENOSPC');
    const taken = isHalf ? bytes.subarray(0, bytes.length >> 1) : bytes;
    if (this.stopped) fail('EIO');
    if (!isDue || isHalf) {
      const growth = Math.max(0, position + taken.length - inode.data.length);
      if (growth > 0) inode.data = Buffer.concat([inode.data, Buffer.alloc(growth)]);
      inode.data.set(taken, position);
    }
    this.call();
    return taken.length;
  }

  private interrupt(): void {
    if (this.interruption?.at !== this.calls + 1) return;
    const { work } = this.interruption;
    this.interruption = null;
    work();
  }

  private call(): void {
    this.interrupt();
    this.calls += 1;
    const { fault } = this;
    if (this.stopped) fail('EIO');
    if (fault === null || fault.kind === 'short') return;
    if (fault.forEver ? this.calls < fault.at : this.calls !== fault.at) return;
    this.stopped = fault.kind === 'stop';
    fail(fault.kind === 'stop' ? 'EIO' : fault.kind);
  }
}

/** Notes the names of the files that a folder creates and reads from then on. */
export const watched = (folder: DiskFolder): { created: string[]; read: string[] } => {
  const names = { created: [] as string[], read: [] as string[] };
  const create = folder.create.bind(folder);
  const open = folder.open.bind(folder);
  Object.assign(folder, {
    create(name: string) {
      names.created.push(name);
      return create(name);
    },
    open(name: string) {
      names.read.push(name);
      return open(name);
    },
  });
  return names;
};
