import assert from 'node:assert/strict';
import { readApproval } from '../../../src/agent/planApproval';
import { acceptProposal } from '../../../src/agent/proposals';
import type { Storage } from '../../../src/storage/open';
import { openMemoryStorage, tickingClock } from '../../support/memoryStorage';

const plan = (first: string, second: string): string =>
  `# Plan\n\n## Implementation Phases\n\n### Phase 1: One\n\n- [ ] **T1** ${first}\n- [ ] **T2** ${second}\n`;

describe('Exchange of versions', () => {
  let from: Storage;
  let to: Storage;
  let planId: string;
  const bring = (source: Storage, target: Storage) => target.exchange.import(source.exchange.export(), 'x');
  const accept = (storage: Storage, base: number, content: string) =>
    storage.plans.createVersion(planId, { content, author: 'user', base, state: 'accepted' });
  const statesOf = async (storage: Storage) =>
    (await storage.plans.versions(planId)).map(({ number, state, baseVersion }) => [number, state, baseVersion]);
  const current = async (storage: Storage) =>
    (await storage.plans.version(planId, (await storage.plans.get(planId)).currentVersion)).content;

  beforeEach(async () => {
    const clock = tickingClock();
    from = await openMemoryStorage({ clock });
    to = await openMemoryStorage({ clock });
    const project = await from.projects.create({ name: 'Atlas' });
    const made = await from.plans.create({
      projectId: project.id,
      title: 'Plan',
      content: plan('First', 'Second'),
      author: 'agent',
    });
    planId = made.plan.id;
    await bring(from, to);
  });
  afterEach(() => Promise.all([from.close(), to.close()]));

  describe('that went apart', () => {
    const mine = plan('First', 'Second of mine');
    const third = '- [ ] **T3** Third of theirs\n';
    const theirs = plan('First of theirs', 'Second') + third;

    beforeEach(async () => {
      await accept(to, 1, mine);
      await accept(from, 1, theirs);
    });

    it('keeps what was said of a text with that text', async () => {
      await from.reviews.add(planId, { state: 'approved', version: 2, who: 'Ada', note: '' });
      const anchor = { taskId: 'T1', section: null, quote: 'First', before: '', after: '' };
      await from.comments.begin(planId, { version: 2, anchor, author: 'Ada', body: 'Why?' });
      const { id } = await from.conversations.createSession({});
      // Long enough for what comes after it to be read apart from the versions.
      await from.conversations.addMessage(id, { role: 'user', content: 'x'.repeat(300_000) });
      await from.conversations.addMessage(id, { role: 'assistant', content: '', planId, planVersion: 2 });
      await bring(from, to);
      assert.deepEqual(
        (await to.reviews.list(planId)).map(({ version }) => version),
        [3],
      );
      assert.deepEqual(
        (await to.comments.threads(planId)).map(({ version }) => version),
        [3],
      );
      assert.equal((await to.conversations.messages(id)).at(-1)?.planVersion, 3);
      const { decision, stale } = await readApproval(to, await to.plans.get(planId));
      assert.deepEqual([decision?.version, stale.length], [3, 1], 'mine is not approved');
    });

    it('brings no answered proposal back as one that waits', async () => {
      const propose = (content: string) =>
        from.plans.createVersion(planId, { content, author: 'agent', base: 2, state: 'proposed' });
      await propose('# Rejected');
      await propose('# Superseded');
      await propose('# Waiting');
      await from.plans.reject(planId, 3);
      await from.plans.supersede(planId, 4);
      await bring(from, to);
      assert.deepEqual((await statesOf(to)).slice(0, 4), [
        [6, 'proposed', 3],
        [5, 'superseded', 3],
        [4, 'rejected', 3],
        [3, 'proposed', 1],
      ]);
    });

    it('merges the other side when it is accepted', async () => {
      await bring(from, to);
      await acceptProposal(to, planId, 3);
      assert.equal(await current(to), plan('First of theirs', 'Second of mine') + third);
    });

    it('replaces no text by what was made from another one', async () => {
      await bring(from, to);
      await to.plans.reject(planId, 3);
      await accept(to, 2, plan('First', 'Second of mine, again'));
      await bring(to, from);
      await bring(to, from);
      assert.equal(await current(from), theirs);
      assert.deepEqual((await statesOf(from)).slice(0, 2), [
        [4, 'proposed', 3],
        [3, 'proposed', 1],
      ]);
    });
  });
});
