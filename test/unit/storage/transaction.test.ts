import assert from 'node:assert/strict';
import type { Log } from '../../../src/domain/log';
import { silentLog } from '../../../src/domain/log';
import type { Storage } from '../../../src/storage/open';
import { openMemoryStorage } from '../../support/memoryStorage';

describe('Storage', () => {
  let storage: Storage;
  let told: string[];
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void errors.push(message) };
  beforeEach(async () => {
    storage = await openMemoryStorage({ log });
    told = [];
    errors.length = 0;
    storage.onDidChange(({ entity, change }) => told.push(`${entity} ${change}`));
  });
  afterEach(() => storage.close());

  it('commits a transaction as one and tells of it afterwards', async () => {
    const id = await storage.transaction(async ({ projects, plans }) => {
      const project = await projects.create({ name: 'One' });
      await plans.create({ projectId: project.id, title: 'P', content: 'x', author: 'user' });
      assert.deepEqual(told, []);
      return project.id;
    });
    assert.equal((await storage.projects.get(id)).name, 'One');
    assert.deepEqual(told, ['project created', 'plan created', 'version created']);
  });

  it('keeps nothing of a transaction that failed and tells nothing', async () => {
    const failed = storage.transaction(async ({ projects }) => {
      await projects.create({ name: 'One' });
      throw new Error('no');
    });
    await assert.rejects(failed, /no/);
    assert.equal((await storage.projects.list()).total, 0);
    assert.deepEqual(told, []);
    await storage.projects.create({ name: 'One' });
    assert.deepEqual(told, ['project created']);
  });

  it('lets reads from outside wait for the transaction', async () => {
    const order: string[] = [];
    const transaction = storage.transaction(async ({ projects }) => {
      await projects.create({ name: 'One' });
      await projects.create({ name: 'Two' });
      order.push('transaction');
    });
    const read = storage.projects.list().then(({ total }) => order.push(`read ${total}`));
    await Promise.all([transaction, read]);
    assert.deepEqual(order, ['transaction', 'read 2']);
  });

  it('tells at once when the outer stores are used inside, rather than wait for ever', async () => {
    await assert.rejects(
      storage.transaction(() => storage.projects.create({ name: 'One' })),
      /A transaction is open here/,
    );
    await assert.rejects(
      storage.transaction(() => storage.projects.list()),
      /A transaction is open here/,
    );
    assert.equal((await storage.projects.list()).total, 0);
  });

  it('does not fail a write because a listener does', async () => {
    storage.onDidChange(() => {
      throw new Error('listener');
    });
    await storage.projects.create({ name: 'One' });
    assert.deepEqual(errors, ['A listener of the storage failed']);
  });

  it('is the owner of its memory', () => assert.equal(storage.state(), 'owner'));
});
