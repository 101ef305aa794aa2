import assert from 'node:assert/strict';
import { allowedStatuses, planStatuses } from '../../../../src/domain/plan';
import type { Storage } from '../../../../src/storage/open';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage } from '../../../support/memoryStorage';

const reason = { who: 'Ada', why: 'because' };

describe('DevPlanStore', () => {
  let storage: Storage;
  let projectId: string;
  const make = async (title = 'Plan', extra: object = {}) =>
    (await storage.plans.create({ projectId, title, content: `# ${title}`, author: 'agent', ...extra })).plan;

  beforeEach(async () => {
    storage = await openMemoryStorage();
    projectId = (await storage.projects.create({ name: 'Project' })).id;
  });
  afterEach(() => storage.close());

  it('creates a plan with an accepted first version', async () => {
    const session = await storage.conversations.createSession({ projectId });
    const { plan, version } = await storage.plans.create({
      projectId,
      title: ' Rate\tlimiting ',
      content: '# Rate limiting\r\n\u0000',
      author: 'agent',
      sessionId: session.id,
      template: 'feature',
      metadata: { a: 1, gone: null },
      summary: 'First draft',
      model: 'glm',
      tokens: 12,
    });
    assert.deepEqual(await storage.plans.get(plan.id), plan);
    assert.deepEqual(await storage.plans.version(plan.id, 1), version);
    assert.equal(plan.title, 'Rate limiting');
    assert.equal(plan.status, 'draft');
    assert.equal(plan.currentVersion, 1);
    assert.deepEqual(plan.metadata, { a: 1 });
    assert.equal(version.content, '# Rate limiting\r\n\u0000');
    assert.equal(version.state, 'accepted');
    assert.equal(version.baseVersion, null);
    assert.equal(version.tokens, 12);
  });

  it('refuses what cannot be a plan', async () => {
    const create = (input: object) =>
      storage.plans.create({ projectId, title: 'P', content: '# P', author: 'user', ...input });
    await assert.rejects(create({ projectId: 'none' }), failsWith('notFound', { kind: 'project', id: 'none' }));
    await assert.rejects(create({ sessionId: 'none' }), failsWith('notFound', { kind: 'session', id: 'none' }));
    await assert.rejects(create({ title: '' }), failsWith('invalidInput'));
    await assert.rejects(create({ content: ' \n' }), failsWith('invalidInput'));
    await assert.rejects(create({ author: 'robot' }), failsWith('invalidInput'));
    await assert.rejects(create({ tokens: -1 }), failsWith('invalidInput'));
    await assert.rejects(create({ metadata: [1] }), failsWith('invalidInput'));
    await assert.rejects(create({ metadata: { f: () => 1 } }), failsWith('invalidInput'));
    assert.equal((await storage.plans.list()).total, 0, 'a refused plan leaves nothing behind');
  });

  it('merges metadata and removes keys by null', async () => {
    const plan = await make('P', { metadata: { keep: 1, change: 'a', drop: true } });
    const patch = JSON.parse('{"change": "b", "drop": null, "nested": {"x": [1, null]}, "__proto__": 5}') as object;
    const changed = await storage.plans.update(plan.id, { metadata: patch as {}, title: 'New' });
    assert.equal(changed.title, 'New');
    assert.deepEqual(
      Object.entries(changed.metadata).filter(([key]) => key !== '__proto__'),
      [
        ['keep', 1],
        ['change', 'b'],
        ['nested', { x: [1, null] }],
      ],
    );
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    await assert.rejects(storage.plans.update(plan.id, { projectId: 'none' }), failsWith('notFound'));
    const other = await storage.projects.create({ name: 'Other' });
    assert.equal((await storage.plans.update(plan.id, { projectId: other.id })).projectId, other.id);
  });

  it('lists by project, session, statuses and literal text', async () => {
    const session = await storage.conversations.createSession({});
    const a = await make('beta 50%', { sessionId: session.id });
    const b = await make('Alpha_1');
    const c = await make('gamma');
    await storage.plans.setStatus(c.id, 'approved', reason);
    const other = await storage.projects.create({ name: 'Other' });
    await storage.plans.create({ projectId: other.id, title: 'Elsewhere', content: 'x', author: 'user' });
    const ids = async (filter: Parameters<Storage['plans']['list']>[0]) =>
      (await storage.plans.list({ projectId, ...filter })).items.map(({ id }) => id);
    assert.deepEqual(await ids({}), [c.id, b.id, a.id]);
    assert.deepEqual(await ids({ sort: 'title' }), [b.id, a.id, c.id]);
    assert.deepEqual(await ids({ sort: 'created', descending: true }), [c.id, b.id, a.id]);
    assert.deepEqual(await ids({ status: ['approved', 'completed'] }), [c.id]);
    assert.deepEqual(await ids({ text: '%' }), [a.id]);
    assert.deepEqual(await ids({ text: '_' }), [b.id]);
    assert.deepEqual(await ids({ sessionId: session.id }), [a.id]);
    assert.deepEqual(await ids({ limit: 1, offset: 1 }), [b.id]);
    assert.equal((await storage.plans.list()).total, 4);
    await assert.rejects(storage.plans.list({ status: ['open' as 'draft'] }), failsWith('invalidInput'));
  });

  it('follows the status rules and keeps the history', async () => {
    const plan = await make();
    for (const to of ['approved', 'in_progress', 'completed', 'archived', 'draft'] as const)
      assert.equal((await storage.plans.setStatus(plan.id, to, { who: 'Ada', why: to })).status, to);
    const history = await storage.reviews.statusHistory(plan.id);
    assert.deepEqual(
      history.map(({ from, to, why }) => [from, to, why]),
      [
        ['draft', 'approved', 'approved'],
        ['approved', 'in_progress', 'in_progress'],
        ['in_progress', 'completed', 'completed'],
        ['completed', 'archived', 'archived'],
        ['archived', 'draft', 'draft'],
      ],
    );
    for (const to of planStatuses.filter((each) => !allowedStatuses('draft').includes(each)))
      await assert.rejects(
        storage.plans.setStatus(plan.id, to, reason),
        failsWith('statusNotAllowed', { from: 'draft', to, allowed: 'approved, archived' }),
      );
    assert.equal((await storage.plans.archive(plan.id, reason)).status, 'archived');
    await assert.rejects(storage.plans.archive(plan.id, reason), failsWith('statusNotAllowed'));
    assert.equal((await storage.plans.restore(plan.id, reason)).status, 'draft');
  });

  it('deletes a plan with everything of it', async () => {
    const plan = await make();
    await storage.plans.setProgress(plan.id, 'T1', true, reason);
    await storage.plans.delete(plan.id);
    const missing = failsWith('notFound', { kind: 'plan', id: plan.id });
    await assert.rejects(storage.plans.get(plan.id), missing);
    await assert.rejects(storage.plans.versions(plan.id), missing);
    await assert.rejects(storage.plans.progress(plan.id), missing);
    await assert.rejects(storage.reviews.statusHistory(plan.id), missing);
    await assert.rejects(storage.plans.delete(plan.id), missing);
  });

  describe('versions', () => {
    const version = (
      base: number,
      content: string,
      state: 'accepted' | 'proposed' = 'accepted',
      extra: object = {},
    ) => ({
      base,
      content,
      state,
      author: 'user' as const,
      ...extra,
    });

    it('makes an accepted version current', async () => {
      const plan = await make();
      const second = await storage.plans.createVersion(
        plan.id,
        version(1, '# Two', 'accepted', { title: 'Two', summary: 's' }),
      );
      assert.equal(second.number, 2);
      assert.equal(second.baseVersion, 1);
      const { currentVersion, title } = await storage.plans.get(plan.id);
      assert.deepEqual([currentVersion, title], [2, 'Two']);
      const infos = await storage.plans.versions(plan.id);
      assert.deepEqual(
        infos.map(({ number, state }) => [number, state]),
        [
          [2, 'accepted'],
          [1, 'accepted'],
        ],
      );
      assert.ok(!('content' in infos[0]!));
    });

    it('refuses an accepted version on a moved base and loses nothing', async () => {
      const plan = await make();
      await storage.plans.createVersion(plan.id, version(1, '# Two'));
      await assert.rejects(
        storage.plans.createVersion(plan.id, version(1, '# Three')),
        failsWith('conflict', { planId: plan.id, base: 1, current: 2 }),
      );
      assert.equal((await storage.plans.versions(plan.id)).length, 2);
      await assert.rejects(storage.plans.createVersion(plan.id, version(9, '# X')), failsWith('notFound'));
      await assert.rejects(storage.plans.createVersion(plan.id, version(2, ' ')), failsWith('invalidInput'));
    });

    it('makes no version of the same text', async () => {
      const plan = await make();
      const same = await storage.plans.createVersion(plan.id, version(1, '# Plan'));
      assert.equal(same.number, 1);
      assert.equal((await storage.plans.versions(plan.id)).length, 1);
      assert.equal((await storage.plans.createVersion(plan.id, version(1, '# Plan', 'proposed'))).number, 2);
    });

    it('accepts a proposal on the current base only', async () => {
      const plan = await make();
      await storage.plans.createVersion(plan.id, version(1, '# A', 'proposed', { title: 'A' }));
      await storage.plans.createVersion(plan.id, version(1, '# B', 'proposed'));
      assert.equal((await storage.plans.get(plan.id)).currentVersion, 1);
      assert.equal((await storage.plans.get(plan.id)).title, 'Plan');
      assert.equal((await storage.plans.accept(plan.id, 2)).state, 'accepted');
      const { currentVersion, title } = await storage.plans.get(plan.id);
      assert.deepEqual([currentVersion, title], [2, 'A']);
      await assert.rejects(
        storage.plans.accept(plan.id, 3),
        failsWith('conflict', { planId: plan.id, base: 1, current: 2 }),
      );
      await assert.rejects(
        storage.plans.accept(plan.id, 2),
        failsWith('proposalClosed', { version: 2, state: 'accepted' }),
      );
      assert.equal((await storage.plans.reject(plan.id, 3)).state, 'rejected');
      await assert.rejects(storage.plans.supersede(plan.id, 3), failsWith('proposalClosed'));
      await assert.rejects(storage.plans.accept(plan.id, 9), failsWith('notFound'));
      await storage.plans.createVersion(plan.id, version(2, '# C', 'proposed'));
      assert.equal((await storage.plans.supersede(plan.id, 4)).state, 'superseded');
      await assert.rejects(storage.plans.reopen(plan.id, 4), failsWith('proposalClosed'));
    });

    it('restores an old version as a new one', async () => {
      const plan = await make('First');
      await storage.plans.createVersion(plan.id, version(1, '# Second', 'accepted', { title: 'Second' }));
      const restored = await storage.plans.restoreVersion(plan.id, 1);
      assert.deepEqual(
        [restored.number, restored.content, restored.baseVersion, restored.state],
        [3, '# First', 2, 'accepted'],
      );
      assert.equal((await storage.plans.get(plan.id)).title, 'First');
      assert.equal((await storage.plans.restoreVersion(plan.id, 1)).number, 3, 'the same text makes no version');
      await assert.rejects(storage.plans.restoreVersion(plan.id, 8), failsWith('notFound'));
    });

    it('finds the accepted version before', async () => {
      const plan = await make();
      await storage.plans.createVersion(plan.id, version(1, '# P', 'proposed'));
      await storage.plans.createVersion(plan.id, version(1, '# A'));
      assert.equal((await storage.plans.previousAccepted(plan.id, 3))?.number, 1);
      assert.equal((await storage.plans.previousAccepted(plan.id, 2))?.number, 1);
      assert.equal(await storage.plans.previousAccepted(plan.id, 1), null);
    });
  });

  describe('saving by hand', () => {
    const save = (planId: string, content: string, base: number, session = 's1') =>
      storage.plans.saveEdit(planId, { content, base, session });

    it('makes one version of an editing session', async () => {
      const plan = await make();
      assert.equal((await save(plan.id, '# a', 1)).number, 2);
      assert.equal((await save(plan.id, '# ab', 2)).number, 2);
      assert.equal((await storage.plans.version(plan.id, 2)).content, '# ab');
      assert.equal((await storage.plans.version(plan.id, 1)).content, '# Plan');
      assert.equal((await save(plan.id, '# abc', 2, 's2')).number, 3);
    });

    it('makes none of the same text and tells a moved base', async () => {
      const plan = await make();
      assert.equal((await save(plan.id, '# Plan', 1)).number, 1);
      await save(plan.id, '# a', 1);
      assert.equal((await save(plan.id, '# a', 2)).number, 2);
      await storage.plans.createVersion(plan.id, { content: '# agent', author: 'agent', base: 2, state: 'accepted' });
      await assert.rejects(save(plan.id, '# ab', 2), failsWith('conflict', { planId: plan.id, base: 2, current: 3 }));
      await assert.rejects(save(plan.id, ' ', 3), failsWith('invalidInput'));
    });

    it('begins another version once something refers to the text', async () => {
      const plan = await make();
      await save(plan.id, '# a', 1);
      await storage.plans.setStatus(plan.id, 'approved', reason);
      assert.equal((await save(plan.id, '# b', 2)).number, 3, 'what was approved stays');
      await storage.plans.createVersion(plan.id, { content: '# p', author: 'agent', base: 3, state: 'proposed' });
      assert.equal((await save(plan.id, '# c', 3)).number, 5, 'what a proposal was made from stays');
      assert.equal((await storage.plans.version(plan.id, 2)).content, '# a');
      assert.equal((await storage.plans.version(plan.id, 3)).content, '# b');
    });
  });

  it('keeps progress apart from the text', async () => {
    const plan = await make();
    const done = await storage.plans.setProgress(plan.id, 'T2', true, { ...reason, evidence: 'abc123' });
    const again = await storage.plans.setProgress(plan.id, 'T2', true, { who: 'Bob', why: '' });
    assert.deepEqual(again, done, 'a record that says so already stays');
    const open = await storage.plans.setProgress(plan.id, 'T2', false, { who: 'Bob', why: 'broken' });
    await storage.plans.setProgress(plan.id, 'T1', true, reason);
    const all = await storage.plans.progress(plan.id);
    assert.deepEqual(
      all.map(({ taskId, done }) => [taskId, done]),
      [
        ['T1', true],
        ['T2', false],
      ],
    );
    assert.deepEqual(all[1], open);
    assert.deepEqual(done, { planId: plan.id, taskId: 'T2', done: true, ...reason, evidence: 'abc123', at: done.at });
    assert.equal((await storage.plans.versions(plan.id)).length, 1);
    await assert.rejects(storage.plans.setProgress('none', 'T1', true, reason), failsWith('notFound'));
    await assert.rejects(storage.plans.setProgress(plan.id, '', true, reason), failsWith('invalidInput'));
  });
});
