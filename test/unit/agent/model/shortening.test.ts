import assert from 'node:assert/strict';
import { halved, shortenOldest } from '../../../../src/agent/model/shortening';
import { UserError } from '../../../../src/domain/errors';
import type { ModelEvent, ModelMessage, ModelProvider, ModelRequest } from '../../../../src/models/modelProvider';
import { openPlanningWorld } from '../../../support/planningWorld';
import { calls, draft } from '../../../support/scriptedProvider';

const leftOut = '(left out, call again)';
const result = (content: string, name = 'read_file'): ModelMessage => ({
  role: 'tool',
  toolCallId: 'c',
  name,
  content,
});
const sizeOf = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0);

describe('shortening what was looked up', () => {
  it('leaves out the oldest first, is smaller each time, and ends', () => {
    const messages: readonly ModelMessage[] = [
      { role: 'system', content: 'x'.repeat(9000) },
      { role: 'user', content: 'Plan limits' },
      ...Array.from({ length: 9 }, (_, at) => result(`${at}`.repeat(5000))),
      result('The draft is not valid: it has no phases.', 'create_plan'),
    ];
    const steps = [messages];
    for (let next = shortenOldest(messages); next !== null; next = shortenOldest(next)) steps.push(next);
    const left = steps.map((step) => step.filter(({ content }) => /^(\d)\1+/.test(content)).length);
    assert.deepEqual(left, [9, 4, 2, 1, 1, 1, 0]);
    assert.equal(steps[1]!.find(({ content }) => /^\d/.test(content))?.content, '5'.repeat(5000));
    for (const [at, step] of steps.slice(1).entries()) assert.ok(sizeOf(step) < sizeOf(steps[at]!));
    const last = steps.at(-1)!;
    assert.deepEqual([...last.slice(0, 2), last.at(-1)], [...messages.slice(0, 2), messages.at(-1)]);
    assert.deepEqual(new Set(last.slice(2, -1).map(({ content }) => content)), new Set([leftOut]));
  });

  it('halves only what gets shorter by it', () => {
    assert.equal(halved(result('x'.repeat(100))).content, `${'x'.repeat(50)}\n(cut)`);
    for (const message of [result('No matches.'), result('x'.repeat(100), 'create_plan')])
      assert.equal(halved(message), message);
  });
});

/** A model of a small context that reads two files a round, three rounds long. */
class Narrow implements ModelProvider {
  readonly id = 'openai';
  readonly refused: number[] = [];
  readonly taken: (readonly ModelMessage[])[] = [];

  constructor(private readonly room: number) {}

  async *stream({ messages }: ModelRequest): AsyncGenerator<ModelEvent> {
    const size = sizeOf(messages);
    if (size > this.room) {
      this.refused.push(size);
      throw new UserError('contextTooLong');
    }
    this.taken.push([...messages]);
    if (this.taken.length > 3) {
      yield* calls('create_plan', draft('Limits'), 'Here.');
      return;
    }
    for (const path of ['src/a.ts', 'src/b.ts'])
      yield {
        type: 'toolCall',
        call: { id: `${path}${this.taken.length}`, name: 'read_file', arguments: JSON.stringify({ path }) },
      };
    yield { type: 'finish', reason: 'toolCalls' };
  }
}

describe('a model of a small context', () => {
  const long = 'export const createApp = (port: number): App => new App(port);\n'.repeat(400);
  const plan = async (room: number) => {
    const provider = new Narrow(room);
    const { planning } = await openPlanningWorld(provider, null, { 'src/a.ts': long, 'src/b.ts': long });
    const { message } = await planning.chat({ message: 'Plan limits' });
    const results = (messages: readonly ModelMessage[]): readonly string[] =>
      messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []));
    return { message, refused: provider.refused, read: provider.taken.map(results) };
  };

  it('reads no more at once than its context has room for', async () => {
    const { read, refused } = await plan(1e6);
    assert.equal(refused.length, 0);
    for (const text of read.at(-1)!) assert.ok(text.length > 3500 && text.length < 4100, `${text.length}`);
  });

  it('plans with less and less of what it read, the oldest gone first, and then reads in smaller parts', async () => {
    const { message, refused, read } = await plan(12_000);
    assert.equal(message.state, 'complete', JSON.stringify(message.error));
    assert.notEqual(message.planId, null);
    assert.ok(refused.length > 1, refused.join());
    const last = read.at(-1)!;
    assert.equal(last[0], leftOut);
    assert.ok(last.at(-1)!.length > 1000 && last.at(-1)!.length < 2100, `${last.at(-1)!.length}`);
  });

  it('is given up on when there is nothing left to leave out', async () => {
    const { message, refused } = await plan(100);
    assert.equal(message.error?.code, 'contextTooLong');
    assert.equal(refused.length, 2);
  });
});
