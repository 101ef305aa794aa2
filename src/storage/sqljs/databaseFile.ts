const pieceLength = 128 * 1024;
/** SQLite reads at most one page at once (https://www.sqlite.org/limits.html): a longer read means that sql.js takes the whole file. */
const maxReadLength = 64 * 1024;

/** A database file's bytes at one moment. */
export interface FileImage {
  readonly length: number;
  /** The bytes in order, in pieces that stay unchanged until the image is released. */
  pieces(): Iterable<Uint8Array>;
  /** Declares the image no longer needed. */
  release(): void;
}

/**
 * The bytes behind one sql.js database. The file system of sql.js keeps a file in one typed array: every growth copies
 * all of it, and so does `export()`, which blocks the thread for a second at 300 MB. This class replaces that array (it
 * has the four members in use) and keeps the bytes in pieces: growing adds a piece, an image of the file shares all of
 * them, and a piece shared with an image is copied before it is written.
 */
export class DatabaseFile {
  /** Larger than any length the file system needs, so that it never grows the file. */
  readonly length = Number.MAX_SAFE_INTEGER;
  private readonly pieces: Uint8Array[] = [];
  /** Pieces used by images, with the number of images. */
  private readonly shared = new Map<Uint8Array, number>();
  private size = 0;
  private hasLeft = false;

  constructor(bytes: Uint8Array) {
    for (let at = 0; at + pieceLength <= bytes.length; at += pieceLength)
      this.pieces.push(bytes.subarray(at, at + pieceLength));
    const rest = bytes.length % pieceLength;
    if (rest > 0) this.pieces.push(this.newPiece(bytes.subarray(bytes.length - rest)));
    this.size = bytes.length;
  }

  /** Passed to sql.js as the file's initial bytes, which it writes into the empty file through `slice`. */
  get opening(): Uint8Array {
    const opening = { length: this.size, subarray: () => this, slice: () => this };
    return opening as unknown as Uint8Array;
  }

  subarray(from: number, to: number): Uint8Array {
    if (to - from > maxReadLength) this.hasLeft = true;
    const [piece, at] = [Math.floor(from / pieceLength), from % pieceLength];
    const end = at + to - from;
    if (end <= pieceLength) return (this.pieces[piece] ?? this.newPiece()).subarray(at, end);
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
      const [piece, at] = [Math.floor((position + done) / pieceLength), (position + done) % pieceLength];
      const part = bytes.subarray(done, done + pieceLength - at);
      this.writable(piece).set(part, at);
      done += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  /** An image of the current bytes; null once sql.js keeps them elsewhere (as it does when a file is truncated). */
  image(): FileImage | null {
    if (this.hasLeft) return null;
    const { size } = this;
    const pieces = this.pieces.slice(0, Math.ceil(size / pieceLength));
    for (const piece of pieces) this.shared.set(piece, (this.shared.get(piece) ?? 0) + 1);
    let isReleased = false;
    return {
      length: size,
      *pieces() {
        for (const [index, piece] of pieces.entries()) yield piece.subarray(0, size - index * pieceLength);
      },
      release: () => {
        if (!isReleased) for (const piece of pieces) this.unshare(piece);
        isReleased = true;
      },
    };
  }

  private unshare(piece: Uint8Array): void {
    const images = this.shared.get(piece) ?? 0;
    if (images > 1) this.shared.set(piece, images - 1);
    else this.shared.delete(piece);
  }

  private writable(index: number): Uint8Array {
    while (this.pieces.length <= index) this.pieces.push(this.newPiece());
    const piece = this.pieces[index] ?? this.newPiece();
    if (!this.shared.has(piece)) return piece;
    return (this.pieces[index] = this.newPiece(piece));
  }

  private newPiece(bytes: Uint8Array = new Uint8Array(0)): Uint8Array {
    const piece = new Uint8Array(pieceLength);
    piece.set(bytes);
    return piece;
  }
}

/** An image of bytes that do not change. */
export const imageOf = (bytes: Uint8Array): FileImage => ({
  length: bytes.length,
  pieces: () => [bytes],
  release: () => {},
});
