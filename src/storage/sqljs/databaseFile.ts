import type { UserError } from '../../domain/errors';
import { asStorageError } from './files/storageErrors';

/** A page of SQLite, which writes whole pages and reads at most one at once: a longer read means that sql.js takes the whole file. */
export const pieceLength = 4096;
const sliceLength = 128 * 1024;

/** What was written, by number; every other piece is as in the source, or zeros after its end. */
type Pieces = readonly (Uint8Array | undefined)[];

/** A file on disk with the bytes that a database began with. */
export interface FileSource {
  readonly length: number;
  /** Reads the piece of that number; throws if it cannot be read or has changed. */
  read(piece: number, into: Uint8Array): void;
  close(): void;
}

/** A database file's bytes at one moment, readable until the database is closed or moves to another image. */
export interface FileImage {
  readonly length: number;
  readonly pieces: Pieces;
  /** The bytes in order; each array is valid until the next one is taken. */
  slices(): Iterable<Uint8Array>;
}

const readFrom = (source: FileSource | null, piece: number, into: Uint8Array): void => {
  const length = Math.max(0, (source?.length ?? 0) - piece * pieceLength);
  if (length > 0) source?.read(piece, into.subarray(0, length));
  into.fill(0, length);
};

/**
 * What the file system of sql.js takes for a failed call: its field for the code has a name of a minifier's choice. 28
 * (EINVAL) is a "disk I/O error" to SQLite, which undoes the transaction; it would take 29 (EIO) for damaged data and try
 * again for ever at 27 (EINTR).
 */
const failedCall = new Proxy(new Error(), { get: (_, field) => (field === 'name' ? 'ErrnoError' : 28) });

/**
 * The bytes behind one sql.js database. The file system of sql.js keeps a file in one typed array. This class replaces
 * that array (it has the four members in use): it keeps only what was written and reads the rest from the source each
 * time. A piece that an image shares is not written but replaced, so an image is only a list of them.
 */
export class DatabaseFile {
  /** Larger than any length the file system needs, so that it never grows the file. */
  readonly length = Number.MAX_SAFE_INTEGER;
  private readonly pieces: (Uint8Array | undefined)[] = [];
  /** The number of images there were when each piece was written: an older one is shared with the images since then. */
  private readonly writtenAt: number[] = [];
  private images = 0;
  private readonly buffer = new Uint8Array(pieceLength);
  private size: number;
  private hasLeft = false;
  /** Why the last read that failed did so, which SQLite does not learn. */
  failure: UserError | null = null;

  /** Takes ownership of the source. */
  constructor(private source: FileSource | null) {
    this.size = source?.length ?? 0;
    this.pieces.length = Math.ceil(this.size / pieceLength);
  }

  /** Passed to sql.js as the file's initial bytes, which it writes into the empty file through `slice`. */
  get opening(): Uint8Array {
    const opening = { length: this.size, subarray: () => this, slice: () => this };
    return opening as unknown as Uint8Array;
  }

  /** The size of what is kept in memory here; counted each time. */
  get writtenBytes(): number {
    if (this.hasLeft) return 0;
    return this.pieces.reduce((sum, piece) => sum + (piece?.length ?? 0), 0);
  }

  /** The bytes in a range, valid until the next call. */
  subarray(from: number, to: number): Uint8Array {
    if (to - from > pieceLength) this.hasLeft = true;
    const [index, at] = [Math.floor(from / pieceLength), from % pieceLength];
    const end = at + to - from;
    if (end <= pieceLength) return this.piece(index).subarray(at, end);
    const bytes = new Uint8Array(to - from);
    for (let done = 0; done < bytes.length;) {
      const part = this.subarray(from + done, Math.min(to, from + done + pieceLength - ((from + done) % pieceLength)));
      bytes.set(part, done);
      done += part.length;
    }
    return bytes;
  }

  set(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length;) {
      const [index, at] = [Math.floor((position + done) / pieceLength), (position + done) % pieceLength];
      const part = bytes.subarray(done, done + pieceLength - at);
      const own = this.writtenAt[index] === this.images ? this.pieces[index] : undefined;
      const piece = own ?? new Uint8Array(pieceLength);
      if (own === undefined && part.length < pieceLength) piece.set(this.piece(index));
      piece.set(part, at);
      this.pieces[index] = piece;
      this.writtenAt[index] = this.images;
      done += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  /** An image of the current bytes; null once sql.js keeps them elsewhere (as it does when a file is truncated). */
  image(): FileImage | null {
    if (this.hasLeft) return null;
    this.images += 1;
    const { size } = this;
    const pieces = this.pieces.slice(0, Math.ceil(size / pieceLength));
    return {
      length: size,
      pieces,
      slices: () => this.slices(size, pieces),
    };
  }

  /** Goes over to a source that holds exactly the image: what was written before needs no memory. */
  moveTo(source: FileSource, { pieces }: FileImage): void {
    for (const [index, piece] of pieces.entries()) if (this.pieces[index] === piece) this.pieces[index] = undefined;
    this.close();
    this.source = source;
  }

  close(): void {
    this.source?.close();
  }

  private *slices(size: number, pieces: Pieces): Generator<Uint8Array> {
    const slice = new Uint8Array(sliceLength);
    for (let start = 0; start < size; start += sliceLength) {
      for (let at = 0; at < sliceLength && start + at < size; at += pieceLength) {
        const index = (start + at) / pieceLength;
        const piece = pieces[index];
        if (piece === undefined) this.read(index, slice.subarray(at, at + pieceLength));
        else slice.set(piece, at);
      }
      yield slice.subarray(0, size - start);
    }
  }

  /** A piece as it is now, valid until the next call. */
  private piece(index: number): Uint8Array {
    const piece = this.pieces[index];
    if (piece !== undefined) return piece;
    try {
      this.read(index, this.buffer);
    } catch {
      throw failedCall;
    }
    return this.buffer;
  }

  private read(index: number, into: Uint8Array): void {
    try {
      readFrom(this.source, index, into);
    } catch (error) {
      throw (this.failure = asStorageError(error));
    }
  }
}

/** An image of bytes that do not change. */
export const imageOf = (bytes: Uint8Array): FileImage => ({
  length: bytes.length,
  pieces: [],
  slices: () => [bytes],
});
