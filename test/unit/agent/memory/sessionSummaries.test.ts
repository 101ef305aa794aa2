import assert from 'node:assert/strict';
import type { ModelChoice } from '../../../../src/agent/planningService';
import { SessionSummaries } from '../../../../src/agent/memory/sessionSummaries';
import { UserError } from '../../../../src/domain/errors';
import { type Log, silentLog } from '../../../../src/domain/log';
import type { ModelEvent } from '../../../../src/models/modelProvider';
import { OfflineProvider } from '../../../../src/models/offlineProvider';
import { openMemoryStorage } from '../../../support/memoryStorage';
import { says, type ScriptedAnswer, ScriptedProvider } from '../../../support/scriptedProvider';

const long = (name: string): string => `${name} ${'words about the matter '.repeat(60)}`;

const choice = (provider: ModelChoice['provider']): ModelChoice => ({
  provider,
  model: 'm1',
  label: 'm1',
  temperature: 0,
  maxTokens: 1000,
  contextTokens: 2000,
  maxRounds: 6,
  maxTurnTokens: 100_000,
  language: '',
});

const open = async (answers: readonly ScriptedAnswer[], turns = 6, log: Log = silentLog) => {
  const storage = await openMemoryStorage();
  const { id } = await storage.conversations.createSession({});
  const say = async (from: number, to: number): Promise<void> => {
    for (let turn = from; turn < to; turn++) {
      await storage.conversations.addMessage(id, { role: 'user', content: long(`Wish ${turn}`) });
      await storage.conversations.addMessage(id, { role: 'assistant', content: `Answer ${turn}` });
    }
  };
  await say(0, turns);
  const provider = new ScriptedProvider(answers);
  const summaries = new SessionSummaries(storage, log);
  /** The update that follows the last turn. */
  const update = async (by: SessionSummaries, model: ModelChoice): Promise<void> =>
    by.update((await storage.conversations.messages(id)).at(-1)!, model);
  const summary = async (): Promise<string | null> => (await storage.conversations.session(id)).summary;
  return { id, storage, provider, summaries, summary, say, update };
};

