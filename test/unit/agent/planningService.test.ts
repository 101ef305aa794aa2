import assert from 'node:assert/strict';
import { once } from 'node:events';
import { UserError } from '../../../src/domain/errors';
import { createTextVersion } from '../../../src/plans/planSaving';
import { acceptProposal } from '../../../src/plans/proposals';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const open = async (answers: readonly ScriptedAnswer[]) => {
  const provider = new ScriptedProvider(answers);
  return { ...(await openPlanningWorld(provider)), provider };
};

const messagesOf = async ({ storage }: Awaited<ReturnType<typeof open>>, sessionId: string) =>
  storage.conversations.messages(sessionId);

describe('PlanningService', () => {
  it('stores the plan, its project and both messages when the model creates a plan', async () => {
    const world = await open([calls('create_plan', draft('Rate limiting'), 'Requests enter through createApp.')]);
    const result = await world.planning.chat({ message: 'Plan rate limiting' });
    const plan = await world.storage.plans.get(result.generatedPlanId!);
    assert.equal(plan.title, 'Rate limiting');
    assert.equal((await world.storage.projects.get(plan.projectId)).name, 'atlas');
    assert.equal(result.response, 'Requests enter through createApp.');
    const [user, assistant] = await messagesOf(world, result.sessionId);
    assert.equal(user?.content, 'Plan rate limiting');
    assert.equal(assistant?.planId, plan.id);
    assert.equal((await world.storage.conversations.session(result.sessionId)).model, assistant?.model);
    assert.equal(world.provider.requests.length, 1);
    assert.deepEqual(
      world.events.map(({ type }) => type).filter((type) => type !== 'agent'),
      ['started', 'ended'],
    );
  });

  it('sends the latest message exactly once, after the history', async () => {
    const world = await open([says('First.'), says('Second.')]);
    const { sessionId } = await world.planning.chat({ message: 'one' });
    await world.planning.chat({ message: 'two', sessionId });
    const roles = world.provider.requests[1]?.messages.map(({ role, content }) =>
      role === 'system' ? role : `${role}: ${content}`,
    );
    assert.deepEqual(roles, ['system', 'user: one', 'assistant: First.', 'user: two']);
  });

  it('gives a file that does not exist back to the model once', async () => {
    const world = await open([
      calls('create_plan', draft('Limits', 'src/ap.ts')),
      calls('create_plan', draft('Limits', 'src/app.ts'), 'Corrected.'),
    ]);
    const { generatedPlanId } = await world.planning.chat({ message: 'Plan limits' });
    const told = world.provider.requests[1]?.messages.at(-1);
    assert.match(told?.content ?? '', /src\/ap\.ts does not exist; the nearest is src\/app\.ts/);
    assert.match((await world.storage.plans.version(generatedPlanId!, 1)).content, /`src\/app\.ts`/);
  });

  it('shows a plan with its problems when the repair did not help', async () => {
    const wrong = calls('create_plan', draft('Limits', 'src/ap.ts'), 'Here it is.');
    const { planning } = await open([wrong, wrong]);
    const { generatedPlanId } = await planning.chat({ message: 'Plan limits' });
    assert.ok(generatedPlanId);
  });

  it('revises by a proposed version, and a second wish replaces the first proposal', async () => {
    const task = draft('Docs').phases[0]!.tasks[0]!;
    const add = (title: string) =>
      calls(
        'revise_plan',
        { summary: 'Docs', edits: [{ type: 'addTask', phase: 'Begin', after: null, task: { ...task, title } }] },
        'Proposed.',
      );
    const world = await open([
      calls('create_plan', draft('Limits'), 'Done.'),
      add('Write the docs'),
      add('Write the tests'),
    ]);
    const { sessionId, generatedPlanId } = await world.planning.chat({ message: 'Plan limits' });
    await world.planning.chat({ message: 'docs too', sessionId });
    await world.planning.chat({ message: 'tests too', sessionId });
    const versions = await world.storage.plans.versions(generatedPlanId!);
    assert.deepEqual(
      versions.map(({ number, state, baseVersion }) => [number, state, baseVersion]),
      [
        [3, 'proposed', 1],
        [2, 'superseded', 1],
        [1, 'accepted', null],
      ],
    );
    const { content } = await world.storage.plans.version(generatedPlanId!, 3);
    assert.match(content, /\*\*T2\*\* Write the docs/);
    assert.match(content, /\*\*T3\*\* Write the tests/);
    assert.equal((await world.storage.plans.get(generatedPlanId!)).currentVersion, 1);
  });

  it('gives a new task another id where its own was given away while the turn ran', async () => {
    const newTask = { ...draft('Docs').phases[0]!.tasks[0]!, title: 'Write the docs' };
    const edits = [{ type: 'addTask', phase: 'Begin', after: null, task: newTask }];
    const { planning, provider, storage } = await open([
      calls('create_plan', draft('Limits'), 'Done.'),
      calls('revise_plan', { summary: 'Docs', edits }, 'Proposed.'),
    ]);
    const { sessionId, generatedPlanId } = await planning.chat({ message: 'Plan limits' });
    const id = generatedPlanId!;
    const { content } = await storage.plans.version(id, 1);
    const stream = provider.stream.bind(provider);
    provider.stream = async function* (request, signal) {
      const text = content.replace('- [ ] **T1**', '- [ ] **T2** Count\n- [ ] **T1**');
      await createTextVersion(storage, id, { content: text, base: 1, state: 'accepted' }, 'Ada');
      yield* stream(request, signal);
    };
    await planning.chat({ message: 'docs too', sessionId });
    const merged = await acceptProposal(storage, id, 3);
    assert.match(merged.content, /\*\*T2\*\* Count\n[^]*\*\*T3\*\* Write the docs/);
  });

  for (const [name, answer, code] of [
    ['a provider error', new UserError('badKey', { origin: 'https://x', status: 401 }), 'badKey'],
    ['a stream that is cut', [{ type: 'text', text: 'I will' }], 'streamCut'],
    ['an answer without words', [{ type: 'finish', reason: 'stop' }], 'emptyReply'],
    ['a bug', new Error('boom'), 'bug'],
  ] as const) {
    it(`stores ${name} as a failed message, never as a plan`, async () => {
      const world = await open([answer]);
      const { sessionId, generatedPlanId, message } = await world.planning.chat({ message: 'Plan limits' });
      assert.equal(generatedPlanId, null);
      assert.equal(message.state, 'failed');
      assert.equal(message.error?.code, code);
      assert.ok(!message.content.includes(code) && !message.content.includes('boom'));
      assert.equal((await world.storage.plans.list({})).total, 0);
      assert.equal((await messagesOf(world, sessionId))[0]?.content, 'Plan limits');
    });
  }

  it('answers tool arguments that are no JSON with what is wrong, and goes on', async () => {
    const world = await open([calls('read_file', '<<<'), says('Sorry.')]);
    const { response } = await world.planning.chat({ message: 'hello' });
    assert.equal(response, 'Sorry.');
    assert.match(world.provider.requests[1]?.messages.at(-1)?.content ?? '', /Wrong arguments/);
  });

  it('keeps a plan although the closing words fail', async () => {
    const world = await open([calls('create_plan', draft('Limits')), new UserError('contentFilter')]);
    const { generatedPlanId, message } = await world.planning.chat({ message: 'Plan limits' });
    assert.ok(generatedPlanId);
    assert.equal(message.state, 'complete');
  });

  it('stores a stopped turn as cancelled with the text so far, and can be asked again', async () => {
    const world = await open([
      [
        { type: 'text', text: 'Let me' },
        { type: 'text', text: ' see' },
      ],
      says('Here.'),
    ]);
    const stopped: Promise<string | undefined>[] = [];
    const stop = async (sessionId: string): Promise<string | undefined> => {
      await world.planning.stop(sessionId);
      return world.events.at(-1)?.type;
    };
    world.planning.onDidTurn(({ sessionId, event }) => {
      if (event.type === 'agent' && event.event.type === 'text') stopped.push(stop(sessionId));
    });
    const { sessionId, message } = await world.planning.chat({ message: 'Plan limits' });
    assert.equal(message.state, 'cancelled');
    assert.equal(await stopped[0], 'ended', 'stopping resolves when the turn is stored');
    assert.equal(message.content, 'Let me');
    const again = await world.planning.retry(sessionId, message.id);
    assert.deepEqual(
      world.provider.requests[1]?.messages.filter(({ role }) => role === 'user').map(({ content }) => content),
      ['Plan limits'],
    );
    assert.equal(again.message.state, 'cancelled');
  });

  for (const what of ['conversation', 'project'] as const)
    it(`stops a turn whose ${what} is deleted`, async () => {
      const provider = new ScriptedProvider([]);
      provider.stream = async function* (_request, signal) {
        yield { type: 'text', text: 'Let me' };
        await once(signal, 'abort');
        signal.throwIfAborted();
      };
      const { storage, planning } = await openPlanningWorld(provider);
      const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
      planning.onDidTurn(({ sessionId, event }) => {
        if (event.type !== 'agent' || event.event.type !== 'text') return;
        void (what === 'project' ? storage.projects.delete(projectId) : storage.conversations.delete([sessionId]));
      });
      const { message } = await planning.chat({ message: 'Plan limits', projectId });
      assert.equal(message.error?.code, 'notFound');
      assert.equal(message.content, 'Let me');
    });

  it('refuses a second turn while one runs, keeping the first and its project', async () => {
    const world = await open([says('One.'), says('Two.')]);
    const { id: projectId } = await world.storage.projects.create({ name: 'Other' });
    const { sessionId } = await world.planning.chat({ message: 'one' });
    const running = world.planning.chat({ message: 'two', sessionId });
    await assert.rejects(world.planning.chat({ message: 'three', sessionId, projectId }), { code: 'busy' });
    assert.equal((await running).response, 'Two.');
    assert.equal((await world.storage.conversations.session(sessionId)).projectId, null);
  });

  it('begins no conversation about a plan that is not there', async () => {
    const { planning, storage } = await open([]);
    await assert.rejects(planning.chat({ message: 'Go on', planId: 'nowhere' }), { code: 'notFound' });
    assert.equal((await storage.conversations.list()).total, 0);
  });

  it('records progress from the conversation without a version', async () => {
    const world = await open([
      calls('create_plan', draft('Limits'), 'Done.'),
      calls('update_tasks', { tasks: [{ id: 'T1', done: true, reason: 'shipped' }] }, 'Noted.'),
      says(''),
    ]);
    const { sessionId, generatedPlanId } = await world.planning.chat({ message: 'Plan limits' });
    await world.planning.chat({ message: 'T1 is shipped', sessionId });
    const [tick] = await world.storage.plans.progress(generatedPlanId!);
    assert.deepEqual([tick?.taskId, tick?.done, tick?.who, tick?.why], ['T1', true, 'Ada', 'shipped']);
    assert.equal((await world.storage.plans.versions(generatedPlanId!)).length, 1);
  });
});
