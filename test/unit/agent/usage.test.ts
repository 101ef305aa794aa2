import assert from 'node:assert/strict';
import { UserError } from '../../../src/domain/errors';
import { OfflineProvider } from '../../../src/models/offlineProvider';
import { openMemoryStorage } from '../../support/memoryStorage';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const price = { input: 2e-6, output: 1e-5 };
const open = (answers: readonly ScriptedAnswer[], cost: typeof price | null = price) =>
  openPlanningWorld(new ScriptedProvider(answers), cost);

describe('what turns take', () => {
  it('stores what the tokens of all rounds cost', async () => {
    const { planning } = await open([calls('list_files', {}), says('Found it.')]);
    const { message } = await planning.chat({ message: 'Where does it begin?' });
    const { promptTokens, completionTokens, cost } = message.usage!;
    assert.ok(promptTokens > 0 && completionTokens > 0);
    assert.equal(cost, promptTokens * 2e-6 + completionTokens * 1e-5);
  });

  it('counts what was asked although the answer broke off', async () => {
    const provider = new ScriptedProvider([]);
    provider.stream = async function* () {
      yield { type: 'text', text: 'Half an answer' };
      throw new UserError('streamCut');
    };
    const { message } = await (await openPlanningWorld(provider, price)).planning.chat({ message: 'Plan limits' });
    assert.equal(message.state, 'failed');
    assert.ok(message.usage && message.usage.promptTokens > 100 && message.usage.completionTokens > 0);
    assert.equal(message.usage.estimated, true);
  });

  it('names no cost where no price is known', async () => {
    const { planning } = await open([says('Hi.')], null);
    const { message } = await planning.chat({ message: 'Hello' });
    assert.equal('cost' in message.usage!, false);
  });

  it('estimates a message before it is sent as the request will then be, and stores nothing of it', async () => {
    const { planning, storage, events } = await open([says('First.'), says('Second.')]);
    const { sessionId } = await planning.chat({ message: 'one' });
    const { seen, estimate } = await planning.preview(
      { message: 'two', sessionId },
      1000,
      new AbortController().signal,
    );
    assert.ok(seen.parts.some(({ source }) => source === 'history'));
    assert.equal((await storage.conversations.messages(sessionId)).length, 2);
    const { message } = await planning.chat({ message: 'two', sessionId });
    assert.equal(estimate?.promptTokens, message.usage?.promptTokens);
    assert.equal(estimate?.cost, estimate!.promptTokens * 2e-6);
    assert.equal(events.filter(({ type }) => type === 'started').length, 2);
  });

  it('estimates the first message of a conversation that has not begun', async () => {
    const { planning, storage } = await open([]);
    const { signal } = new AbortController();
    assert.ok((await planning.preview({ message: 'Plan limits' }, 1000, signal)).estimate!.promptTokens > 100);
    assert.equal((await storage.conversations.list()).total, 0);
  });

  it('does not bound the offline planner, which reads a long list of files in many rounds', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 3000 }, (_, at) => [`packages/area${at % 40}/src/components/part${at}.ts`, '']),
    );
    const { planning } = await openPlanningWorld(new OfflineProvider(), null, texts);
    const { message } = await planning.chat({ message: 'Plan rate limiting' });
    assert.equal(message.state, 'complete');
    assert.notEqual(message.planId, null);
  });
});

describe('local counters', () => {
  it('follow a plan from the request to its answer', async () => {
    const task = draft('Docs').phases[0]!.tasks[0]!;
    const revise = calls(
      'revise_plan',
      { summary: 'Docs', edits: [{ type: 'addTask', phase: 'Begin', after: null, task: { ...task, title: 'Docs' } }] },
      'Proposed.',
    );
    const failing = new UserError('badKey', { origin: 'https://models.test', status: 401 });
    const { planning, storage } = await open([calls('create_plan', draft('Limits'), 'Done.'), revise, revise, failing]);
    const { sessionId, generatedPlanId: id } = await planning.chat({ message: 'Plan limits' });
    await planning.chat({ message: 'docs', sessionId });
    await storage.plans.reject(id!, 2);
    await planning.chat({ message: 'docs after all', sessionId });
    await storage.plans.accept(id!, 3);
    await storage.plans.setStatus(id!, 'approved', { who: 'Ada', why: '' });
    await planning.chat({ message: 'and now?', sessionId });
    const totals = await storage.counters.totals();
    const funnel = Object.fromEntries(Array.from(totals).filter(([name]) => !name.startsWith('ms.')));
    assert.deepEqual(funnel, {
      'turn.asked': 4,
      'turn.failed.badKey': 1,
      'plan.drafted': 3,
      'plan.shown': 3,
      'plan.approved': 1,
      'proposal.accepted': 1,
      'proposal.rejected': 1,
    });
    for (const phase of ['turn', 'context', 'firstToken', 'model', 'generation']) {
      const counted = Array.from(totals).filter(([name]) => name.startsWith(`ms.${phase}.`));
      const turns = counted.reduce((sum, [, value]) => sum + value, 0);
      assert.ok(turns >= 3 && turns <= 4, `${phase}: ${turns}`);
      for (const [name] of counted) assert.ok(Number.isInteger(Math.log2(Number(name.split('.')[2]))), name);
    }
  });

  it('count by day', async () => {
    const dayMs = 86_400_000;
    let now = 100 * dayMs;
    const { counters } = await openMemoryStorage({ clock: () => now });
    await counters.add({ 'turn.asked': 2, 'plan.shown': 1 });
    await counters.add({});
    now += dayMs;
    await counters.add({ 'turn.asked': 1 });
    assert.deepEqual([...(await counters.totals(1))], [['turn.asked', 1]]);
    assert.deepEqual(new Map(await counters.totals(2)).get('turn.asked'), 3);
    assert.deepEqual((await counters.totals()).get('plan.shown'), 1);
  });
});
