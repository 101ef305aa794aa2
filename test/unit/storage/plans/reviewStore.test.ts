import assert from 'node:assert/strict';
import { lastDecision, openRequest } from '../../../../src/domain/review';
import { approvals } from '../../../../src/storage/migrations/003Approvals';
import { exchangeTables } from '../../../../src/storage/exchange/exchangeTables';
import type { Storage } from '../../../../src/storage/open';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage } from '../../../support/memoryStorage';

describe('ReviewStore', () => {
  let storage: Storage;
  let planId: string;
  const add = (state: 'requested' | 'approved' | 'changes_requested' | 'commented', version = 1, note = '') =>
    storage.reviews.add(planId, { state, version, who: 'Ada', note });
  const decision = async () =>
    lastDecision(
      await storage.plans.get(planId),
      await storage.reviews.list(planId),
      await storage.reviews.statusHistory(planId),
    );
  const to = (status: 'draft' | 'approved' | 'in_progress' | 'archived') =>
    storage.plans.setStatus(planId, status, { who: 'Bob', why: 'so' });

  beforeEach(async () => {
    storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'Project' });
    planId = (await storage.plans.create({ projectId, title: 'Plan', content: '# Plan', author: 'agent' })).plan.id;
  });
  afterEach(() => storage.close());

  it('keeps what was said, oldest first, and tells each as a change of its plan', async () => {
    const told: string[] = [];
    storage.onDidChange(({ entity, parentId }) => told.push(`${entity} ${parentId === planId}`));
    await add('requested', 1, 'Please');
    assert.equal(openRequest(await storage.reviews.list(planId))?.note, 'Please');
    await add('commented');
    await add('changes_requested', 1, 'Shorter');
    const reviews = await storage.reviews.list(planId);
    assert.deepEqual(
      reviews.map(({ state, version, who, note }) => [state, version, who, note]),
      [
        ['requested', 1, 'Ada', 'Please'],
        ['commented', 1, 'Ada', ''],
        ['changes_requested', 1, 'Ada', 'Shorter'],
      ],
    );
    assert.equal(openRequest(reviews), null, 'answered');
    assert.deepEqual(told, ['review true', 'review true', 'review true']);
  });

  it('approves the current version, and a draft with it', async () => {
    const review = await add('approved', 1, 'Good');
    assert.equal(review.state, 'approved');
    assert.equal((await storage.plans.get(planId)).status, 'approved');
    assert.deepEqual(
      (await storage.reviews.statusHistory(planId)).map(({ from, to, who, why }) => [from, to, who, why]),
      [['draft', 'approved', 'Ada', 'Good']],
    );
    await storage.plans.createVersion(planId, { base: 1, state: 'accepted', content: '# Two', author: 'user' });
    await assert.rejects(add('approved', 1), failsWith('conflict', { planId, base: 1, current: 2 }));
    await add('approved', 2);
    assert.equal((await decision())?.version, 2);
    assert.equal((await storage.reviews.statusHistory(planId)).length, 1, 'it was approved already');
  });

  it('refuses an approval of an archived plan, a version that is not there and a state that is none', async () => {
    await assert.rejects(add('requested', 7), failsWith('notFound'));
    await assert.rejects(add('liked' as 'approved'), failsWith('invalidInput'));
    await to('archived');
    await assert.rejects(add('approved'), failsWith('statusNotAllowed'));
  });

  it('binds an approval by status to the version, and takes it away with the way back to draft', async () => {
    await to('approved');
    assert.deepEqual(
      (await storage.reviews.list(planId)).map(({ state, who }) => [state, who]),
      [['approved', 'Bob']],
    );
    assert.equal((await decision())?.version, 1);
    await to('draft');
    assert.equal(await decision(), null);
    await to('archived');
    assert.equal(await decision(), null, 'still withdrawn');
    await to('draft');
    await to('approved');
    assert.equal((await decision())?.state, 'approved');
    await to('in_progress');
    await to('approved');
    assert.equal((await storage.reviews.list(planId)).length, 2, 'stopping the work approves nothing');
  });

  it('lets no version change under a review', async () => {
    const save = (content: string, base: number) => storage.plans.saveEdit(planId, { content, session: 's', base });
    const { number } = await save('# Two', 1);
    assert.equal((await save('# Two!', number)).number, number);
    await add('approved', number);
    assert.equal((await save('# Two!!', number)).number, number + 1);
  });

  it('gives back what was added, also where a teammate whose clock runs ahead approved before', async () => {
    const table = exchangeTables.find(({ name }) => name === 'review')!;
    const row = { id: 'r', planId, version: 1, state: 'commented', who: 'Bo', note: 'mine', at: 9_000_000_000_000 };
    await storage.plans.mergeShared(planId, { entries: [{ table, row }], deletedComments: [] });
    assert.deepEqual((await add('approved', 1, 'Good')).who, 'Ada');
  });
});

describe('the migration to approvals', () => {
  it('gives an approval that was only a status the review of its version', async () => {
    const { openDatabase } = await import('../../../support/sqlite');
    const db = await openDatabase(2);
    db.run(`insert into project values ('p', 'P', '', 'active', '[]', null, 1, 1);
      insert into dev_plan values ('a', 'p', 'A', 'approved', 2, null, null, '{}', 1, 1);
      insert into dev_plan_version values ('v1', 'a', 1, null, 'x', '', 'agent', null, 'accepted', null, null, '{}', 10),
        ('v2', 'a', 2, null, 'y', '', 'user', 1, 'accepted', null, null, '{}', 20), ('v3', 'a', 3, null, 'z', '', 'user', 2, 'accepted', null, null, '{}', 40);
      insert into status_change values ('c1', 'a', 'draft', 'approved', 'Ada', 'good', 30), ('c2', 'a', 'approved', 'in_progress', 'Ada', '', 50);`);
    db.run(approvals);
    assert.deepEqual(db.exec('select * from review')[0]?.values, [
      ['status-c1', 'a', 2, 'approved', 'Ada', 'good', 30],
    ]);
    db.close();
  });
});
