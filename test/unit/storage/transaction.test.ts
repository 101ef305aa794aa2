import assert from 'node:assert/strict';
import type { Log } from '../../../src/domain/log';
import { silentLog } from '../../../src/domain/log';
import type { Storage, StoreChange } from '../../../src/storage/open';
import { failsWith } from '../../support/failsWith';
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

  it('tells of a message where it belongs, alone as in a transaction', async () => {
    const { id: projectId } = await storage.projects.create({ name: 'One' });
    const { id: sessionId } = await storage.conversations.createSession({ projectId });
    const changes: StoreChange[] = [];
    storage.onDidChange((change) => changes.push(change));
    const say = ({ conversations }: Pick<Storage, 'conversations'>) =>
      conversations.addMessage(sessionId, { role: 'user', content: 'x' });
    const messages = [await say(storage), await storage.transaction(say)];
    assert.deepEqual(
      changes,
      messages.flatMap(({ id }) => [
        { entity: 'session', id: sessionId, parentId: projectId, change: 'updated' },
        { entity: 'message', id, parentId: sessionId, change: 'created' },
      ]),
    );
  });

  it('keeps nothing around a message that could not be kept', async () => {
    const failed = storage.transaction(async ({ projects, conversations }) => {
      await projects.create({ name: 'One' });
      await conversations.addMessage('none', { role: 'user', content: 'x' });
    });
    await assert.rejects(failed, failsWith('notFound', { kind: 'session', id: 'none' }));
    assert.equal((await storage.projects.list()).total, 0);
    assert.deepEqual(told, []);
  });

  it('logs every statement without its values where that is asked for', async () => {
    const lines: string[] = [];
    const traced = await openMemoryStorage({
      log: { ...silentLog, info: (line) => void lines.push(line) },
      trace: true,
    });
    const { id } = await traced.conversations.createSession();
    await traced.conversations.addMessage(id, { role: 'user', content: 'secret' });
    await traced.close();
    assert.deepEqual(
      lines.slice(-3).map((line) => line.split(' ').slice(0, 3).join(' ')),
      ['insert into "conversation_session"', 'update "conversation_session" set', 'insert into "conversation_message"'],
    );
    assert.doesNotMatch(lines.join(), /secret/);
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

  it('closes after the open transaction has ended, and ends it when asked inside', async () => {
    const one = await openMemoryStorage();
    let closing: Promise<void> | null = null;
    const closed: string[] = [];
    const writing = one.transaction(async ({ projects }) => {
      await projects.create({ name: 'One' });
      await new Promise(setImmediate);
      await projects.create({ name: 'Two' });
    });
    closing = one.close().then(() => void closed.push('closed'));
    await writing.then(() => closed.push('written'));
    await closing;
    assert.deepEqual(closed, ['written', 'closed']);
    const other = await openMemoryStorage();
    const inside = other.transaction(async ({ projects }) => {
      await projects.create({ name: 'One' });
      await other.close();
    });
    await assert.rejects(inside, failsWith('storageFailed'));
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
