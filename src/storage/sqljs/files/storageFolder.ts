/** One file that was newly created and is open for writing. */
export interface StorageFile {
  /** Writes at a position and gives the number of bytes written, which may be fewer than asked. */
  write(bytes: Uint8Array, position: number): number;
  writeLater(bytes: Uint8Array, position: number): Promise<number>;
  /** Returns once everything written is on the disk. */
  sync(): void;
  syncLater(): Promise<void>;
  close(): void;
}

/** The folder that holds the data: everything the storage asks of a file system, errors as Node has them (`code`). */
export interface StorageFolder {
  list(): readonly string[];
  exists(name: string): boolean;
  /** The bytes from a position on, to the end or as many as asked; fewer where the file ends. */
  read(name: string, from?: number, length?: number): Uint8Array;
  /** Creates a file that must not exist yet (`EEXIST`). */
  create(name: string): StorageFile;
  /** Gives a file a name that is not in use. */
  rename(from: string, to: string): void;
  remove(name: string): void;
  /** Returns once the names of files are on the disk; does nothing where the system cannot. */
  sync(): void;
  /** Writes a small file in place, without care for crashes: for the heartbeat only. */
  overwrite(name: string, text: string): void;
}

/** The code of a file system's error (`EEXIST`, `ENOSPC`); empty for any other error. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Writes everything, however little the file system takes at once. */
export const writeAll = (file: StorageFile, bytes: Uint8Array, position: number): void => {
  for (let done = 0; done < bytes.length;) {
    const written = file.write(bytes.subarray(done), position + done);
    if (written === 0) throw Object.assign(new Error('ENOSPC: nothing was written'), { code: 'ENOSPC' });
    done += written;
  }
};

/** Closes a file whose bytes were synced as far as they count: a failure says nothing of them, and a second try may hit another file. */
export const closeQuietly = (file: StorageFile): void => {
  try {
    file.close();
  } catch {
    // Said above.
  }
};

/** Removes files as far as that can be done, for others may be reading or removing them; throws the first failure at the end. */
export const removeEach = (folder: StorageFolder, names: readonly string[]): void => {
  const failures: unknown[] = [];
  for (const name of names)
    try {
      folder.remove(name);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
};
