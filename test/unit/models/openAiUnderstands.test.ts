import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { gate, type ServerStep } from '../../support/modelServer';
import { ask, callsOf, collect, fails, reasonOf, server, start, textOf } from '../../support/openAiCalls';

const wire = ({ name, arguments: text, ...rest }: { name?: string; arguments?: unknown }): object => ({
  ...rest,
  function: { name, arguments: text },
});

/** An id that the program makes has nine letters and digits, as Mistral wants them. */
const withoutId = (call: string): string => call.replace(/^[a-z\d]{9} /, '(made) ');

describe('OpenAiProvider, what it understands', () => {
  afterEach(() => mock.timers.reset());

  it('streams text, then usage and the reason', async () => {
    const events = await collect(
      await start([{ text: 'Hel' }, { text: 'lo' }, { finish: 'stop' }, { usage: [7, 3] }, { done: true }]),
    );
    assert.deepEqual(events, [
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
      { type: 'usage', promptTokens: 7, completionTokens: 3 },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('gives each piece before the next one comes', async () => {
    const held = gate();
    const provider = await start([{ text: 'now' }, { wait: held.opened }, { text: 'later' }, { finish: 'stop' }]);
    const stream = provider.stream(ask(), new AbortController().signal)[Symbol.asyncIterator]();
    assert.deepEqual((await stream.next()).value, { type: 'text', text: 'now' });
    held.open();
    assert.deepEqual((await stream.next()).value, { type: 'text', text: 'later' });
  });

  it('puts interleaved parallel tool calls together', async () => {
    const events = await collect(
      await start([
        { toolCall: { index: 0, id: 'a', name: 'read_file', arguments: '' } },
        { toolCall: { index: 1, id: 'b', name: 'list_files', arguments: '{"pa' } },
        { toolCall: { index: 0, arguments: '{"path":"x"}' } },
        { toolCall: { index: 1, arguments: 'th":"y"}' } },
        { finish: 'tool_calls' },
      ]),
    );
    assert.deepEqual(callsOf(events), ['a read_file {"path":"x"}', 'b list_files {"path":"y"}']);
    assert.equal(reasonOf(events), 'toolCalls');
    const deltas = events.flatMap((event) =>
      event.type === 'toolCallDelta' && event.id === 'b' ? event.arguments : [],
    );
    assert.equal(deltas.join(''), '{"path":"y"}');
  });

  for (const [title, steps, expected] of [
    [
      'ids that change per delta',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x"' },
        { index: 0, id: 'b', arguments: ':1' },
        { index: 0, id: 'c', name: 'f', arguments: '}' },
      ],
      ['a f {"x":1}'],
    ],
    [
      'no index',
      [
        { index: undefined, id: 'a', name: 'f', arguments: '{}' },
        { index: undefined, id: 'b', name: 'g', arguments: '{"y":2}' },
      ],
      ['a f {}', 'b g {"y":2}'],
    ],
    [
      'one index for all',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 0, id: 'b', name: 'f', arguments: '{"x":2}' },
      ],
      ['a f {"x":1}', 'b f {"x":2}'],
    ],
    [
      'no ids',
      [
        { index: 0, name: 'f', arguments: '{}' },
        { index: 1, name: 'g', arguments: '{}' },
      ],
      ['(made) f {}', '(made) g {}'],
    ],
    [
      'the same id twice',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{}' },
        { index: 1, id: 'a', name: 'g', arguments: '{}' },
      ],
      ['a f {}', '(made) g {}'],
    ],
    [
      'empty ids',
      [
        { index: 0, id: '', name: 'f', arguments: '{"x":1}' },
        { index: 0, id: '', name: 'f', arguments: '{"x":2}' },
      ],
      ['(made) f {"x":1}', '(made) f {"x":2}'],
    ],
    ['arguments as an object', [{ index: 0, id: 'a', name: 'f', arguments: { x: 1 } }], ['a f {"x":1}']],
    [
      'a name cut in two',
      [
        { index: 0, id: 'a', name: 'read_' },
        { index: 0, name: 'file' },
        { index: 0, arguments: '{}' },
      ],
      ['a read_file {}'],
    ],
  ] as const)
    it(`understands tool calls with ${title}`, async () => {
      const parts = (steps as readonly object[]).map((toolCall) => ({
        chunk: { choices: [{ delta: { tool_calls: [wire(toolCall)] } }] },
      }));
      const events = await collect(await start([...parts, { finish: 'stop' }, { done: true }]));
      const calls = callsOf(events);
      assert.deepEqual(calls.map(withoutId), expected);
      assert.equal(new Set(calls.map((call) => call.split(' ')[0])).size, calls.length);
      assert.equal(reasonOf(events), 'toolCalls');
    });

  const withReason = (delta: object, reason: string): ServerStep => ({
    chunk: { choices: [{ delta, finish_reason: reason }] },
  });
  const withEmptyReason = (delta: object): ServerStep => withReason(delta, '');
  const withStop = (delta: object): ServerStep => withReason(delta, 'stop');

  for (const [title, before] of [
    ['an empty reason', [withEmptyReason({ content: 'Hel' })]],
    ['a reason to stop', [withStop({ content: 'Hel' })]],
    ['a reason to stop, even without words', [withStop({ content: 'Hel' }), withStop({})]],
    ['a reason to stop, also those of reasoning', [withStop({ reasoning: 'Hm' }), withStop({ content: 'Hel' })]],
  ] as const)
    it(`waits for the rest where every chunk has ${title}`, async () => {
      const held = gate();
      const provider = await start([...before, { wait: held.opened }, withStop({ content: 'lo' }), { done: true }]);
      let text = '';
      for await (const event of provider.stream(ask(), new AbortController().signal)) {
        if (event.type !== 'text') continue;
        // Longer than the provider waits for the usage after an end.
        if (text === '') setTimeout(() => held.open(), 1200);
        text += event.text;
      }
      assert.equal(text, 'Hello');
    });

  it('waits for the first words although a chunk without any has a reason to stop', async () => {
    const held = gate();
    const steps = [withStop({ role: 'assistant' }), { wait: held.opened }, withStop({ content: 'Hi' }), { done: true }];
    const answer = collect(await start(steps as ServerStep[]));
    setTimeout(() => held.open(), 1200);
    assert.equal(textOf(await answer), 'Hi');
  });

  for (const [title, steps, idleTimeoutMs] of [
    ['beside the last words where nothing more comes', [{ text: 'Hel' }, withStop({ content: 'lo' })], 300],
    ['beside the last words where only figures follow', [withStop({ content: 'Hello' }), { usage: [7, 3] }], 20_000],
    ['behind all words', [withStop({ content: 'Hel' }), withStop({ content: 'lo' }), { finish: 'stop' }], 300],
  ] as const)
    it(`ends by a reason ${title}`, async () => {
      const events = await collect(await start([...steps, { hang: true }], { idleTimeoutMs }));
      assert.deepEqual([textOf(events), reasonOf(events)], ['Hello', 'stop']);
    }).timeout(9000); // Less than the ten seconds that a reason beside words may take.

  it('waits no longer behind a reason beside words than ten seconds', async () => {
    const provider = await start([withStop({ content: 'Hi' }), { hang: true }]);
    mock.timers.enable({ apis: ['setTimeout'] });
    for await (const { type } of provider.stream(ask(), new AbortController().signal))
      if (type === 'text') setImmediate(() => mock.timers.tick(10_000));
  });

  it('does not end by a reason that words have followed', async () => {
    const steps: ServerStep[] = [withStop({ content: 'Hel' }), withStop({ content: 'lo' }), { hang: true }];
    await fails(collect(await start(steps, { idleTimeoutMs: 300 })), 'timeout');
  });

  it('takes an answer that ends with no other reason than an empty one, unless a call is cut', async () => {
    const whole = await collect(await start([withEmptyReason({ content: 'Hi' }), { done: true }]));
    assert.equal(reasonOf(whole), 'stop');
    await server().close();
    const call = wire({ name: 'create_plan', arguments: '{"title":"Ra' });
    const cut = await start([withEmptyReason({ tool_calls: [call] }), { done: true }]);
    await fails(collect(cut), 'streamCut');
  });

  it('takes tool calls written into the text', async () => {
    const events = await collect(
      await start([
        { text: 'Look.\n<tool' },
        { text: '_call>{"name":"f","arguments":{"x":1}}</tool_call>' },
        { finish: 'stop' },
      ]),
    );
    assert.equal(textOf(events), 'Look.\n');
    assert.deepEqual(callsOf(events).map(withoutId), ['(made) f {"x":1}']);
  });

  it('tells reasoning apart, by field and by tag', async () => {
    for (const field of ['reasoning', 'reasoning_content'] as const) {
      const events = await collect(await start([{ reasoning: 'Hmm', field }, { text: 'Hi' }, { finish: 'stop' }]));
      assert.deepEqual([textOf(events, 'reasoning'), textOf(events)], ['Hmm', 'Hi']);
      await server().close();
    }
    const events = await collect(
      await start([
        { text: '<thi' },
        { text: 'nk>Let me</th' },
        { text: 'ink>\n\nHi, use <think> tags' },
        { finish: 'stop' },
      ]),
    );
    assert.deepEqual([textOf(events, 'reasoning'), textOf(events)], ['Let me', 'Hi, use <think> tags']);
  });

  it('lives with empty choices, a usage-only chunk, comments, and without [DONE]', async () => {
    const events = await collect(
      await start([
        { raw: ': keep-alive\n\n' },
        { chunk: { choices: [] } },
        { chunk: { choices: null } },
        { text: 'Hi' },
        { finish: 'stop' },
        { usage: [1, 2] },
      ]),
    );
    assert.equal(textOf(events), 'Hi');
    assert.equal(reasonOf(events), 'stop');
  });

  it('takes figures of 0, of no number, or none at all, for no figures', async () => {
    const events = await collect(
      await start([
        { text: 'Hi' },
        { finish: 'stop' },
        { usage: [7, 3] },
        { usage: [0, 0] },
        ...[{}, { prompt_tokens: '12' }].map((usage) => ({ chunk: { usage } })),
        { done: true },
      ]),
    );
    assert.deepEqual(
      events.filter(({ type }) => type === 'usage'),
      [{ type: 'usage', promptTokens: 7, completionTokens: 3 }],
    );
  });

  it('ends although the server keeps the line open after the answer', async () => {
    const events = await collect(await start([{ text: 'Hi' }, { finish: 'stop' }, { hang: true }]));
    assert.equal(reasonOf(events), 'stop');
  });

  it('takes a whole answer from a server that does not stream', async () => {
    const body = {
      choices: [
        {
          message: { content: 'Hi', tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    const events = await collect(await start([{ status: 200, body }]));
    assert.equal(textOf(events), 'Hi');
    assert.deepEqual(callsOf(events), ['a f {}']);
    assert.equal(reasonOf(events), 'toolCalls');
  });

  it('keeps what a truncated answer holds and says that it was too long', async () => {
    const events = await collect(
      await start([{ toolCall: { id: 'a', name: 'create_plan', arguments: '{"title":"Ra' } }, { finish: 'length' }]),
    );
    assert.deepEqual(callsOf(events), ['a create_plan {"title":"Ra']);
    assert.equal(reasonOf(events), 'length');
  });

  it('lists models by name, and learns their prices as the list tells them', async () => {
    const provider = await start([{ text: 'Hi' }], {}, [
      { id: 'requesty', input_price: 6e-7, output_price: 2.2e-6 },
      { id: 'router', pricing: { prompt: '0.000002', completion: '0.00001' } },
      { id: 'free', pricing: { prompt: '0', completion: '0' } },
      { id: 'varies', pricing: { prompt: '-1', completion: '-1' } },
      { id: 'broken', input_price: 'a lot', output_price: null },
      { id: 'half', input_price: 1e-6 },
      { id: 'local' },
    ]);
    assert.equal(provider.price('requesty'), undefined, 'nothing is known before the list was read');
    const names = await provider.listModels(new AbortController().signal);
    assert.deepEqual(names, ['broken', 'free', 'half', 'local', 'requesty', 'router', 'varies']);
    assert.deepEqual(provider.price('requesty'), { input: 6e-7, output: 2.2e-6 });
    assert.deepEqual(provider.price('router'), { input: 2e-6, output: 1e-5 });
    assert.deepEqual(provider.price('free'), { input: 0, output: 0 });
    for (const name of ['varies', 'broken', 'half', 'local', 'unknown']) assert.equal(provider.price(name), null, name);
  });
});
