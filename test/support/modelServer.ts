import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One action of the server; a script answers each request with a list of them. */
export type ServerStep =
  /** A piece of the answer's text, of its reasoning, or of a tool call. */
  | { readonly text: string }
  | { readonly reasoning: string; readonly field?: 'reasoning' | 'reasoning_content' }
  | {
      readonly toolCall: {
        readonly index?: number;
        readonly id?: string;
        readonly name?: string;
        readonly arguments?: unknown;
      };
    }
  | { readonly finish: string }
  | { readonly usage: readonly [prompt: number, completion: number] }
  /** The stream's closing `[DONE]` line. */
  | { readonly done: true }
  /** One event with this object, or with this raw text. */
  | { readonly chunk: unknown }
  | { readonly raw: string }
  /** Nothing more until the promise resolves. */
  | { readonly wait: Promise<unknown> }
  /** The connection breaks. */
  | { readonly cut: true }
  /** As the first step: an answer that is not a stream. */
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** The response stays open after the last step. */
  | { readonly hang: true };

/** A received request; `body` is null if it has none. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  // Tests access bodies of any shape.
  readonly body: any;
  /** Resolves when the client has disconnected or the answer is complete. */
  readonly closed: Promise<void>;
}

/** Decides the answer to the n-th request (from 0). */
export type ServerScript = (body: any, n: number, request: RecordedRequest) => readonly ServerStep[];

/** A running server. */
export interface ModelServer {
  /** The URL for clients: `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** A promise that a test resolves: slowness without sleeping. */
export const gate = (): { readonly opened: Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

/** The steps of an ordinary answer. */
export const answer = (text: string): ServerStep[] => [
  { text },
  { finish: 'stop' },
  { usage: [10, 5] },
  { done: true },
];

/**
 * Starts an OpenAI-compatible server on a free local port that answers by the script; requests for the list of models
 * are answered separately and not recorded.
 */
export const startModelServer = async (
  script: ServerScript,
  models: readonly { readonly id: string }[] = [],
): Promise<ModelServer> => {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'GET') return void play([{ status: 200, body: { data: models } }], response);
      const text = Buffer.concat(parts).toString();
      const recorded: RecordedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? null : JSON.parse(text),
        closed: new Promise((resolve) => response.on('close', resolve)),
      };
      requests.push(recorded);
      play(script(recorded.body, requests.length - 1, recorded), response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const play = async (steps: readonly ServerStep[], response: ServerResponse): Promise<void> => {
  const [first] = steps;
  if (first && 'status' in first) {
    const isText = typeof first.body === 'string';
    response.writeHead(first.status, { 'content-type': isText ? 'text/html' : 'application/json', ...first.headers });
    response.end(first.body === undefined ? '' : isText ? first.body : JSON.stringify(first.body));
    return;
  }
  for (const step of steps) {
    if ('wait' in step) await step.wait;
    else if ('status' in step) throw new Error('a status comes first');
    else if ('cut' in step) {
      // What was written so far must reach the client before the connection breaks.
      await new Promise<void>((resolve) => response.write('', () => setImmediate(resolve)));
      response.destroy();
      return;
    } else if ('hang' in step) return;
    else {
      if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventOf(step));
    }
  }
  response.end();
};

type Written = Exclude<
  ServerStep,
  { readonly wait: unknown } | { readonly cut: true } | { readonly hang: true } | { readonly status: number }
>;

const eventOf = (step: Written): string => {
  if ('raw' in step) return step.raw;
  if ('done' in step) return 'data: [DONE]\n\n';
  return `data: ${JSON.stringify(chunkOf(step))}\n\n`;
};

const chunkOf = (step: Exclude<Written, { readonly raw: string } | { readonly done: true }>): unknown => {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: 'c1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  if ('chunk' in step) return step.chunk;
  if ('text' in step) return chunk({ content: step.text });
  if ('reasoning' in step) return chunk({ [step.field ?? 'reasoning_content']: step.reasoning });
  if ('finish' in step) return chunk({}, step.finish);
  if ('usage' in step) {
    const [prompt_tokens, completion_tokens] = step.usage;
    return { id: 'c1', object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens, completion_tokens } };
  }
  const { index = 0, id, name, arguments: text } = step.toolCall;
  return chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: text } }] });
};
