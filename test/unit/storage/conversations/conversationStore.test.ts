import assert from 'node:assert/strict';
import { titleFrom } from '../../../../src/storage/conversations/conversationStore';
import type { Storage } from '../../../../src/storage/open';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage } from '../../../support/memoryStorage';

describe('ConversationStore', () => {
  let storage: Storage;
  let projectId: string;
  beforeEach(async () => {
    storage = await openMemoryStorage();
    projectId = (await storage.projects.create({ name: 'Project' })).id;
  });
  afterEach(() => storage.close());

  it('names a conversation after its first message', async () => {
    const session = await storage.conversations.createSession();
    assert.deepEqual(await storage.conversations.session(session.id), session);
    assert.equal(session.title, '');
    await storage.conversations.addMessage(session.id, { role: 'user', content: '\n  Add   rate limiting \nplease' });
    await storage.conversations.addMessage(session.id, { role: 'user', content: 'Something else' });
    assert.equal((await storage.conversations.session(session.id)).title, 'Add rate limiting');
    const named = await storage.conversations.createSession({ title: 'Mine', projectId, model: 'm' });
    await storage.conversations.addMessage(named.id, { role: 'user', content: 'Hello' });
    const { title, projectId: project, model } = await storage.conversations.session(named.id);
    assert.deepEqual([title, project, model], ['Mine', projectId, 'm']);
    assert.equal(titleFrom(' \r\n '), '');
    assert.equal(Array.from(titleFrom('😀'.repeat(80))).length, 60);
    assert.equal(titleFrom('x'.repeat(60)), 'x'.repeat(60));
  });

  it('keeps every field of a message', async () => {
    const { plan } = await storage.plans.create({ projectId, title: 'P', content: 'x', author: 'user' });
    const session = await storage.conversations.createSession();
    const made = await storage.conversations.addMessage(session.id, {
      id: 'given',
      role: 'assistant',
      content: 'Reply \u0000 😀 \r\n',
      modality: 'voice',
      state: 'failed',
      error: { code: 'rateLimited', args: { seconds: 3 } },
      reasoning: 'hm',
      activity: [
        { tool: 'read_file', subject: 'a.ts', path: 'a.ts', line: 1, endLine: 2, outcome: 'read', failed: false },
      ],
      questions: [{ id: 'q', text: '?', options: ['a', 'b'], multiple: true }],
      template: { id: 'spike', sections: ['Findings'] },
      planId: plan.id,
      planVersion: 1,
      model: 'glm',
      usage: { promptTokens: 1, completionTokens: 2, estimated: false },
      latencyMs: 12.6,
    });
    assert.equal(made.id, 'given');
    assert.equal(made.latencyMs, 13);
    assert.deepEqual(await storage.conversations.message('given'), made);
    assert.deepEqual(await storage.conversations.messages(session.id), [made]);
    assert.equal(await storage.conversations.lastPlan(session.id), plan.id);
    const plain = await storage.conversations.addMessage(session.id, { role: 'user', content: '' });
    assert.deepEqual(await storage.conversations.message(plain.id), plain);
    assert.deepEqual(
      [plain.modality, plain.state, plain.error, plain.activity, plain.questions, plain.usage],
      ['text', 'complete', null, [], [], null],
    );
  });

  it('refuses what cannot be a message', async () => {
    const { id } = await storage.conversations.createSession();
    const add = (input: object) => storage.conversations.addMessage(id, { role: 'user', content: 'x', ...input });
    await assert.rejects(add({ role: 'system' }), failsWith('invalidInput'));
    await assert.rejects(add({ content: 'x'.repeat(1_000_001) }), failsWith('invalidInput'));
    await assert.rejects(add({ planId: 'none' }), failsWith('notFound', { kind: 'plan', id: 'none' }));
    await assert.rejects(add({ activity: [{ tool: 1 }] }), failsWith('invalidInput'));
    await assert.rejects(add({ usage: { promptTokens: 'many' } }), failsWith('invalidInput'));
    await assert.rejects(
      storage.conversations.addMessage('none', { role: 'user', content: '' }),
      failsWith('notFound'),
    );
    assert.deepEqual(await storage.conversations.messages(id), []);
    assert.equal((await storage.conversations.session(id)).title, '', 'a refused message leaves no title');
  });

  it('gives messages oldest first, by pages from the end', async () => {
    const { id } = await storage.conversations.createSession();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1)
      made.push((await storage.conversations.addMessage(id, { role: 'user', content: String(n) })).id);
    const texts = async (page?: { limit?: number; before?: string }) =>
      (await storage.conversations.messages(id, page)).map(({ content }) => content).join('');
    assert.equal(await texts(), '01234');
    assert.equal(await texts({ limit: 2 }), '34');
    assert.equal(await texts({ limit: 2, before: made[3]! }), '12');
    assert.equal(await texts({ before: made[1]! }), '0');
    await assert.rejects(texts({ before: 'none' }), failsWith('notFound', { kind: 'message', id: 'none' }));
    await assert.rejects(storage.conversations.messages('none'), failsWith('notFound'));
  });

  it('lists the last used first', async () => {
    const a = await storage.conversations.createSession({ title: 'a_1', projectId });
    const b = await storage.conversations.createSession({ title: 'b', projectId });
    const c = await storage.conversations.createSession({ title: 'c' });
    const ids = async (filter?: Parameters<Storage['conversations']['list']>[0]) =>
      (await storage.conversations.list(filter)).items.map(({ id }) => id);
    assert.deepEqual(await ids(), [c.id, b.id, a.id]);
    await storage.conversations.addMessage(a.id, { role: 'user', content: 'x' });
    assert.deepEqual(await ids(), [a.id, c.id, b.id]);
    assert.deepEqual(await ids({ projectId }), [a.id, b.id]);
    assert.deepEqual(await ids({ projectId: null }), [c.id]);
    assert.deepEqual(await ids({ text: '_' }), [a.id]);
    await storage.conversations.end(b.id, 'about_it');
    assert.deepEqual(await ids({ text: '_' }), [b.id, a.id]);
    assert.deepEqual(await ids({ limit: 1, offset: 1 }), [a.id]);
    assert.equal((await storage.conversations.list({ limit: 1 })).total, 3);
  });

  it('renames, moves, drafts, ends, resumes and deletes', async () => {
    const { id } = await storage.conversations.createSession();
    assert.equal((await storage.conversations.rename(id, ' New  name ')).title, 'New name');
    await assert.rejects(storage.conversations.rename(id, ' '), failsWith('invalidInput'));
    assert.equal((await storage.conversations.setProject(id, projectId)).projectId, projectId);
    await assert.rejects(
      storage.conversations.setProject(id, 'none'),
      failsWith('notFound', { kind: 'project', id: 'none' }),
    );
    assert.equal((await storage.conversations.setProject(id, null)).projectId, null);
    assert.equal((await storage.conversations.setModel(id, 'm')).model, 'm');
    await storage.conversations.setDraft(id, 'unsent');
    assert.equal((await storage.conversations.setSummary(id, 'Before', 4)).summaryTurns, 4);
    const ended = await storage.conversations.end(id, 'What we did');
    assert.deepEqual([ended.summary, ended.summaryTurns, ended.draft], ['What we did', 0, 'unsent']);
    assert.ok(ended.endedAt !== null);
    await storage.conversations.addMessage(id, { role: 'user', content: 'more' });
    const resumed = await storage.conversations.session(id);
    assert.deepEqual([resumed.endedAt, resumed.summary, resumed.draft], [null, 'What we did', 'unsent']);
    await storage.conversations.addMessage(id, { role: 'user', content: 'unsent', endsDraft: true });
    assert.equal((await storage.conversations.session(id)).draft, '');
    await storage.conversations.delete([id]);
    await assert.rejects(storage.conversations.session(id), failsWith('notFound', { kind: 'session', id }));
    await assert.rejects(storage.conversations.setDraft(id, 'x'), failsWith('notFound'));
  });

  it('puts deleted conversations back as they were, without what was deleted since', async () => {
    const { conversations, plans } = storage;
    const one = await conversations.createSession({ projectId, title: 'One' });
    const two = await conversations.createSession({ title: 'Two' });
    const input = { projectId, title: 'P', content: 'x', author: 'user', sessionId: one.id } as const;
    const [kept, lost] = [(await plans.create(input)).plan, (await plans.create({ ...input, title: 'Q' })).plan];
    for (const { id } of [kept, lost])
      await conversations.addMessage(one.id, { role: 'assistant', content: 'made', planId: id, planVersion: 1 });
    const before = { session: await conversations.session(one.id), messages: await conversations.messages(one.id) };

    await assert.rejects(conversations.delete([one.id, 'none']), failsWith('notFound'));
    assert.deepEqual(await conversations.session(one.id), before.session, 'all or none');
    const deleted = await conversations.delete([one.id, two.id]);
    assert.equal((await conversations.list()).total, 0);
    assert.equal((await plans.get(kept.id)).sessionId, null);
    await plans.delete(lost.id);

    await conversations.restore(deleted);
    assert.deepEqual(await conversations.session(one.id), before.session);
    assert.deepEqual(await conversations.session(two.id), two);
    const [first, second] = before.messages;
    assert.deepEqual(await conversations.messages(one.id), [first, { ...second, planId: null }]);
    assert.equal((await plans.get(kept.id)).sessionId, one.id);
  });

  it('changes how a message ended, and forgets a deleted plan', async () => {
    const { id } = await storage.conversations.createSession();
    const { plan } = await storage.plans.create({ projectId, title: 'P', content: 'x', author: 'user' });
    const message = await storage.conversations.addMessage(id, { role: 'assistant', content: 'x' });
    const changed = await storage.conversations.updateMessage(message.id, {
      state: 'cancelled',
      planId: plan.id,
      planVersion: 1,
    });
    assert.deepEqual(changed, { ...message, state: 'cancelled', planId: plan.id, planVersion: 1 });
    assert.deepEqual(await storage.conversations.message(message.id), changed);
    await storage.plans.delete(plan.id);
    assert.equal((await storage.conversations.message(message.id)).planId, null);
  });
});
