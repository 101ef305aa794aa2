/** The usual page of SQLite, which it reads and writes as a whole: a write of one needs nothing of what was there. */
export const pieceLength = 4096;
const sliceLength = 128 * 1024;
/** SQLite reads at most one page at once (https://www.sqlite.org/limits.html): a longer read means that sql.js takes the whole file. */
const maxReadLength = 64 * 1024;

/** A file on disk with the bytes that a database began with. */
export interface FileSource {
  readonly length: number;
  /** Reads the piece of that number; throws if it cannot be read or has changed. */
  read(piece: number, into: Uint8Array): void;
  close(): void;
}

/** A database file's bytes at one moment. */
export interface FileImage {
  readonly length: number;
  /** The bytes in order; each array is valid until the next one is taken. */
  slices(): Iterable<Uint8Array>;
  /** Declares the image no longer needed. */
  release(): void;
}

/** What was written, by number; every other piece is as in the source, or zeros after its end. */
type Pieces = (Uint8Array | undefined)[];

const readFrom = (source: FileSource | null, piece: number, into: Uint8Array): void => {
  const length = Math.max(0, (source?.length ?? 0) - piece * pieceLength);
  if (length > 0) source?.read(piece, into.subarray(0, length));
  into.fill(0, length);
};

/** What the file system of sql.js takes for a failed call: its field for the code (29: EIO) has a name of a minifier's choice. */
const failedCall = new Proxy(new Error(), { get: (_, field) => (field === 'name' ? 'ErrnoError' : 29) });

/**
 * The bytes behind one sql.js database. The file system of sql.js keeps a file in one typed array. This class replaces
 * that array (it has the four members in use): it keeps only what was written and reads the rest from the source each
 * time. An image shares what was written until then; a piece that an image shares is not written but replaced.
 */
export class DatabaseFile {
  /** Larger than any length the file system needs, so that it never grows the file. */
  readonly length = Number.MAX_SAFE_INTEGER;
  private readonly pieces: Pieces = [];
  private readonly images = new Map<FileImage, Pieces>();
  private readonly buffer = new Uint8Array(pieceLength);
  private size: number;
  private hasLeft = false;
  private isClosed = false;
  /** Why the last read failed, which SQLite does not learn; the engine resets it. */
  failure: unknown = null;

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

  /** The bytes in a range, valid until the next call. */
  subarray(from: number, to: number): Uint8Array {
    if (to - from > maxReadLength) this.hasLeft = true;
    const [index, at] = [Math.floor(from / pieceLength), from % pieceLength];
    const end = at + to - from;
    if (end <= pieceLength) return (this.pieces[index] ?? this.read(index, this.buffer)).subarray(at, end);
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
      this.writable(index, part.length === pieceLength).set(part, at);
      done += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  /** An image of the current bytes; null once sql.js keeps them elsewhere (as it does when a file is truncated). */
  image(): FileImage | null {
    if (this.hasLeft) return null;
    const { size, source } = this;
    const pieces = this.pieces.slice(0, Math.ceil(size / pieceLength));
    const image: FileImage = {
      length: size,
      *slices() {
        const slice = new Uint8Array(sliceLength);
        for (let start = 0; start < size; start += sliceLength) {
          for (let at = 0; at < sliceLength && start + at < size; at += pieceLength) {
            const index = (start + at) / pieceLength;
            const piece = pieces[index];
            if (piece === undefined) readFrom(source, index, slice.subarray(at, at + pieceLength));
            else slice.set(piece, at);
          }
          yield slice.subarray(0, size - start);
        }
      },
      release: () => {
        this.images.delete(image);
        this.closeUnused();
      },
    };
    this.images.set(image, pieces);
    return image;
  }

  /** Goes over to a source that holds exactly the image, the only one in use: what was written before needs no memory. */
  moveTo(source: FileSource, image: FileImage): void {
    const saved = this.images.get(image);
    if (saved === undefined || this.isClosed) return source.close();
    for (const [index, piece] of saved.entries()) if (this.pieces[index] === piece) this.pieces[index] = undefined;
    this.source?.close();
    this.source = source;
  }

  /** Closes the source, or lets the last image do so. */
  close(): void {
    this.isClosed = true;
    this.closeUnused();
  }

  private closeUnused(): void {
    if (!this.isClosed || this.images.size > 0) return;
    this.source?.close();
    this.source = null;
  }

  /** Reads a piece from the source; a failure is kept, since SQLite only learns that there was one. */
  private read(index: number, into: Uint8Array): Uint8Array {
    try {
      readFrom(this.source, index, into);
      return into;
    } catch (error) {
      this.failure = error;
      throw failedCall;
    }
  }

  /** A piece of which all or some bytes are then written. */
  private writable(index: number, isWhole: boolean): Uint8Array {
    const piece = this.pieces[index];
    const isShared = Array.from(this.images.values()).some((pieces) => pieces[index] === piece);
    if (piece !== undefined && !isShared) return piece;
    const fresh = new Uint8Array(pieceLength);
    if (piece !== undefined) fresh.set(piece);
    else if (!isWhole) this.read(index, fresh);
    return (this.pieces[index] = fresh);
  }
}

/** An image of bytes that do not change. */
export const imageOf = (bytes: Uint8Array): FileImage => ({
  length: bytes.length,
  slices: () => [bytes],
  release: () => {},
});
