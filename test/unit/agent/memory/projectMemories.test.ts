import assert from 'node:assert/strict';
import { ProjectMemories } from '../../../../src/agent/memory/projectMemories';
import { WorkspaceSearch } from '../../../../src/context/workspaceSearch';
import { openMemoryStorage } from '../../../support/memoryStorage';

const limits = `# Rate limits

## Overview & Goals
- Count requests in token buckets.

## Decisions
- Buckets live in memory because one process serves everything.
`;

/** Opens a storage with a project; `meanwhile` runs once: after the first search, before its answer is read. */
const open = async (meanwhile?: () => Promise<void>) => {
  const storage = await openMemoryStorage();
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const { plan } = await storage.plans.create({ projectId, title: 'Rate limits', content: limits, author: 'agent' });
  const session = await storage.conversations.createSession({ projectId });
  await storage.conversations.addMessage(session.id, {
    role: 'user',
    content: 'Why is the gateway so slow on Mondays?',
  });
  const memories = new ProjectMemories(storage, (texts) => {
    const search = new WorkspaceSearch(texts);
    const ask = search.search.bind(search);
    search.search = async (query, limit, signal) => {
      const chunks = await ask(query, limit, signal);
      const wait = meanwhile;
      meanwhile = undefined;
      await wait?.();
      return chunks;
    };
    return search;
  });
  return { storage, projectId, plan, session, memories };
};

describe('ProjectMemories', () => {
  it('finds plans, decisions and conversations by what they are about', async () => {
    const { projectId, memories } = await open();
    const memory = memories.of(projectId, []);
    const buckets = await memory.search('where do the buckets live', 5);
    assert.deepEqual(new Set(buckets.map(({ source }) => source)), new Set(['otherPlans', 'decisions']));
    assert.ok(buckets.every(({ title }) => title === 'Rate limits'));
    assert.match(buckets.find(({ source }) => source === 'decisions')?.text ?? '', /one process serves everything/);
    const [talk] = await memory.search('slow gateway', 5);
    assert.equal(talk?.source, 'conversations');
    memories.dispose();
  });

  it('leaves out what the turn shows anyhow, and other projects', async () => {
    const { storage, projectId, plan, session, memories } = await open();
    const memory = memories.of(projectId, [plan.id, session.id, null]);
    assert.deepEqual(await memory.search('buckets gateway', 5), []);
    const other = await storage.projects.create({ name: 'Other' });
    assert.deepEqual(await memories.of(other.id, []).search('buckets gateway', 5), []);
    memories.dispose();
  });

  it('leaves out plans that were put away', async () => {
    const { storage, projectId, plan, memories } = await open();
    await storage.plans.setStatus(plan.id, 'archived', { who: 'Ada', why: '' });
    assert.deepEqual(await memories.of(projectId, []).search('token buckets', 5), []);
    memories.dispose();
  });

  it('knows what was said and written since', async () => {
    const { storage, projectId, plan, session, memories } = await open();
    const memory = memories.of(projectId, []);
    assert.deepEqual(await memory.search('zeppelin', 5), []);
    await storage.conversations.addMessage(session.id, { role: 'user', content: 'Could a zeppelin carry it?' });
    assert.equal((await memory.search('zeppelin', 5)).length, 1);
    const content = limits.replace('token buckets', 'zeppelin hangars');
    await storage.plans.createVersion(plan.id, { content, summary: '', base: 1, author: 'user', state: 'accepted' });
    assert.equal((await memory.search('zeppelin', 5)).length, 2);
    memories.dispose();
  });

  it('answers while another question reads what changed since', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let second: Promise<unknown> = Promise.resolve();
    const { storage, projectId, session, memories } = await open(async () => {
      const list = storage.plans.list.bind(storage.plans);
      const begun = new Promise<void>((begin) => {
        storage.plans.list = async (...args) => {
          begin();
          await released;
          return list(...args);
        };
      });
      await storage.conversations.addMessage(session.id, { role: 'user', content: 'And on Tuesdays?' });
      second = memories.of(projectId, []).search('gateway', 5);
      await begun;
    });
    const [talk] = await memories.of(projectId, []).search('slow gateway', 5);
    assert.match(talk?.text ?? '', /slow on Mondays/);
    release();
    await second;
    memories.dispose();
  });

  it('leaves out what was deleted while it was asked', async () => {
    const { storage, projectId, plan, memories } = await open(async () => {
      await storage.plans.delete(plan.id);
      await memories.of(projectId, []).search('gateway', 5);
    });
    assert.deepEqual(await memories.of(projectId, []).search('token buckets', 5), []);
    memories.dispose();
  });

  it('leaves out what was deleted after it was listed', async () => {
    const { storage, projectId, plan, memories } = await open();
    const { plans, conversations } = storage;
    const list = plans.list.bind(plans);
    plans.list = async (...args) => {
      const listed = await list(...args);
      await plans.delete(plan.id);
      plans.list = list;
      return listed;
    };
    const listSessions = conversations.list.bind(conversations);
    conversations.list = async (...args) => {
      const { id } = await conversations.createSession({ projectId });
      const listed = await listSessions(...args);
      await conversations.delete([id]);
      conversations.list = listSessions;
      return listed;
    };
    const found = await memories.of(projectId, []).search('gateway buckets', 5);
    assert.deepEqual(
      found.map(({ source }) => source),
      ['conversations'],
    );
    memories.dispose();
  });
});
