import { type Clock, systemClock } from '../../domain/clock';
import { type Embedder, similarity } from '../../domain/embedder';
import { isAbort } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { Chunk } from '../retriever';
import type { VectorCache } from './vectorCache';

/** How many candidates are compared for each wanted chunk. */
const candidatesPerChunk = 4;
/** The constant of reciprocal rank fusion: the larger it is, the more slowly a rank loses weight. */
const rankConstant = 60;
/** Characters of a candidate that are embedded. */
const maxText = 4000;
/** How long a failed embedder is not called again, in milliseconds: one that hangs must not hold up every turn. */
const restAfterFailure = 5 * 60_000;

/** The second stage of a search: candidates are compared with the request by embeddings; a hint, never a requirement. */
export class Reranker {
  private failed = false;
  private resting = { embedder: '', until: 0 };

  constructor(
    /** Returns null if embeddings are turned off or no provider offers them. */
    private readonly choose: () => Promise<Embedder | null>,
    private readonly cache: VectorCache,
    private readonly log: Log,
    private readonly clock: Clock = systemClock,
  ) {}

  /** The best chunks by both ranks combined; by the first alone if there is no embedder or it fails, which is logged once. */
  async search(
    find: (limit: number) => Promise<readonly Chunk[]>,
    request: string,
    limit: number,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<readonly Chunk[]> {
    try {
      const embedder = await this.choose();
      if (embedder === null || request.trim() === '' || this.rests(embedder)) return await find(limit);
      const chunks = await find(limit * candidatesPerChunk);
      return (await this.fuse(embedder, chunks, request, signal)).slice(0, limit);
    } catch (error) {
      if (isAbort(error)) throw error;
      if (!this.failed) this.log.warn('Searching goes on without embeddings', { error: String(error) });
      this.failed = true;
      return find(limit);
    }
  }

  private rests({ id }: Embedder): boolean {
    return this.resting.embedder === id && this.clock() < this.resting.until;
  }

  private async fuse(
    embedder: Embedder,
    chunks: readonly Chunk[],
    request: string,
    signal: AbortSignal,
  ): Promise<Chunk[]> {
    const texts = chunks.map(({ path, text }) => `${path}\n${text}`.slice(0, maxText));
    const [asked, ...vectors] = await this.cache
      .embed(embedder, [request, ...texts], signal)
      .catch((error: unknown) => {
        if (!isAbort(error)) this.resting = { embedder: embedder.id, until: this.clock() + restAfterFailure };
        throw error;
      });
    const near = vectors.map((vector) => similarity(asked!, vector));
    const byNearness = [...near.keys()].sort((a, b) => near[b]! - near[a]!);
    const worths = chunks.map((_, rank) => 1 / (rankConstant + rank));
    for (const [rank, at] of byNearness.entries()) worths[at]! += 1 / (rankConstant + rank);
    return [...worths.keys()].sort((a, b) => worths[b]! - worths[a]! || a - b).map((at) => chunks[at]!);
  }
}
