import assert from 'node:assert/strict';
import type { OpenAiProvider } from '../../../src/models/openAiProvider';
import { answer, type ServerStep } from '../../support/modelServer';
import { ask, collect, fails, server, start, textOf } from '../../support/openAiCalls';

const extra_content = { google: { thought_signature: 'c2ln' } };
const refuse = (message: string): ServerStep[] => [{ status: 400, body: { error: { message } } }];
const thoughtful: ServerStep[] = [
  { reasoning: 'Let me ', field: 'reasoning_content' },
  { reasoning: 'look', field: 'reasoning_content' },
  {
    chunk: {
      choices: [
        { delta: { tool_calls: [{ id: 'a', function: { name: 'read_file', arguments: '{}' }, extra_content }] } },
      ],
    },
  },
  { toolCall: { id: 'b', name: 'list_files', arguments: '{}' } },
  { finish: 'tool_calls' },
  { done: true },
];

/** Asks, then asks again with the answer's calls and their results. */
const secondRound = async (provider: OpenAiProvider): Promise<string> => {
  const events = await collect(provider);
  const toolCalls = events.flatMap((event) => (event.type === 'toolCall' ? [event.call] : []));
  const results = toolCalls.map(({ id, name }) => ({ role: 'tool' as const, toolCallId: id, name, content: 'x' }));
  return textOf(
    await collect(provider, ask({ messages: [{ role: 'assistant', content: '', toolCalls }, ...results] })),
  );
};

describe('OpenAiProvider, with a model that thinks before it calls tools', () => {
  it('sends its reasoning and signatures back with the calls', async () => {
    assert.equal(await secondRound(await start((_, n) => (n === 0 ? thoughtful : answer('Hi')))), 'Hi');
    assert.deepEqual(server().requests[1]?.body.messages[0], {
      reasoning_content: 'Let me look',
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'read_file', arguments: '{}' }, extra_content },
        { id: 'b', type: 'function', function: { name: 'list_files', arguments: '{}' } },
      ],
    });
  });

  it('leaves the reasoning out for a server that refuses it, and keeps the tools', async () => {
    const provider = await start((body, n) => {
      if (n === 0) return thoughtful;
      const { messages } = body;
      return 'reasoning_content' in messages[0]
        ? refuse("'reasoning_content' is unsupported in tool messages")
        : answer('Hi');
    });
    assert.equal(await secondRound(provider), 'Hi');
    assert.equal(server().requests.length, 3);
    assert.equal(provider.takesTools('m1'), true);
  });

  for (const message of [
    'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly.',
    'reasoning_content is missing in assistant tool call message at index 2',
  ])
    it(`takes no tools away because of "${message.slice(0, 40)}..."`, async () => {
      const provider = await start(() => refuse(message));
      await fails(collect(provider), 'providerFailed', { status: 400, message });
      assert.equal(provider.takesTools('m1'), true);
    });
});