describe('SessionSummaries', () => {
  it('keeps what older turns were about, and goes on from what it knows, also in another window', async () => {
    const world = await open([says('They want limits.'), says('They want limits and docs.')]);
    await world.update(world.summaries, choice(world.provider));
    assert.equal(await world.summary(), 'They want limits.');
    const first = world.provider.requests[0]?.messages.at(-1)?.content ?? '';
    assert.ok(first.includes('Wish 0') && !first.includes('Wish 5'));
    await world.say(6, 8);
    await world.update(new SessionSummaries(world.storage, silentLog), choice(world.provider));
    const second = world.provider.requests[1]?.messages.at(-1)?.content ?? '';
    assert.match(second, /^Summary so far:\nThey want limits\./);
    const again = (second.match(/Wish \d+/g) ?? []).filter((wish) => first.includes(wish));
    assert.deepEqual(again, [], 'what is summed up is not sent again');
    assert.equal(await world.summary(), 'They want limits and docs.');
  });

  it('asks nothing while everything fits, and not twice for the same turns', async () => {
    const short = await open([], 1);
    await short.update(short.summaries, choice(short.provider));
    assert.equal(await short.summary(), null);
    const world = await open([says('Once.')]);
    await world.update(world.summaries, choice(world.provider));
    await world.update(world.summaries, choice(world.provider));
    assert.equal(world.provider.requests.length, 1);
  });

  it('asks again once enough has been added, not after every turn', async () => {
    const world = await open([says('Once.'), says('Twice.')], 40);
    const model = { ...choice(world.provider), contextTokens: 12_000 };
    await world.update(world.summaries, model);
    const requests: number[] = [];
    for (let turn = 40; turn < 47; turn++) {
      await world.say(turn, turn + 1);
      await world.update(world.summaries, model);
      requests.push(world.provider.requests.length);
    }
    assert.deepEqual([requests[0], requests.at(-1)], [1, 2]);
  });

  it('tells what it took with the turn before it, by the words where the server gives no figures', async () => {
    const figures = { type: 'usage', promptTokens: 900, completionTokens: 40 } as const;
    const world = await open([[...says('They want limits.'), figures], says('And docs.')]);
    const usage = async () => (await world.storage.conversations.messages(world.id)).at(-1)!.usage;
    const price = () => ({ input: 0.001, output: 0.01 });
    await world.update(world.summaries, { ...choice(world.provider), price });
    assert.deepEqual(await usage(), { promptTokens: 900, completionTokens: 40, estimated: false, cost: 1.3 });
    await world.say(6, 8);
    const last = (await world.storage.conversations.messages(world.id)).at(-1)!;
    const taken = { promptTokens: 100, completionTokens: 10, estimated: false };
    await world.storage.conversations.updateMessage(last.id, { usage: taken });
    await world.update(world.summaries, choice(world.provider));
    const { promptTokens, completionTokens, estimated } = (await usage())!;
    assert.ok(promptTokens > 500 && completionTokens > 10 && estimated);
  });

  it('extracts the wishes where there is no model', async () => {
    const world = await open([]);
    await world.update(world.summaries, choice(new OfflineProvider()));
    assert.match((await world.summary()) ?? '', /^> Wish 0 words[^\n]*\n> Wish 1/);
  });

  it('keeps what a model told when it goes on without one, also in another window', async () => {
    const world = await open([says('They want limits.')]);
    await world.update(world.summaries, choice(world.provider));
    await world.say(6, 8);
    const later = new SessionSummaries(world.storage, silentLog);
    await world.update(later, choice(new OfflineProvider()));
    const lines = (await world.summary())?.split('\n') ?? [];
    assert.equal(lines[0], 'They want limits.');
    assert.match(lines.at(-1) ?? '', /^> Wish [5-7] words/);
    await world.say(8, 70);
    await world.update(new SessionSummaries(world.storage, silentLog), choice(new OfflineProvider()));
    assert.equal(
      (await world.summary())?.match(/They want limits\.|> Wish 55 /g)?.length,
      2,
      'each once, the model first',
    );
    assert.equal((await world.summary())?.split('\n').length, 51);
  });

  it('keeps no thoughts whose beginning the server kept to itself', async () => {
    const world = await open([says('They said much.\n</think>\n\nThey want limits.')]);
    await world.update(world.summaries, choice(world.provider));
    assert.equal(await world.summary(), 'They want limits.');
  });

  it('leaves a model that never stops', async () => {
    let told = 0;
    async function* endless(): AsyncGenerator<ModelEvent, void> {
      for (; told < 1000; told++) yield { type: told % 2 === 0 ? 'text' : 'reasoning', text: 'words '.repeat(10) };
      yield { type: 'finish', reason: 'stop' };
    }
    const world = await open([]);
    await world.update(world.summaries, choice({ id: 'openai', stream: endless }));
    // The bound of 1,000 tokens in characters, and 60 characters each time.
    assert.equal(told, Math.floor(8000 / 60));
    const usage = (await world.storage.conversations.messages(world.id)).at(-1)?.usage;
    // About 1,085 with the thoughts, half of that without.
    assert.ok(usage && usage.completionTokens > 900, String(usage?.completionTokens));
    assert.match((await world.summary()) ?? '', /^> Wish 0 words/);
  });

  it('keeps the words of the user instead of a cut summary, and only logs a failure', async () => {
    const cut = await open([
      [
        { type: 'text', text: 'They w' },
        { type: 'finish', reason: 'length' },
      ],
    ]);
    await cut.update(cut.summaries, choice(cut.provider));
    assert.match((await cut.summary()) ?? '', /^> Wish 0 words/);
    await cut.update(cut.summaries, choice(cut.provider));
    assert.equal(cut.provider.requests.length, 1, 'it is not asked for again');
    const warned = new Promise<string>((resolve) => {
      const log: Log = { ...silentLog, warn: (message) => resolve(message) };
      void open([new UserError('badKey')], 6, log).then(({ id, summaries, provider }) =>
        summaries.note({ id: 'any', sessionId: id }, choice(provider)),
      );
    });
    assert.equal(await warned, 'summary failed');
  });
});
