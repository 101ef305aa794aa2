import assert from 'node:assert/strict';
import type { ModelMessage } from '../../../src/models/modelProvider';
import { answer, type ServerStep } from '../../support/modelServer';
import { ask, collect, fails, server, start, textOf, tool } from '../../support/openAiCalls';

describe('OpenAiProvider, what it sends', () => {
  it('asks as the chat completions API wants it, with the key and no details of the machine', async () => {
    const messages: ModelMessage[] = [
      { role: 'system', content: 'Rules' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'read_file', arguments: '{"path":' }] },
      { role: 'tool', toolCallId: 'a', name: 'read_file', content: '1: x' },
    ];
    await collect(await start(answer('Hi')), ask({ messages }));
    const [request] = server().requests;
    assert.equal(request?.path, '/v1/chat/completions');
    assert.equal(request.headers.authorization, 'Bearer k-123');
    assert.deepEqual(
      Object.keys(request.headers).filter((name) => name.startsWith('x-')),
      [],
    );
    assert.deepEqual(request.body, {
      model: 'm1',
      messages: [
        { role: 'system', content: 'Rules' },
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'read_file', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: '1: x' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.4,
      max_tokens: 100,
      tools: [{ type: 'function', function: tool }],
    });
  });

  it('sends no key where there is none, and nothing of the environment', async () => {
    const saved = { ...process.env };
    Object.assign(process.env, {
      OPENAI_API_KEY: 'sk-env',
      OPENAI_CUSTOM_HEADERS: 'X-Secret: s',
      OPENAI_ORG_ID: 'org',
    });
    try {
      await collect(await start(answer('Hi'), { apiKey: null }));
      const { headers } = server().requests[0]!;
      assert.equal(headers.authorization, undefined);
      assert.doesNotMatch(JSON.stringify(headers), /sk-env|x-secret|org/i);
    } finally {
      for (const name of ['OPENAI_API_KEY', 'OPENAI_CUSTOM_HEADERS', 'OPENAI_ORG_ID']) delete process.env[name];
      Object.assign(process.env, saved);
    }
  });

  it('follows no redirect to another place', async () => {
    const provider = await start([{ status: 307, headers: { location: 'http://127.0.0.1:9/v1/chat/completions' } }]);
    await fails(collect(provider), 'unreachable');
    assert.equal(server().requests.length, 1);
  });

  const refuse = (message: string, more: object = {}): ServerStep[] => [
    { status: 400, body: { error: { message, ...more } } },
  ];
  for (const [name, refusal, refusedIn] of [
    [
      'temperature',
      refuse("Unsupported value: 'temperature' does not support 0.4 with this model.", { param: 'temperature' }),
      (body: any) => 'temperature' in body,
    ],
    [
      'max_tokens',
      refuse(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        { param: 'max_tokens' },
      ),
      (body: any) => 'max_tokens' in body,
    ],
    [
      'temperature, as a detail',
      [{ status: 422, body: { detail: [{ loc: ['body', 'temperature'], msg: 'Extra inputs are not permitted' }] } }],
      (body: any) => 'temperature' in body,
    ],
    [
      'stream_options',
      refuse('Unrecognized request argument supplied: stream_options'),
      (body: any) => 'stream_options' in body,
    ],
  ] as const)
    it(`drops a refused ${name} once and remembers it for that model`, async () => {
      const provider = await start((body) => (body.model === 'm1' && refusedIn(body) ? refusal : answer('Hi')));
      assert.equal(textOf(await collect(provider)), 'Hi');
      await collect(provider);
      await collect(provider, ask({ model: 'm2' }));
      assert.deepEqual(
        server().requests.map(({ body }) => refusedIn(body)),
        [true, false, false, true],
      );
      assert.equal(provider.takesTools('m1'), true);
    });

  it('drops a refused parameter from all requests that were sent with it at the same time', async () => {
    const provider = await start((body) => ('temperature' in body ? refuse('temperature: no') : answer('Hi')));
    const answers = await Promise.all([collect(provider), collect(provider)]);
    assert.deepEqual(
      answers.map((events) => textOf(events)),
      ['Hi', 'Hi'],
    );
    assert.equal(server().requests.length, 4);
  });

  it('takes no tools away from a model because a request with functions was too long', async () => {
    const tooLong =
      "This model's maximum context length is 16385 tokens. However, your messages resulted in 23273 tokens (22394 in the messages, 879 in the functions). Please reduce the length of the messages or functions.";
    const provider = await start((body) => ('tools' in body ? refuse(tooLong) : answer('Hi')));
    await fails(collect(provider), 'contextTooLong');
    assert.equal(provider.takesTools('m1'), true);
  });

  it('takes no tools away from a model because the id of a call was not to its taste', async () => {
    const message = 'Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.';
    const provider = await start([{ status: 400, body: { error: { message } } }]);
    await fails(collect(provider), 'providerFailed', { status: 400, message });
    assert.equal(provider.takesTools('m1'), true);
  });

  it('takes no tools away from a model whose server failed for another reason', async () => {
    for (const message of [
      "error parsing tool call: raw='{\"path\": src}', err=invalid character 's' looking for beginning of value",
      'the tool runner crashed',
    ]) {
      const provider = await start([{ status: 500, body: { error: { message } } }]);
      await fails(collect(provider), 'providerFailed', { status: 500, message });
      assert.equal(provider.takesTools('m1'), true);
    }
    for (const message of ['tools param requires --jinja flag', 'Cannot use tools with stream'])
      await fails(collect(await start([{ status: 500, body: { error: { message } } }])), 'toolsRefused');
  });

  it('says that a model refuses tools, and remembers it for that model', async () => {
    const refusal = refuse('registry.ollama.ai/library/gemma:2b does not support tools');
    const provider = await start((body) => (body.model === 'm1' && 'tools' in body ? refusal : answer('Hi')));
    // One that is sent at the same time, and a later one that still has the prompt for tools, hear the same.
    const refused = { model: 'm1' };
    await Promise.all([1, 2].map(() => fails(collect(provider), 'toolsRefused', refused)));
    await fails(collect(provider), 'toolsRefused', refused);
    assert.equal(textOf(await collect(provider, ask({ tools: [] }))), 'Hi');
    await collect(provider, ask({ model: 'm2' }));
    assert.deepEqual(
      server().requests.map(({ body }) => 'tools' in body),
      [true, true, false, true],
    );
    assert.deepEqual([provider.takesTools('m1'), provider.takesTools('m2')], [false, true]);
  });

  it('asks for max_completion_tokens instead, and drops several refused parameters in one go', async () => {
    const provider = await start((body) => {
      if ('max_tokens' in body) return refuse("'max_tokens' is not supported, use 'max_completion_tokens'");
      return 'temperature' in body ? refuse('temperature is deprecated for this model') : answer('Hi');
    });
    await collect(provider);
    assert.equal(server().requests.length, 3);
    assert.equal(server().requests[2]?.body.max_completion_tokens, 100);
  });

  it('does not drop a parameter for another reason', async () => {
    await fails(collect(await start(refuse('max_tokens is too large: 100 > 50'))), 'providerFailed', {
      status: 400,
      message: 'max_tokens is too large: 100 > 50',
    });
    assert.equal(server().requests.length, 1);
  });

  it('sends as one message what the user says in a row', async () => {
    const messages: ModelMessage[] = [
      { role: 'system', content: 'Rules' },
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Three' },
    ];
    await collect(await start(answer('Hi')), ask({ messages }));
    assert.deepEqual(server().requests[0]?.body.messages, [
      { role: 'system', content: 'Rules' },
      { role: 'user', content: 'One\n\nTwo' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Three' },
    ]);
  });

  it('tells tool calls and results as text to a model without tools', async () => {
    const provider = await start((body) => ('tools' in body ? refuse('tools are not supported') : answer('Hi')));
    const messages: ModelMessage[] = [
      { role: 'assistant', content: 'Let me look', toolCalls: [{ id: 'a', name: 'read_file', arguments: '{}' }] },
      { role: 'tool', toolCallId: 'a', name: 'read_file', content: 'text' },
    ];
    await fails(collect(provider), 'toolsRefused');
    await collect(provider, ask({ messages, tools: [] }));
    assert.deepEqual(server().requests[1]?.body.messages, [
      { role: 'assistant', content: 'Let me look\nread_file({})' },
      { role: 'user', content: 'Result of read_file:\ntext' },
    ]);
  });
});
