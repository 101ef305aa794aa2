import assert from 'node:assert/strict';
import type { Storage } from '../../../../src/storage/open';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage } from '../../../support/memoryStorage';

const anchor = { taskId: 'T1', section: 'Implementation Phases', quote: 'Add it', before: '- **T1** ', after: '\n' };

describe('CommentStore', () => {
  let storage: Storage;
  let planId: string;
  const begin = (body = 'Why?') => storage.comments.begin(planId, { version: 1, anchor, author: 'Ada', body });
  const bodies = async () =>
    (await storage.comments.threads(planId)).map(({ comments }) => comments.map(({ body }) => body));

  beforeEach(async () => {
    storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'Project' });
    planId = (await storage.plans.create({ projectId, title: 'Plan', content: '# Plan', author: 'agent' })).plan.id;
  });
  afterEach(() => storage.close());

  it('begins a thread and gives it back as it was begun', async () => {
    const thread = await begin();
    assert.deepEqual(await storage.comments.threads(planId), [thread]);
    assert.deepEqual(thread.anchor, anchor);
    assert.equal(thread.state, 'open');
    assert.equal(thread.comments[0]?.author, 'Ada');
    assert.deepEqual([...(await storage.comments.openCounts())], [[planId, 1]]);
  });

  it('takes replies, other words, an answer and a second thought', async () => {
    const { id, comments } = await begin();
    const reply = await storage.comments.reply(id, { author: 'Bob', body: 'Because.' });
    await storage.comments.edit(comments[0]!.id, 'Why so?');
    assert.deepEqual(await bodies(), [['Why so?', 'Because.']]);
    await storage.comments.setState(id, 'resolved');
    assert.equal((await storage.comments.openCounts()).size, 0);
    await storage.comments.setState(id, 'open');
    await storage.comments.deleteComment(reply.id);
    assert.deepEqual(await bodies(), [['Why so?']]);
    await storage.comments.deleteComment(comments[0]!.id);
    assert.deepEqual(await bodies(), [], 'the last comment takes its thread along');
  });

  it('tells every change as one of the plan', async () => {
    const told: string[] = [];
    storage.onDidChange(({ entity, change, parentId }) => told.push(`${entity} ${change} ${parentId === planId}`));
    const { id } = await begin();
    await storage.comments.reply(id, { author: 'Bob', body: 'Because.' });
    await storage.comments.setState(id, 'resolved');
    await storage.comments.deleteThread(id);
    assert.deepEqual(told, [
      'thread created true',
      'thread updated true',
      'thread updated true',
      'thread deleted true',
    ]);
  });

  it('refuses what is not there or says nothing', async () => {
    await assert.rejects(storage.comments.threads('none'), failsWith('notFound'));
    await assert.rejects(storage.comments.reply('none', { author: 'a', body: 'b' }), failsWith('notFound'));
    await assert.rejects(storage.comments.edit('none', 'b'), failsWith('notFound'));
    await assert.rejects(begin(''), failsWith('invalidInput'));
    assert.deepEqual(await bodies(), [], 'a refused thread leaves nothing behind');
  });

  it('is exported and imported with its comments, and merged by what was said last', async () => {
    const { id } = await begin();
    const pieces: string[] = [];
    for await (const piece of storage.exchange.export()) pieces.push(piece);
    await storage.comments.reply(id, { author: 'Bob', body: 'Because.' });
    const { skipped } = await storage.exchange.import(pieces, 'data.json');
    assert.equal(skipped, 0);
    assert.deepEqual(await bodies(), [['Why?', 'Because.']]);
  });

  it('remembers what was deleted, so that no import brings it back', async () => {
    const thread = await begin();
    const other = await begin('And this?');
    const pieces: string[] = [];
    for await (const piece of storage.exchange.export()) pieces.push(piece);
    await storage.comments.deleteComment(thread.comments[0]!.id);
    assert.deepEqual(await storage.comments.deleted(planId), [thread.comments[0]!.id]);
    await storage.plans.mergeShared(planId, { entries: [], deletedComments: [other.comments[0]!.id] });
    assert.deepEqual(await bodies(), []);
    await storage.exchange.import(pieces, 'data.json');
    assert.deepEqual(await bodies(), []);
  });
});
