import assert from 'node:assert/strict';
import { toFailure } from '../../../src/domain/errors';
import type { ModelEvent } from '../../../src/models/modelProvider';
import { toProviderError } from '../../../src/models/openAiErrors';
import { answer, type ServerStep } from '../../support/modelServer';
import { ask, collect, fails, reasonOf, server, start, textOf } from '../../support/openAiCalls';

/** A failure as vLLM told it, without a field `error`. */
const bare = { object: 'error', message: "This model's maximum context length is 8192 tokens", code: 400 };

/** What servers say about a request that is too long for the model. */
const tooLong = [
  'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
  'Prompt exceeds max length',
  'Invalid request: Your request exceeded model token limit: 262144',
  '<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]',
  'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens',
];
/** Failures as Gemini tells them: a list. */
const listed = (code: number, message: string, more: object): readonly ServerStep[] => [
  { status: code, body: [{ error: { code, message, ...more } }] },
];

describe('OpenAiProvider, what goes wrong', () => {
  const origin = (): string => server().baseUrl.replace('/v1', '');
  for (const [title, steps, code, args] of [
    ['401', [{ status: 401, body: { error: { message: 'no' } } }], 'badKey', () => ({ origin: origin(), status: 401 })],
    ['403', [{ status: 403, body: { error: { message: 'no' } } }], 'badKey', () => ({ origin: origin(), status: 403 })],
    [
      '404',
      [{ status: 404, body: { error: { message: "model 'm1' not found" } } }],
      'unknownModel',
      () => ({ model: 'm1' }),
    ],
    [
      '400 for the model',
      [{ status: 400, body: { error: { code: 'model_not_found', message: 'x' } } }],
      'unknownModel',
      () => ({ model: 'm1' }),
    ],
    ['404 of a wrong address', [{ status: 404, body: '<html>404 page not found</html>' }], 'providerFailed', undefined],
    [
      '429 with seconds',
      [{ status: 429, headers: { 'retry-after': '12' }, body: { error: { message: 'slow' } } }],
      'rateLimited',
      () => ({ seconds: 12 }),
    ],
    [
      '429 without seconds',
      [{ status: 429, body: { error: { message: 'slow' } } }],
      'rateLimited',
      () => ({ seconds: 0 }),
    ],
    [
      '429 with a date',
      [{ status: 429, headers: { 'retry-after': new Date(0).toUTCString() }, body: {} }],
      'rateLimited',
      () => ({ seconds: 0 }),
    ],
    [
      '429 that names the page for billing',
      [{ status: 429, body: { error: { code: 'rate_limit_exceeded', message: 'See /account/billing to pay.' } } }],
      'rateLimited',
      () => ({ seconds: 0 }),
    ],
    [
      'a failure with the status of a success',
      [
        {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: { error: { code: 'insufficient_quota', message: 'Pay' } },
        },
      ],
      'providerFailed',
      undefined,
    ],
    [
      '429 for an empty account',
      [{ status: 429, body: { error: { code: 'insufficient_quota', message: 'Pay' } } }],
      'providerFailed',
      () => ({ status: 429, message: 'Pay' }),
    ],
    [
      '400 of Gemini for a key',
      listed(400, 'API key not valid. Please pass a valid API key.', { status: 'INVALID_ARGUMENT' }),
      'badKey',
      () => ({ origin: origin(), status: 400 }),
    ],
    [
      '429 of Gemini that passes by itself',
      listed(429, 'You exceeded your current quota, please check your plan. Please retry in 36.2s.', {
        status: 'RESOURCE_EXHAUSTED',
      }),
      'rateLimited',
      () => ({ seconds: 37 }),
    ],
    [
      '429 with seconds in its words',
      [{ status: 429, body: { error: { message: 'Rate limit reached. Please try again in 1m6.2s.' } } }],
      'rateLimited',
      () => ({ seconds: 67 }),
    ],
    [
      '429 with milliseconds in its words',
      [{ status: 429, body: { error: { message: 'Rate limit reached. Please try again in 620ms.' } } }],
      'rateLimited',
      () => ({ seconds: 1 }),
    ],
    [
      'a key across the end of what is shown',
      [{ status: 500, body: { error: { message: `${'x'.repeat(297)}k-123 failed` } } }],
      'providerFailed',
      () => ({ status: 500, message: `${'x'.repeat(297)}(ke` }),
    ],
    [
      '500',
      [{ status: 500, body: { error: { message: 'Oops for k-123' } } }],
      'providerFailed',
      () => ({ status: 500, message: 'Oops for (key)' }),
    ],
    ['503 with a page', [{ status: 503, body: '<html><b>Down</b></html>' }], 'providerFailed', undefined],
    ['413', [{ status: 413, body: { error: { message: 'large' } } }], 'contextTooLong', undefined],
    [
      '400 for the length',
      [{ status: 400, body: { error: { code: 'context_length_exceeded', message: 'x' } } }],
      'contextTooLong',
      undefined,
    ],
    [
      '400 for the length in words',
      [{ status: 400, body: { error: { message: "This model's maximum context length is 8192 tokens" } } }],
      'contextTooLong',
      undefined,
    ],
    ['a bare error', [{ status: 400, body: bare }], 'contextTooLong', undefined],
    ['a bare error with the status of a success', [{ status: 200, body: bare }], 'contextTooLong', undefined],
    ['a bare error inside a 200 stream', [{ chunk: bare }], 'contextTooLong', undefined],
    [
      'a detail alone',
      [{ status: 500, body: { detail: 'Oops' } }],
      'providerFailed',
      () => ({ status: 500, message: 'Oops' }),
    ],
    [
      '400 by a content filter',
      [{ status: 400, body: { error: { code: 'content_filter', message: 'x' } } }],
      'contentFilter',
      undefined,
    ],
    [
      'an error inside a 200 stream',
      [{ text: 'Hi' }, { chunk: { error: { code: 502, message: 'upstream' } } }],
      'providerFailed',
      () => ({ status: 502, message: 'upstream' }),
    ],
    [
      'a rate limit inside a 200 stream',
      [{ chunk: { error: { type: 'rate_limit_exceeded', message: 'slow' } } }],
      'rateLimited',
      undefined,
    ],
    ['an answer that stops with an error', [{ text: 'Hi' }, { finish: 'error' }], 'providerFailed', undefined],
    ['an answer that stops with an ERROR', [{ text: 'Hi' }, { finish: 'ERROR' }], 'providerFailed', undefined],
    ['a broken connection', [{ text: 'Hi' }, { cut: true }], 'streamCut', undefined],
    ['a stream that ends too early', [{ text: 'Hi' }], 'streamCut', undefined],
    [
      'a stream that ends inside an event',
      [{ text: 'Hi' }, { raw: 'data: {"choices":[{"del' }],
      'streamCut',
      undefined,
    ],
    ['malformed events', [{ raw: 'data: {nonsense\n\n' }, { done: true }], 'badResponse', undefined],
    ['a page instead of a stream', [{ status: 200, body: '<html>Sign in</html>' }], 'badResponse', undefined],
    ['an empty stream', [{ done: true }], 'badResponse', undefined],
  ] as const satisfies readonly (readonly [string, readonly ServerStep[], string, (() => object) | undefined])[])
    it(`tells of ${title}`, async () => {
      const provider = await start(steps);
      await fails(collect(provider), code, args?.());
      assert.equal(server().requests.length, 1, 'it must not retry by itself');
    });

  for (const message of tooLong)
    it(`understands that a request is too long: ${message}`, async () =>
      fails(collect(await start([{ status: 400, body: { error: { message } } }])), 'contextTooLong'));

  it('says that a key is missing where none was sent', async () => {
    await fails(collect(await start([{ status: 401, body: {} }], { apiKey: null })), 'noKey');
  });

  for (const [finish, reason] of [
    ['content_filter', 'contentFilter'],
    ['SAFETY', 'contentFilter'],
    ['sensitive', 'contentFilter'],
    ['refusal', 'contentFilter'],
    ['MAX_TOKENS', 'length'],
    ['model_length', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['eos_token', 'stop'],
  ])
    it(`understands the reason ${finish}`, async () =>
      assert.equal(reasonOf(await collect(await start([{ text: 'I' }, { finish: finish! }]))), reason));

  for (const finish of ['abort', 'network_error', 'insufficient_system_resource'])
    it(`takes an answer that ends by ${finish} for cut`, async () =>
      fails(collect(await start([{ text: 'I' }, { finish }, { done: true }])), 'streamCut'));

  it('tells of a server that is not there', async () => {
    const provider = await start(answer('Hi'));
    await server().close();
    await fails(collect(provider), 'unreachable', { origin: origin(), reason: 'ECONNREFUSED' });
    await fails(provider.listModels(new AbortController().signal), 'unreachable');
  });

  it('gives up when the first sign takes too long, before and after the headers', async () => {
    const never = new Promise(() => undefined);
    await fails(collect(await start([{ wait: never }], { firstTokenTimeoutMs: 30 })), 'timeout', {
      seconds: 0,
      phase: 'firstToken',
    });
    await server().requests[0]?.closed;
    await server().close();
    await fails(
      collect(await start([{ chunk: { choices: [] } }, { wait: never }], { firstTokenTimeoutMs: 30 })),
      'timeout',
      { seconds: 0, phase: 'firstToken' },
    );
  });

  it('tells of the silence that Node ends by itself, before the headers and after them', async () => {
    const provider = await start([{ wait: new Promise(() => undefined) }]);
    const dispatcher = Symbol.for('undici.globalDispatcher.1');
    // Reading the list makes Node set its dispatcher.
    await provider.listModels(new AbortController().signal);
    const global = globalThis as unknown as Record<symbol, { constructor: new (options: object) => never }>;
    const usual = global[dispatcher]!;
    try {
      global[dispatcher] = new usual.constructor({ headersTimeout: 30 });
      await fails(collect(provider), 'timeout', { seconds: 300, phase: 'connection' });
    } finally {
      global[dispatcher] = usual;
    }
    // The limit on pauses cannot be so short.
    const cause = Object.assign(new Error('Body Timeout Error'), { code: 'UND_ERR_BODY_TIMEOUT' });
    const place = { provider: 'OpenAI', origin: origin(), model: 'm1', apiKey: null };
    const told = toProviderError(new TypeError('terminated', { cause }), place);
    assert.deepEqual(toFailure(told), { code: 'timeout', args: { seconds: 300, phase: 'connection' } });
  });

  it('gives up when the answer pauses too long, and keeps what came', async () => {
    const provider = await start([{ reasoning: 'Hmm' }, { text: 'Hi' }, { wait: new Promise(() => undefined) }], {
      idleTimeoutMs: 30,
    });
    const events: ModelEvent[] = [];
    await fails(
      (async () => {
        for await (const event of provider.stream(ask(), new AbortController().signal)) events.push(event);
      })(),
      'timeout',
      { seconds: 0, phase: 'idle' },
    );
    assert.equal(textOf(events), 'Hi');
  });

  it('stops at once when aborted: before sending, while waiting, while streaming; the server sees it', async () => {
    const never = new Promise(() => undefined);
    const provider = await start((_, n) => (n === 0 ? [{ wait: never }] : [{ text: 'Hi' }, { wait: never }]));
    const early = AbortSignal.abort();
    await assert.rejects(collect(provider, ask(), early), { name: 'AbortError' });
    assert.equal(server().requests.length, 0);
    for (const n of [0, 1]) {
      const controller = new AbortController();
      const stream = provider.stream(ask(), controller.signal)[Symbol.asyncIterator]();
      if (n === 1) await stream.next();
      const waiting = stream.next();
      if (n === 0) while (server().requests.length === 0) await new Promise(setImmediate);
      controller.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
      await server().requests[n]?.closed;
    }
  });

  it('closes the connection when its reader leaves', async () => {
    const provider = await start([{ text: 'Hi' }, { wait: new Promise(() => undefined) }]);
    for await (const event of provider.stream(ask(), new AbortController().signal)) if (event.type === 'text') break;
    await server().requests[0]?.closed;
  });
});
