import assert from 'node:assert/strict';
import { UserError } from '../../src/domain/errors';
import type { ModelEvent, ModelRequest } from '../../src/models/modelProvider';
import type { ListedModel } from '../../src/models/modelPrices';
import { type OpenAiOptions, OpenAiProvider } from '../../src/models/openAiProvider';
import { type ModelServer, type ServerScript, type ServerStep, startModelServer } from './modelServer';

let running: ModelServer | null = null;

/** The server that `start` started last. */
export const server = (): ModelServer => {
  if (running === null) throw new Error('no server was started');
  return running;
};

afterEach(() => running?.close());

/** Starts a server with a script (or the same steps for every request) and returns a provider that calls it. */
export const start = async (
  script: ServerScript | readonly ServerStep[],
  options: Partial<OpenAiOptions> = {},
  models: readonly ListedModel[] = [],
): Promise<OpenAiProvider> => {
  await running?.close();
  running = await startModelServer(typeof script === 'function' ? script : () => script, models);
  return new OpenAiProvider({
    id: 'openai',
    baseUrl: running.baseUrl,
    apiKey: 'k-123',
    firstTokenTimeoutMs: 20_000,
    idleTimeoutMs: 20_000,
    ...options,
  });
};

/** A tool included in requests. */
export const tool = { name: 'read_file', description: 'Reads', parameters: { type: 'object', properties: {} } };
/** A small request. */
export const ask = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'm1',
  messages: [{ role: 'user', content: 'Hello' }],
  tools: [tool],
  temperature: 0.4,
  maxTokens: 100,
  ...more,
});

/** Every event of an answer. */
export const collect = async (
  provider: OpenAiProvider,
  request = ask(),
  signal = new AbortController().signal,
): Promise<ModelEvent[]> => {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(request, signal)) events.push(event);
  return events;
};
/** The text of an answer, or its reasoning, in one piece. */
export const textOf = (events: readonly ModelEvent[], type: 'text' | 'reasoning' = 'text'): string =>
  events.map((event) => (event.type === type ? event.text : '')).join('');
/** The finished tool calls as `id name arguments`. */
export const callsOf = (events: readonly ModelEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'toolCall' ? `${event.call.id} ${event.call.name} ${event.call.arguments}` : [],
  );
/** Why the answer ended, if that was the last event. */
export const reasonOf = (events: readonly ModelEvent[]): string | undefined => {
  const last = events.at(-1);
  return last?.type === 'finish' ? last.reason : undefined;
};
/** Checks that work fails with a `UserError` with that code. */
export const fails = async (work: Promise<unknown>, code: string, args?: object): Promise<void> => {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.code, code);
    if (args) assert.deepEqual(error.args, args);
    return true;
  });
};
