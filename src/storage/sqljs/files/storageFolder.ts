/** A newly created file, open for writing. */
export interface StorageFile {
  /** Writes at a position and returns the number of bytes written, which may be fewer than requested. */
  write(bytes: Uint8Array, position: number): number;
  writeLater(bytes: Uint8Array, position: number): Promise<number>;
  /** Returns once everything written is on disk. */
  sync(): void;
  syncLater(): Promise<void>;
  close(): void;
}

/** The data folder: all file system operations that the storage needs; errors are Node's (with `code`). */
export interface StorageFolder {
  list(): readonly string[];
  exists(name: string): boolean;
  /** The bytes from a position, up to the given length or the end of the file. */
  read(name: string, from?: number, length?: number): Uint8Array;
  /** Creates a file that must not exist yet (`EEXIST`). */
  create(name: string): StorageFile;
  /** Renames a file to a name not in use. */
  rename(from: string, to: string): void;
  remove(name: string): void;
  /** Returns once file names are on disk; does nothing where the system does not support it. */
  sync(): void;
  /** Overwrites a small file, not crash-safe: for the heartbeat only. */
  overwrite(name: string, text: string): void;
}

/** The code of a file system error (`EEXIST`, `ENOSPC`); empty for any other error. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Writes all bytes, however few the file system accepts at once. */
export const writeAll = (file: StorageFile, bytes: Uint8Array, position: number): void => {
  for (let done = 0; done < bytes.length;) {
    const written = file.write(bytes.subarray(done), position + done);
    if (written === 0) throw Object.assign(new Error('ENOSPC: nothing was written'), { code: 'ENOSPC' });
    done += written;
  }
};

/**
 * Closes a file whose bytes are already synced where it matters: a failure says nothing about them, and a retry could
 * close another file.
 */
export const closeQuietly = (file: StorageFile): void => {
  try {
    file.close();
  } catch {
    // See above.
  }
};

/** Removes as many of the files as possible, since others may be reading or removing them; throws the first failure at the end. */
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
