import type { OpenAI } from 'openai';
import { UserError } from '../domain/errors';
import { Deadline } from './deadline';
import { type Embedder, normalized } from '../domain/embedder';
import { originOf } from './keys';
import { openClient } from './openAiClient';
import { toProviderError } from './openAiErrors';

/** How to reach a server's embedding model. */
export interface OpenAiEmbedderOptions {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
  readonly timeoutMs: number;
}

/** How many texts are sent in one request. */
const batchSize = 64;

/** Vectors from any server with an OpenAI-compatible embeddings API. */
export class OpenAiEmbedder implements Embedder {
  readonly id: string;
  private client: Promise<OpenAI> | null = null;

  constructor(private readonly options: OpenAiEmbedderOptions) {
    this.id = `${originOf(options.baseUrl)} ${options.model}`;
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    signal.throwIfAborted();
    const { baseUrl, apiKey, model } = this.options;
    const deadline = new Deadline(signal);
    try {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += batchSize)
        vectors.push(...(await this.batch(texts.slice(at, at + batchSize), deadline)));
      return vectors;
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw toProviderError(error, { provider: 'OpenAI', origin: originOf(baseUrl), model, apiKey });
    } finally {
      deadline.dispose();
    }
  }

  private async batch(texts: readonly string[], deadline: Deadline): Promise<Float32Array[]> {
    const { baseUrl, apiKey, model, timeoutMs } = this.options;
    this.client ??= openClient(baseUrl, apiKey);
    const client = await this.client;
    // Servers that do not support base64, the package's default, return numbers anyway: request those.
    const request = client.embeddings.create(
      { model, input: [...texts], encoding_format: 'float' },
      { signal: deadline.signal },
    );
    const { data } = await deadline.wait(request, timeoutMs, 'firstToken');
    const ordered = [...(data ?? [])].sort((a, b) => a.index - b.index);
    if (ordered.length !== texts.length)
      throw new UserError('badResponse', { reason: `${ordered.length} vectors for ${texts.length} texts` });
    return ordered.map(({ embedding }) => normalized(Float32Array.from(embedding)));
  }
}
