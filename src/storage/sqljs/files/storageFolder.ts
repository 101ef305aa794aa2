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

/** A file opened for reading: it stays readable whatever becomes of its name. */
export interface ReadableFile {
  size(): number;
  /** Reads from a position and returns the number of bytes read, which may be fewer than fit; 0 at the end of the file. */
  read(into: Uint8Array, position: number): number;
  close(): void;
}

/** The data folder: all file system operations that the storage needs; errors are Node's (with `code`). */
export interface StorageFolder {
  list(): readonly string[];
  exists(name: string): boolean;
  open(name: string): ReadableFile;
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

/** Reads from a position until the array is full or the file ends; returns what was read. */
export const readAll = (file: ReadableFile, into: Uint8Array, position: number): Uint8Array => {
  let length = 0;
  for (let read = -1; read !== 0 && length < into.length; length += read)
    read = file.read(into.subarray(length), position + length);
  return into.subarray(0, length);
};

/**
 * Closes a file whose bytes are already synced where it matters: a failure says nothing about them, and a retry could
 * close another file.
 */
export const closeQuietly = (file: { close(): void }): void => {
  try {
    file.close();
  } catch {
    // See above.
  }
};

/** A file's bytes from a position, up to the given length or the end of the file. */
export const readFile = (folder: StorageFolder, name: string, from = 0, length = Infinity): Uint8Array => {
  const file = folder.open(name);
  try {
    return readAll(file, new Uint8Array(Math.max(0, Math.min(length, file.size() - from))), from);
  } finally {
    closeQuietly(file);
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

/** Tries work that need not succeed, as a later heartbeat or snapshot does it again. */
export const tryFirst = (work: () => void): void => {
  try {
    work();
  } catch {
    // See above.
  }
};
