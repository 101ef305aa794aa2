import assert from 'node:assert/strict';
import { readAttention } from '../../../src/plans/attention';
import { readApproval } from '../../../src/plans/planApproval';
import { acceptProposal } from '../../../src/plans/proposals';
import { comparePlans } from '../../../src/domain/diff/planDiff';
import { editPlan } from '../../../src/domain/edit/planEdit';
import type { PlanEdit } from '../../../src/domain/grammar/planModel';
import type { Storage } from '../../../src/storage/open';
import { pageSize } from '../../../src/storage/pages';
import { failsWith } from '../../support/failsWith';
import { openMemoryStorage } from '../../support/memoryStorage';

const base =
  '# Plan\n\n## Implementation Phases\n\n### Phase 1: One\n\n- [ ] **T1** First (1h)\n  - Done when: it runs\n- [ ] **T2** Second\n';
const draft = { estimate: null, files: [], dependsOn: [], doneWhen: 'it runs', notes: '' };
const after = (...edits: readonly PlanEdit[]): string => editPlan(base, edits).source;

describe('proposals and approvals', () => {
  let storage: Storage;
  let planId: string;
  const propose = (content: string) =>
    storage.plans.createVersion(planId, {
      content,
      base: 1,
      state: 'proposed',
      author: 'agent',
      summary: 'Better',
      tokens: 700,
    });
  const accepted = async () => (await storage.counters.totals()).get('proposal.accepted');
  const current = async () => {
    const plan = await storage.plans.get(planId);
    return storage.plans.version(planId, plan.currentVersion);
  };

  beforeEach(async () => {
    storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'Project' });
    planId = (await storage.plans.create({ projectId, title: 'Plan', content: base, author: 'agent' })).plan.id;
  });
  afterEach(() => storage.close());

  const proposal = after(
    { type: 'setTitle', title: 'Other' },
    { type: 'addTask', phase: 'One', after: null, task: { ...draft, title: 'Third' } },
  );

  it('takes a part as a version of its own and supersedes the proposal', async () => {
    await propose(proposal);
    const at = comparePlans(base, proposal).findIndex(({ kind }) => kind === 'added');
    const version = await acceptProposal(storage, planId, 2, [at]);
    assert.deepEqual(
      [version.number, version.state, version.author, version.summary, version.tokens, version.metadata],
      [3, 'accepted', 'agent', 'Better', 700, { fromProposal: 2 }],
    );
    assert.match(version.content, /^# Plan\n/);
    assert.match(version.content, /\*\*T3\*\* Third/);
    assert.equal((await storage.plans.version(planId, 2)).state, 'superseded');
    assert.equal((await storage.plans.get(planId)).title, 'Plan');
    await assert.rejects(acceptProposal(storage, planId, 2), failsWith('proposalClosed'));
    assert.equal(await accepted(), 1);
  });

  it('merges onto a plan that moved on, with its new title', async () => {
    await propose(proposal);
    const mine = after({ type: 'updateTask', task: 'T1', estimate: '3h' });
    await storage.plans.createVersion(planId, { content: mine, base: 1, state: 'accepted', author: 'user' });
    await acceptProposal(storage, planId, 2);
    const { content, number, tokens } = await current();
    assert.deepEqual([number, tokens, await accepted()], [4, 700, 1]);
    assert.match(content, /First \(3h\)/);
    assert.match(content, /Third/);
    assert.equal((await storage.plans.get(planId)).title, 'Other');
  });

  it('leaves everything as it is where both changed the same', async () => {
    await propose(after({ type: 'updateTask', task: 'T1', estimate: '8h' }));
    const mine = after({ type: 'updateTask', task: 'T1', estimate: '3h' });
    await storage.plans.createVersion(planId, { content: mine, base: 1, state: 'accepted', author: 'user' });
    await assert.rejects(
      acceptProposal(storage, planId, 2),
      failsWith('mergeConflict', { planId, version: 2, current: 3, places: 'T1' }),
    );
    assert.equal((await current()).content, mine);
    assert.equal((await storage.plans.version(planId, 2)).state, 'proposed');
  });

  it('tells why an approval went stale, and what waits for the user', async () => {
    const kinds = async () => (await readAttention(storage)).map(({ kind }) => kind);
    assert.deepEqual(await kinds(), []);
    await storage.reviews.add(planId, { state: 'requested', version: 1, who: 'Bob', note: '' });
    assert.deepEqual(await kinds(), ['review']);
    await storage.reviews.add(planId, { state: 'approved', version: 1, who: 'Ada', note: '' });
    const accept = async (content: string) => {
      const { currentVersion } = await storage.plans.get(planId);
      await storage.plans.createVersion(planId, { content, base: currentVersion, state: 'accepted', author: 'user' });
    };
    const stale = async () => (await readApproval(storage, await storage.plans.get(planId))).stale;
    await accept(after({ type: 'updateTask', task: 'T1', title: 'The first', estimate: '5h' }));
    assert.deepEqual([await stale(), await kinds()], [[], []], 'wording keeps it');
    await accept(proposal);
    assert.deepEqual(
      (await stale()).map(({ kind, taskId }) => [kind, taskId]),
      [['added', 'T3']],
    );
    assert.deepEqual(await kinds(), ['stale']);
    await accept(base);
    assert.deepEqual(await stale(), [], 'the old text again is approved again');
    const anchor = { taskId: 'T1', section: null, quote: 'First', before: '', after: '' };
    await storage.comments.begin(planId, { version: 1, anchor, author: 'Bob', body: 'Why?' });
    await storage.reviews.add(planId, { state: 'changes_requested', version: 4, who: 'Bob', note: 'Shorter' });
    assert.deepEqual(await kinds(), ['changesRequested', 'comments']);
    const { projectId } = await storage.plans.get(planId);
    await storage.projects.archive(projectId);
    assert.deepEqual(await kinds(), [], 'nothing in an archived project waits');
    await storage.projects.restore(projectId);
    assert.deepEqual(await kinds(), ['changesRequested', 'comments']);
  });

  it('tells what waits in a plan however many have changed since', async () => {
    const { projectId } = await storage.plans.get(planId);
    let newest = planId;
    for (let count = 0; count < pageSize; count++)
      newest = (await storage.plans.create({ projectId, title: 'Newer', content: base, author: 'user' })).plan.id;
    for (const id of [planId, newest])
      await storage.reviews.add(id, { state: 'requested', version: 1, who: 'Bob', note: '' });
    assert.deepEqual(
      (await readAttention(storage)).map(({ plan }) => plan.id),
      [newest, planId],
    );
  });

  it('leaves out a plan that is deleted while what waits is read', async () => {
    await storage.reviews.add(planId, { state: 'approved', version: 1, who: 'Ada', note: '' });
    const list = storage.plans.list.bind(storage.plans);
    storage.plans.list = async (query) => {
      const found = await list(query);
      await storage.plans.delete(planId);
      return found;
    };
    assert.deepEqual(await readAttention(storage), []);
  });
});
