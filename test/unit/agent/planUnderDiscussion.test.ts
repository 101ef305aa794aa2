import assert from 'node:assert/strict';
import { acceptProposal } from '../../../src/plans/proposals';
import { savePlanText } from '../../../src/plans/planSaving';
import { OfflineProvider } from '../../../src/models/offlineProvider';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const task = draft('Docs').phases[0]!.tasks[0]!;
const addition = (title: string) => ({
  summary: title,
  edits: [{ type: 'addTask', phase: 'Begin', after: null, newTask: { ...task, title } }],
});
const add = (title: string) => calls('revise_plan', addition(title), 'Proposed.');
const create = calls('create_plan', draft('Limits'), 'Done.');

const open = async (answers: readonly ScriptedAnswer[]) => {
  const provider = new ScriptedProvider(answers);
  return { ...(await openPlanningWorld(provider)), provider };
};

describe('the plan under discussion', () => {
  it('is the current text when the user went on from an open proposal, so that no edit of theirs is lost', async () => {
    const { planning, storage } = await open([create, add('Write the docs'), add('Write the tests')]);
    const { sessionId, generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    await planning.chat({ message: 'docs too', sessionId });
    const { content } = await storage.plans.version(planId!, 1);
    await savePlanText(storage, planId!, `${content}\nTyped by hand.\n`, { session: 's', who: 'Ada', served: null });
    await planning.chat({ message: 'tests too', sessionId });
    const [proposed] = await storage.plans.versions(planId!);
    assert.equal((await storage.plans.version(planId!, 2)).state, 'proposed', 'it is not in the new one');
    await storage.plans.accept(planId!, proposed!.number);
    assert.match((await storage.plans.version(planId!, proposed!.number)).content, /Typed by hand\./);
  });

  it("leaves a teammate's proposal open, and both can be accepted", async () => {
    const { planning, storage } = await open([create, add('Write the docs'), add('Write the tests')]);
    const { sessionId, generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    const { content } = await storage.plans.version(planId!, 1);
    const theirs = { content: content.replace('# Limits', '# Limits for all'), author: 'import', base: 1 } as const;
    await storage.plans.createVersion(planId!, { ...theirs, state: 'proposed' });
    await planning.chat({ message: 'docs too', sessionId });
    await planning.chat({ message: 'tests too', sessionId });
    const versions = await storage.plans.versions(planId!);
    assert.deepEqual(
      versions.map(({ number, state }) => `${number} ${state}`),
      ['4 proposed', '3 superseded', '2 proposed', '1 accepted'],
    );
    await acceptProposal(storage, planId!, 4);
    assert.match((await acceptProposal(storage, planId!, 2)).content, /# Limits for all[^]*docs[^]*tests/);
  });

  it('loses nothing of what is typed in its document while the model works', async () => {
    const { planning, storage, provider } = await open([create, add('Write the docs')]);
    const { sessionId, generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    const origin = { session: 's', who: 'Ada', served: null };
    const { content } = await storage.plans.version(planId!, 1);
    await savePlanText(storage, planId!, `${content}\nTyped before.\n`, origin);
    const stream = provider.stream.bind(provider);
    provider.stream = async function* (request, signal) {
      await savePlanText(storage, planId!, `${content}\nTyped before.\n\nTyped meanwhile.\n`, origin);
      yield* stream(request, signal);
    };
    const { message } = await planning.chat({ message: 'docs too', sessionId });
    assert.equal((await storage.plans.get(planId!)).currentVersion, 3);
    const accepted = await acceptProposal(storage, planId!, message.planVersion!);
    assert.match(accepted.content, /Write the docs[^]*Typed before\.\n\nTyped meanwhile\./);
  });

  it('is what was proposed when the user accepts it while the model works on it', async () => {
    const retitle = { type: 'updateTask', task: 'T2', title: 'Write short docs' };
    const { planning, storage, provider } = await open([
      create,
      add('Write the docs'),
      calls('revise_plan', { summary: 'Shorter', edits: [retitle] }, 'Proposed.'),
    ]);
    const { sessionId, generatedPlanId } = await planning.chat({ message: 'Plan limits' });
    const planId = generatedPlanId!;
    await planning.chat({ message: 'docs too', sessionId });
    const stream = provider.stream.bind(provider);
    provider.stream = async function* (request, signal) {
      await acceptProposal(storage, planId, 2);
      yield* stream(request, signal);
    };
    await planning.chat({ message: 'short ones', sessionId });
    const accepted = await acceptProposal(storage, planId, 3);
    assert.deepEqual([accepted.number, accepted.baseVersion], [3, 2]);
    assert.match(accepted.content, /\*\*T2\*\* Write short docs/);
  });

  it('takes several revisions of one turn together', async () => {
    const both: ScriptedAnswer = [
      { type: 'text', text: 'Both.' },
      ...['Write the docs', 'Write the tests'].map((title, at) => ({
        type: 'toolCall' as const,
        call: { id: `c${at}`, name: 'revise_plan', arguments: JSON.stringify(addition(title)) },
      })),
      { type: 'finish', reason: 'toolCalls' },
    ];
    const { planning, storage } = await open([create, both]);
    const { sessionId, generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    await planning.chat({ message: 'docs and tests', sessionId });
    const versions = await storage.plans.versions(planId!);
    assert.equal(versions.length, 2);
    const { content } = await storage.plans.version(planId!, 2);
    assert.match(content, /Write the docs[^]*Write the tests/);
  });

  it('is remembered with the message that named it, for a retry and for what follows', async () => {
    const { planning, storage, provider } = await open([
      create,
      new Error('down'),
      add('Write the docs'),
      says('Yes.'),
    ]);
    const { generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    const failed = await planning.chat({ message: 'docs too', planId });
    const again = await planning.retry(failed.sessionId, failed.message.id);
    assert.equal(again.generatedPlanId, planId);
    await planning.chat({ message: 'is that all?', sessionId: failed.sessionId });
    assert.match(provider.requests.at(-1)?.messages[0]?.content ?? '', /Plan under discussion/);
    assert.equal((await storage.plans.list({})).total, 1);
  });

  it('is told with the sections that its template gave it', async () => {
    const { planning, provider } = await open([create, says('Yes.')]);
    const template = { id: 'spike', sections: ['Overview & Goals', 'Findings'] };
    const { sessionId } = await planning.chat({ message: 'Plan limits', template });
    await planning.chat({ message: 'is that all?', sessionId });
    const told = provider.requests.at(-1)?.messages[0]?.content ?? '';
    assert.match(told, /Its sections, instead of those above: Overview & Goals; Findings/);
  });
});

describe('the other plans of a project', () => {
  it('are told with the phases of those last changed, without those that were put away', async () => {
    const { planning, storage, provider } = await open([says('Hello.')]);
    const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
    const phases = '## Implementation Phases\n\n### Phase 1: Begin\n\n- [ ] Do\n\n### Phase 2: End\n\n- [ ] Ship\n';
    for (let at = 0; at < 8; at++) {
      const text = { title: `Plan ${at}`, content: `# Plan ${at}\n\n${phases}`, author: 'user' as const };
      const { plan } = await storage.plans.create({ projectId, ...text });
      if (at === 7) await storage.plans.setStatus(plan.id, 'archived', { who: 'Ada', why: '' });
    }
    await planning.chat({ message: 'Hello', projectId });
    const told = /### Other plans of the project\n```\n([^`]*)```/.exec(
      provider.requests[0]!.messages[0]!.content,
    )?.[1];
    assert.deepEqual(told?.trim().split('\n'), [
      ...[6, 5, 4, 3, 2].map((at) => `- Plan ${at} (draft): Begin; End`),
      '- Plan 1 (draft)',
      '- Plan 0 (draft)',
    ]);
  });
});

describe('a turn that cannot be stored', () => {
  it('ends as a failed message and leaves the conversation free', async () => {
    const { planning, storage, events } = await open([create, add('Write the docs'), says('Here.')]);
    const { sessionId, generatedPlanId: planId } = await planning.chat({ message: 'Plan limits' });
    planning.onDidTurn(({ event }) => {
      if (event.type === 'agent' && event.event.type === 'outcome') void storage.plans.delete(planId!);
    });
    const { message } = await planning.chat({ message: 'docs too', sessionId });
    assert.equal(message.state, 'failed');
    assert.equal(message.error?.code, 'notFound');
    assert.equal(events.at(-1)?.type, 'ended');
    assert.equal((await planning.chat({ message: 'and now?', sessionId })).response, 'Here.');
  });
});

describe('questions of the offline planner', () => {
  it('are asked once: the answer leads on', async () => {
    const { planning } = await openPlanningWorld(new OfflineProvider());
    const asked = await planning.chat({ message: 'hi' });
    const [question] = asked.message.questions;
    assert.ok(question, 'it asks');
    const next = await planning.chat({
      message: `${question.text} Rate limiting for the public API`,
      sessionId: asked.sessionId,
    });
    assert.equal(next.message.questions.length, 0);
    assert.ok(next.generatedPlanId);
  });
});
