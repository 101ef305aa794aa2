import assert from 'node:assert/strict';
import type { Storage } from '../../../src/storage/open';
import { projectHealth } from '../../../src/domain/projectHealth';
import { failsWith } from '../../support/failsWith';
import { openMemoryStorage } from '../../support/memoryStorage';

describe('ProjectStore', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await openMemoryStorage();
  });
  afterEach(() => storage.close());

  it('gives back what was created', async () => {
    const made = await storage.projects.create({
      name: '  Atlas\n API ',
      description: 'A service',
      tags: ['api', ' api ', 'node'],
      repositoryPath: '/src/atlas',
    });
    assert.deepEqual(await storage.projects.get(made.id), made);
    assert.equal(made.name, 'Atlas API');
    assert.equal(made.status, 'active');
    assert.deepEqual(made.tags, ['api', 'node']);
    assert.equal(made.createdAt, made.updatedAt);
    assert.deepEqual(await storage.projects.findByName(' Atlas  API'), made);
    assert.equal(await storage.projects.findByName('atlas'), null);
  });

  it('names what is wrong with the input', async () => {
    const create = (input: object) => () => storage.projects.create(input as { name: string });
    await assert.rejects(create({ name: '   ' }), failsWith('invalidInput', { field: 'name', reason: 'empty' }));
    await assert.rejects(
      create({ name: 'x'.repeat(256) }),
      failsWith('invalidInput', { field: 'name', reason: 'tooLong', max: 255 }),
    );
    await assert.rejects(create({ name: 7 }), failsWith('invalidInput'));
    await assert.rejects(create({ name: 'a', tags: 'b' }), failsWith('invalidInput'));
    await assert.rejects(create({ name: 'a', tags: [''] }), failsWith('invalidInput'));
    await assert.rejects(create({ name: 'a', description: 'x'.repeat(10_001) }), failsWith('invalidInput'));
    assert.equal((await storage.projects.create({ name: 'x'.repeat(255) })).name.length, 255);
    const { total } = await storage.projects.list();
    assert.equal(total, 1);
  });

  it('keeps names apart', async () => {
    const first = await storage.projects.create({ name: 'One' });
    const second = await storage.projects.create({ name: 'Two' });
    await assert.rejects(storage.projects.create({ name: 'One' }), failsWith('nameTaken', { name: 'One' }));
    await assert.rejects(storage.projects.update(second.id, { name: 'One' }), failsWith('nameTaken'));
    assert.equal((await storage.projects.update(first.id, { name: 'One' })).name, 'One');
  });

  it('tells what it does not find', async () => {
    const missing = failsWith('notFound', { kind: 'project', id: 'none' });
    await assert.rejects(storage.projects.get('none'), missing);
    await assert.rejects(storage.projects.update('none', { name: 'x' }), missing);
    await assert.rejects(storage.projects.delete('none'), missing);
    await assert.rejects(storage.projects.statistics('none'), missing);
  });

  it('changes what is given and clears by null', async () => {
    const made = await storage.projects.create({ name: 'One', description: 'd', repositoryPath: '/a', tags: ['x'] });
    const changed = await storage.projects.update(made.id, { repositoryPath: null, status: 'paused' });
    assert.deepEqual(await storage.projects.get(made.id), changed);
    assert.deepEqual(changed, { ...made, repositoryPath: null, status: 'paused', updatedAt: changed.updatedAt });
    assert.ok(changed.updatedAt > made.updatedAt);
    await assert.rejects(storage.projects.update(made.id, { status: 'gone' as 'paused' }), failsWith('invalidInput'));
    assert.equal((await storage.projects.archive(made.id)).status, 'archived');
    assert.equal((await storage.projects.restore(made.id)).status, 'active');
  });

  it('lists by status, all tags, and text taken literally', async () => {
    const a = await storage.projects.create({ name: 'beta 100%', tags: ['x', 'y'] });
    const b = await storage.projects.create({ name: 'Alpha', description: 'under_score', tags: ['x'] });
    const c = await storage.projects.create({ name: 'gamma back\\slash' });
    await storage.projects.archive(c.id);
    const ids = async (filter: Parameters<Storage['projects']['list']>[0]) =>
      (await storage.projects.list(filter)).items.map(({ id }) => id);
    assert.deepEqual(await ids({}), [b.id, a.id, c.id]);
    assert.deepEqual(await ids({ descending: true }), [c.id, a.id, b.id]);
    assert.deepEqual(await ids({ sort: 'created' }), [a.id, b.id, c.id]);
    assert.deepEqual(await ids({ sort: 'updated', descending: true }), [c.id, b.id, a.id]);
    assert.deepEqual(await ids({ status: ['active', 'paused'] }), [b.id, a.id]);
    assert.deepEqual(await ids({ status: ['archived'] }), [c.id]);
    assert.deepEqual(await ids({ status: [] }), []);
    assert.deepEqual(await ids({ tags: ['x'] }), [b.id, a.id]);
    assert.deepEqual(await ids({ tags: ['y', 'x'] }), [a.id]);
    assert.deepEqual(await ids({ tags: ['x', 'z'] }), []);
    assert.deepEqual(await ids({ text: '%' }), [a.id]);
    assert.deepEqual(await ids({ text: '_' }), [b.id]);
    assert.deepEqual(await ids({ text: '\\' }), [c.id]);
    assert.deepEqual(await ids({ text: 'ALPHA' }), [b.id]);
    assert.deepEqual(await ids({ text: '' }), [b.id, a.id, c.id]);
  });

  it('pages with the total', async () => {
    for (let n = 0; n < 60; n += 1) await storage.projects.create({ name: `p${String(n).padStart(2, '0')}` });
    const first = await storage.projects.list();
    assert.equal(first.items.length, 50);
    assert.equal(first.total, 60);
    const page = await storage.projects.list({ limit: 7, offset: 55 });
    assert.deepEqual(
      page.items.map(({ name }) => name),
      ['p55', 'p56', 'p57', 'p58', 'p59'],
    );
    assert.equal(page.total, 60);
    for (const bounds of [{ limit: 0 }, { limit: 201 }, { limit: 1.5 }, { offset: -1 }])
      await assert.rejects(storage.projects.list(bounds), failsWith('invalidInput'));
    assert.equal((await storage.projects.list({ limit: 200 })).items.length, 60);
  });

  it('deletes with plans and conversations, and tells of each', async () => {
    const { id: projectId } = await storage.projects.create({ name: 'One' });
    const session = await storage.conversations.createSession({ projectId });
    const { plan } = await storage.plans.create({
      projectId,
      title: 'P',
      content: '# P',
      author: 'user',
      sessionId: session.id,
    });
    const message = await storage.conversations.addMessage(session.id, {
      role: 'user',
      content: 'hi',
      planId: plan.id,
    });
    const told: string[] = [];
    storage.onDidChange(({ entity, change }) => told.push(`${entity} ${change}`));
    await storage.projects.delete(projectId);
    await assert.rejects(storage.plans.get(plan.id), failsWith('notFound'));
    await assert.rejects(storage.plans.version(plan.id, 1), failsWith('notFound'));
    await assert.rejects(storage.conversations.session(session.id), failsWith('notFound'));
    await assert.rejects(storage.conversations.message(message.id), failsWith('notFound'));
    assert.deepEqual(told, ['plan deleted', 'session deleted', 'project deleted']);
  });

  it('counts what a project holds', async () => {
    const { id: projectId } = await storage.projects.create({ name: 'One' });
    const other = await storage.projects.create({ name: 'Two' });
    assert.equal((await storage.projects.statistics(projectId)).health, null);
    const reason = { who: 'me', why: '' };
    const make = async (id: string) =>
      (await storage.plans.create({ projectId: id, title: 'P', content: '# P', author: 'user' })).plan.id;
    const [, approved, archived] = [await make(projectId), await make(projectId), await make(projectId)];
    await make(other.id);
    await storage.plans.setStatus(approved, 'approved', reason);
    await storage.plans.archive(archived, reason);
    await storage.plans.createVersion(approved, { content: '# Q', author: 'user', base: 1, state: 'proposed' });
    const session = await storage.conversations.createSession({ projectId });
    await storage.conversations.addMessage(session.id, { role: 'user', content: 'hi' });
    assert.deepEqual(await storage.projects.statistics(projectId), {
      plans: 3,
      plansByStatus: { draft: 1, approved: 1, in_progress: 0, completed: 0, archived: 1 },
      versions: 4,
      conversations: 1,
      messages: 1,
      health: 17,
      healthBand: 'low',
    });
  });

  it('weighs health by status, archived plans left out', () => {
    const health = (draft: number, approved: number, inProgress: number, completed: number, archived = 0) =>
      projectHealth({ draft, approved, in_progress: inProgress, completed, archived });
    assert.equal(health(0, 0, 0, 0, 3), null);
    assert.equal(health(2, 0, 0, 0), 0);
    assert.equal(health(0, 0, 0, 4, 9), 100);
    assert.equal(health(1, 1, 1, 1), 50);
    assert.equal(health(0, 0, 1, 0), 67);
  });
});
