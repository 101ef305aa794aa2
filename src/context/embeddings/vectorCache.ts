import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Embedder } from '../../domain/embedder';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';

/** How many vectors are kept; the least recently used are dropped first. */
const maxVectors = 4000;

interface Kept {
  readonly embedder: string;
  readonly checksum: string;
  readonly hashes: readonly string[];
  /** All vectors concatenated, as base64 of 32-bit floats. */
  readonly vectors: string;
}

/** Vectors by the content of their texts, kept in a file; those of another embedder are discarded. */
export class VectorCache {
  private embedder = '';
  /** The vectors of `embedder`, once they are loaded. */
  private vectors = Promise.resolve(new Map<string, Float32Array>());
  private readonly saving = serialQueue();

  constructor(
    private readonly file: string,
    private readonly log: Log,
  ) {}

  /** Returns a vector for each text; only unknown texts are passed to the embedder, whose errors are thrown. */
  async embed(embedder: Embedder, texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    if (this.embedder !== embedder.id) this.vectors = this.load(embedder.id);
    const ours = this.vectors;
    const vectors = await ours;
    const hashes = texts.map(sha256);
    const wanted = new Map(hashes.map((hash, at) => [hash, texts[at]!]));
    // Copied before the embedder is called: other calls may evict them meanwhile.
    const found = new Map([...vectors].filter(([hash]) => wanted.has(hash)));
    const unknown = [...wanted].filter(([hash]) => !found.has(hash));
    const fresh = await embedder.embed(
      unknown.map(([, text]) => text),
      signal,
    );
    for (const [at, [hash]] of unknown.entries()) found.set(hash, fresh[at]!);
    for (const [hash, vector] of found) {
      vectors.delete(hash);
      vectors.set(hash, vector);
    }
    for (const hash of [...vectors.keys()].slice(0, Math.max(0, vectors.size - maxVectors))) vectors.delete(hash);
    if (unknown.length > 0 && this.vectors === ours) {
      // What was paid for is used even where it cannot be kept.
      await this.save(embedder.id, vectors).catch((error: unknown) =>
        this.log.warn('The embeddings could not be kept', { error: String(error) }),
      );
    }
    return hashes.map((hash) => found.get(hash)!);
  }

  private async load(embedder: string): Promise<Map<string, Float32Array>> {
    this.embedder = embedder;
    // A missing or incomplete file counts as empty: its vectors are computed again.
    const kept = await readFile(this.file, 'utf8').then(
      (text) => parse(text, embedder),
      () => null,
    );
    return kept ?? new Map<string, Float32Array>();
  }

  private save(embedder: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    return this.saving(async () => {
      await mkdir(dirname(this.file), { recursive: true });
      const part = `${this.file}.${process.pid}.part`;
      await writeFile(part, serialize(embedder, vectors));
      await rename(part, this.file);
    });
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

const serialize = (embedder: string, vectors: ReadonlyMap<string, Float32Array>): string => {
  const rows = Array.from(vectors.values(), (row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  const text = Buffer.concat(rows).toString('base64');
  return JSON.stringify({
    embedder,
    checksum: sha256(text),
    hashes: [...vectors.keys()],
    vectors: text,
  } satisfies Kept);
};

/** The vectors in a file's text; null if they are another embedder's or damaged. */
const parse = (text: string, embedder: string): Map<string, Float32Array> | null => {
  let kept: Kept;
  try {
    kept = JSON.parse(text) as Kept;
  } catch {
    return null;
  }
  if (kept.embedder !== embedder || sha256(kept.vectors) !== kept.checksum || kept.hashes.length === 0) return null;
  const bytes = Buffer.from(kept.vectors, 'base64');
  const all = new Float32Array(Uint8Array.from(bytes).buffer);
  const size = all.length / kept.hashes.length;
  return new Map(kept.hashes.map((hash, at) => [hash, all.slice(at * size, (at + 1) * size)]));
};
