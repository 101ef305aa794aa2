import assert from 'node:assert/strict';
import { readApproval } from '../../../../src/plans/planApproval';
import { acceptProposal } from '../../../../src/plans/proposals';
import type { Storage } from '../../../../src/storage/open';
import { openMemoryStorage, tickingClock } from '../../../support/memoryStorage';

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
      // Long enough that what follows is read in another batch than the versions.
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
        [4, 'proposed', 1],
        [3, 'superseded', 1],
      ]);
    });

    it('proposes the newest text of the other side alone, with all that it changed', async () => {
      await accept(from, 2, theirs.replace('Third of', 'The third of'));
      await bring(from, to);
      assert.deepEqual((await statesOf(to)).slice(0, 2), [
        [4, 'proposed', 1],
        [3, 'superseded', 1],
      ]);
      await acceptProposal(to, planId, 4);
      assert.equal(
        await current(to),
        plan('First of theirs', 'Second of mine') + third.replace('Third of', 'The third of'),
      );
      const again = await bring(from, to);
      assert.deepEqual([again.created, again.updated], [0, 0]);
    });

    it('proposes again what comes later, and takes a text that is here already for what it is', async () => {
      await bring(from, to);
      await to.plans.reject(planId, 3);
      await accept(from, 2, mine);
      await accept(from, 3, `${mine}- [ ] **T3** Another third\n`);
      await bring(from, to);
      assert.deepEqual((await statesOf(to)).slice(0, 2), [
        [4, 'proposed', 2],
        [3, 'rejected', 1],
      ]);
    });
  });

  describe('whose text was saved again', () => {
    const save = (content: string, base: number) => from.plans.saveEdit(planId, { content, session: 's', base });
    const contents = async (storage: Storage) =>
      Promise.all(
        (await statesOf(storage)).map(
          async ([number]) => (await storage.plans.version(planId, Number(number))).content,
        ),
      );

    beforeEach(async () => {
      await save('# a', 1);
      await bring(from, to);
    });

    it('takes the newer text where nothing was made from the older one, and the same again changes nothing', async () => {
      const told: unknown[] = [];
      to.onDidChange(({ entity, id, change }) => entity === 'version' && told.push([id, change]));
      await save('# ab', 2);
      await bring(from, to);
      assert.equal(await current(to), '# ab');
      assert.equal((await to.plans.versions(planId)).length, 2);
      assert.deepEqual(told, [[(await to.plans.version(planId, 2)).id, 'updated']]);
      const again = await bring(from, to);
      assert.deepEqual([again.created, again.updated], [0, 0]);
    });

    it('keeps the newer text beside the older one that something was made from', async () => {
      await accept(to, 2, '# a\n\nMine');
      await save('# ab', 2);
      const told: unknown[] = [];
      to.onDidChange(({ entity, id, change }) => entity === 'version' && told.push([id, change]));
      await bring(from, to);
      assert.equal(await current(to), '# a\n\nMine');
      assert.deepEqual((await statesOf(to))[0], [4, 'proposed', 2]);
      assert.equal((await to.plans.version(planId, 4)).content, '# ab');
      assert.deepEqual(told, [[(await to.plans.version(planId, 4)).id, 'created']]);
      const again = await bring(from, to);
      assert.deepEqual([again.created, again.updated], [0, 0]);
      await save('# abc', 2);
      await bring(from, to);
      assert.deepEqual((await contents(to)).slice(0, 2), ['# abc', '# ab']);
    });

    it('replaces no text that somebody here goes on from', async () => {
      await to.plans.endEditing(planId);
      await save('# ab', 2);
      await bring(from, to);
      assert.equal(await current(to), '# a');
      assert.deepEqual((await statesOf(to))[0], [3, 'proposed', 2]);
      await acceptProposal(to, planId, 3);
      assert.equal(await current(to), '# ab');
    });

    it('never goes back to an older text, and keeps what was said of it apart', async () => {
      await save('# ab', 2);
      await to.reviews.add(planId, { state: 'commented', version: 2, who: 'Bob', note: 'Of the older text' });
      await to.plans.update(planId, { title: 'Later' });
      await bring(to, from);
      assert.equal(await current(from), '# ab');
      assert.deepEqual((await statesOf(from))[0], [3, 'superseded', 1]);
      assert.deepEqual(await contents(from), ['# a', '# ab', plan('First', 'Second')]);
      assert.deepEqual(
        (await from.reviews.list(planId)).map(({ version }) => version),
        [3],
      );
      const again = await bring(to, from);
      assert.deepEqual([again.created, again.updated], [0, 0]);
    });

    it('keeps what was said of the newer text with it', async () => {
      await accept(to, 2, '# a\n\nMine');
      await save('# ab', 2);
      await from.reviews.add(planId, { state: 'commented', version: 2, who: 'Ada', note: 'Good' });
      await bring(from, to);
      assert.deepEqual(
        (await to.reviews.list(planId)).map(({ version }) => version),
        [4],
      );
    });
  });

  describe('with a proposal that is accepted on one side while the other goes on without it', () => {
    const proposed = plan('First', 'Second of the proposal');
    const edited = plan('First of the edit', 'Second');
    const merged = plan('First of the edit', 'Second of the proposal');

    beforeEach(async () => {
      await from.plans.createVersion(planId, { content: proposed, author: 'agent', base: 1, state: 'proposed' });
      await bring(from, to);
    });

    it('takes the answer where nothing was made here meanwhile', async () => {
      await from.plans.accept(planId, 2);
      await bring(from, to);
      assert.equal(await current(to), proposed);
    });

    it('lets it wait where the plan here has moved on, and the same again changes nothing', async () => {
      await from.plans.accept(planId, 2);
      await accept(to, 1, edited);
      await bring(from, to);
      const again = await bring(from, to);
      assert.deepEqual([again.created, again.updated], [0, 0]);
      assert.deepEqual((await statesOf(to)).slice(0, 2), [
        [3, 'accepted', 1],
        [2, 'proposed', 1],
      ]);
      assert.equal(await current(to), edited);
      await acceptProposal(to, planId, 2);
      assert.equal(await current(to), merged);
    });

    it('replaces no text accepted here by one that goes on without it, and the same again changes nothing', async () => {
      await to.plans.accept(planId, 2);
      await accept(from, 1, edited);
      await bring(from, to);
      assert.equal(await current(to), proposed);
      const again = await bring(from, to);
      assert.deepEqual([again.created, again.updated], [0, 0]);
      assert.deepEqual((await statesOf(to)).slice(0, 2), [
        [3, 'proposed', 1],
        [2, 'accepted', 1],
      ]);
      assert.equal(await current(to), proposed);
      await acceptProposal(to, planId, 3);
      assert.equal(await current(to), merged);
    });

    it('loses neither text in whatever order both sides are imported', async () => {
      await from.plans.accept(planId, 2);
      await accept(to, 1, edited);
      const orders = [
        { sides: [from, to], first: proposed },
        { sides: [to, from], first: edited },
      ];
      for (const { sides, first } of orders) {
        const third = await openMemoryStorage();
        for (const side of [...sides, ...sides]) await bring(side, third);
        assert.equal(await current(third), first);
        const waiting = (await third.plans.versions(planId)).filter(({ state }) => state === 'proposed');
        assert.equal(waiting.length, 1);
        await acceptProposal(third, planId, waiting[0]!.number);
        assert.equal(await current(third), merged);
        await third.close();
      }
    });

    it('brings a plan that is not here as it is, also where one accepted text stands beside another', async () => {
      await accept(from, 1, edited);
      let text = '';
      for await (const piece of from.exchange.export()) text += piece;
      const third = await openMemoryStorage();
      await third.exchange.import([text.replace('"state":"proposed"', '"state":"accepted"')], 'x');
      assert.deepEqual((await statesOf(third)).slice(0, 2), [
        [3, 'accepted', 1],
        [2, 'accepted', 1],
      ]);
      assert.equal(await current(third), edited);
      await third.close();
    });
  });
});
