import assert from 'node:assert/strict';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../src/models/modelProvider';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft } from '../../support/scriptedProvider';

const isLast = ({ messages }: ModelRequest): boolean =>
  messages.at(-1)!.content.endsWith('\n\nNo more look-ups: write with what you have.');

/** A model that makes look-ups as long as it may, and writes when it has to. */
class Thorough implements ModelProvider {
  readonly requests: ModelRequest[] = [];

  constructor(
    readonly id: ModelProvider['id'],
    private readonly lookUps: readonly (readonly [name: string, args: object])[],
    private readonly rounds = Infinity,
  ) {}

  async *stream(request: ModelRequest): AsyncGenerator<ModelEvent> {
    this.requests.push({ ...request, messages: [...request.messages] });
    if (!this.mayLookUp(request) || this.requests.length > this.rounds) {
      yield* calls('create_plan', draft('Limits'), 'Here.');
      return;
    }
    for (const [at, [name, args]] of this.lookUps.entries())
      yield { type: 'toolCall', call: { id: `c${this.requests.length}-${at}`, name, arguments: JSON.stringify(args) } };
    yield { type: 'finish', reason: 'toolCalls' };
  }

  mayLookUp({ tools }: ModelRequest): boolean {
    return tools.some(({ name }) => name === 'read_file');
  }
}

const long = 'export const createApp = (port: number): App => new App(port);\n'.repeat(400);
const texts = { 'src/a.ts': long, 'src/b.ts': long, 'src/c.ts': long };
const reading = Object.keys(texts).map((path) => ['read_file', { path }] as const);
const searching = [['search_text', { query: 'nothing' }]] as const;

describe('a model that looks up more than fits into a turn', () => {
  for (const [name, lookUps, most] of [
    ['reads three long files a round', reading, 10],
    ['searches round after round', searching, 23],
  ] as const)
    it(`has to write in time, where it ${name}`, async () => {
      const provider = new Thorough('openai', lookUps);
      const { planning } = await openPlanningWorld(provider, null, texts);
      const { message } = await planning.chat({ message: 'Plan limits' });
      assert.equal(message.state, 'complete', JSON.stringify(message.error));
      assert.notEqual(message.planId, null);
      const { requests } = provider;
      assert.ok(requests.length > 4 && requests.length <= most, `${requests.length} rounds`);
      const last = requests.at(-1)!;
      assert.deepEqual(
        last.tools.map(({ name }) => name),
        ['ask_questions', 'create_plan'],
      );
      assert.equal(last.maxTokens, 1000, 'the plan has all of its room');
      assert.deepEqual(requests.filter(isLast), [last]);
    });

  it('writes with the newest of what it read where all of it leaves no room', async () => {
    const provider = new Thorough('openai', [...reading, ...reading, ...reading, ...reading], 1);
    const { planning } = await openPlanningWorld(provider, null, texts, 16_000);
    const { message } = await planning.chat({ message: 'Plan limits' });
    assert.equal(message.state, 'complete', JSON.stringify(message.error));
    assert.equal(provider.requests.length, 2);
    const last = provider.requests[1]!;
    assert.equal(last.maxTokens, 1000, 'the plan has all of its room');
    const read = last.messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
    assert.equal(read[0], '(left out, call again)');
    assert.match(read.at(-1)!, /^1: export/);
  });

  it('gets no more where it asks for what it was not offered', async () => {
    const provider = new Thorough('openai', searching);
    provider.mayLookUp = () => true;
    const { planning } = await openPlanningWorld(provider, null, texts);
    const { message } = await planning.chat({ message: 'Plan limits' });
    assert.equal(message.error?.code, 'tooManyRounds');
    assert.match(provider.requests.at(-1)!.messages.at(-1)!.content, /^This was not carried out\.\n\nNo more look-ups/);
  });

  it('goes on for as long as it likes offline, where nothing is paid', async () => {
    const provider = new Thorough('offline', reading, 23);
    const { planning } = await openPlanningWorld(provider, null, texts);
    const { message } = await planning.chat({ message: 'Plan limits' });
    assert.equal(message.state, 'complete', JSON.stringify(message.error));
    assert.equal(provider.requests.length, 24);
    for (const request of provider.requests) assert.ok(provider.mayLookUp(request));
  });
});
