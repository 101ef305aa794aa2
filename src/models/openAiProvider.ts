import type { OpenAI } from 'openai';
import type { Embedder } from '../domain/embedder';
import { UserError } from '../domain/errors';
import { CompletionEvents, type CompletionChunk } from './completionEvents';
import { Deadline } from './deadline';
import { originOf } from './keys';
import { type ListedModel, priceOf } from './modelPrices';
import type { ModelEvent, ModelPrice, ModelProvider, ModelRequest } from './modelProvider';
import { openClient } from './openAiClient';
import { OpenAiEmbedder } from './openAiEmbedder';
import { type RequestPlace, toProviderError } from './openAiErrors';
import { type Refusable, refusedParameter, requestBody } from './openAiRequest';

/** How to reach a server with an OpenAI-compatible API. */
export interface OpenAiOptions {
  readonly id: 'requesty' | 'openai';
  readonly baseUrl: string;
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** How long to wait for the first part of an answer, and for each further one. */
  readonly firstTokenTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** How long to wait for usage figures after the answer has ended, since some servers keep the connection open. */
const usageMs = 500;

/** The same where more words may follow: a server that has ended must not hold the turn for as long as a slow one may pause. */
const likelyEndMs = 10_000;

/** Any server that speaks the chat completions API: Requesty, OpenAI, Ollama, LM Studio, vLLM. */
export class OpenAiProvider implements ModelProvider {
  readonly id: 'requesty' | 'openai';
  private readonly origin: string;
  private readonly refused = new Map<string, Set<Refusable>>();
  private client: Promise<OpenAI> | null = null;
  /** By model; null until the list of models has been read. */
  private prices: ReadonlyMap<string, ModelPrice | null> | null = null;

  constructor(private readonly options: OpenAiOptions) {
    this.id = options.id;
    this.origin = originOf(options.baseUrl);
  }

  /** False once the model has refused tools. */
  takesTools(model: string): boolean {
    return !this.refused.get(model)?.has('tools');
  }

  /** The price of a model's tokens in the list of models; null if the list has none, undefined before it has been read. */
  price(model: string): ModelPrice | null | undefined {
    return this.prices === null ? undefined : (this.prices.get(model) ?? null);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    signal.throwIfAborted();
    const deadline = new Deadline(signal);
    try {
      yield* this.answer(request, deadline);
    } catch (error) {
      throw this.failure(error, request.model, deadline);
    } finally {
      deadline.dispose();
    }
  }

  /** Embeddings from the same server. */
  embedder(model: string): Embedder {
    const { baseUrl, apiKey, firstTokenTimeoutMs: timeoutMs } = this.options;
    return new OpenAiEmbedder({ baseUrl, apiKey, model, timeoutMs });
  }

  /** Names of the models that the server offers; throws a `UserError`. */
  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const deadline = new Deadline(signal);
    try {
      const client = await this.open();
      const page = await deadline.wait(
        client.models.list({ signal: deadline.signal }),
        this.options.firstTokenTimeoutMs,
        'firstToken',
      );
      const models: readonly ListedModel[] = page.data ?? [];
      this.prices = new Map(models.map((model) => [model.id, priceOf(model)]));
      return models.map(({ id }) => id).sort();
    } catch (error) {
      throw this.failure(error, '', deadline);
    } finally {
      deadline.dispose();
    }
  }

  private async *answer(request: ModelRequest, deadline: Deadline): AsyncGenerator<ModelEvent, void> {
    const { firstTokenTimeoutMs, idleTimeoutMs } = this.options;
    const events = new CompletionEvents(request.maxTokens);
    const chunks = (await deadline.wait(this.send(request, deadline.signal), firstTokenTimeoutMs, 'firstToken'))[
      Symbol.asyncIterator
    ]();
    let answered = false;
    for (;;) {
      const waiting = chunks.next();
      const [ms, phase] = answered ? [idleTimeoutMs, 'idle'] : [firstTokenTimeoutMs, 'firstToken'];
      const tailMs = { open: null, likely: Math.min(ms, likelyEndMs), certain: usageMs }[events.ending];
      const next =
        tailMs === null
          ? await deadline.wait(waiting, ms, phase)
          : await deadline.wait(tail(waiting, tailMs), 2 * tailMs, phase);
      if (next === null || next.done) break;
      for (const event of events.take(next.value)) {
        answered = true;
        yield event;
      }
    }
    // The package ends an aborted stream as if it had been finished.
    deadline.signal.throwIfAborted();
    yield* events.end();
  }

  /** Sends the request; a refused parameter is left out from then on, and if it is `tools`, `toolsRefused` is thrown. */
  private async send(request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<CompletionChunk>> {
    const client = await this.open();
    const refused = this.refused.get(request.model) ?? new Set();
    this.refused.set(request.model, refused);
    for (;;) {
      // Without tools the model needs a different prompt, which only the caller can write.
      if (request.tools.length > 0 && refused.has('tools'))
        throw new UserError('toolsRefused', { model: request.model });
      const body = requestBody(request, refused);
      try {
        const { data, response } = await client.chat.completions.create(body, { signal }).withResponse();
        // A server that does not stream answers with the whole completion.
        return response.headers.get('content-type')?.includes('application/json') ? whole(response) : data;
      } catch (error) {
        const parameter = refusedParameter(error, body);
        if (parameter === null) throw error;
        refused.add(parameter);
      }
    }
  }

  private open(): Promise<OpenAI> {
    this.client ??= openClient(this.options.baseUrl, this.options.apiKey);
    return this.client;
  }

  private failure(error: unknown, model: string, deadline: Deadline): unknown {
    if (deadline.signal.aborted) return deadline.signal.reason;
    const { apiKey } = this.options;
    const place: RequestPlace = {
      provider: this.id === 'requesty' ? 'Requesty' : 'OpenAI',
      origin: this.origin,
      model,
      apiKey,
    };
    return toProviderError(error, place);
  }
}

/** What follows the end of the answer; null if nothing arrives in time or the connection breaks, as the answer is complete without it. */
const tail = <T>(waiting: Promise<T>, ms: number): Promise<T | null> =>
  Promise.race([waiting.catch(() => null), new Promise<null>((resolve) => setTimeout(resolve, ms, null).unref())]);

async function* whole(response: Response): AsyncGenerator<CompletionChunk, void> {
  yield (await response.json()) as CompletionChunk;
}
