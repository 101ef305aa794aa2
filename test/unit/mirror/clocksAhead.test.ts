import assert from 'node:assert/strict';
import { maxLeadLength } from '../../../src/domain/clock';
import { lastDecision } from '../../../src/domain/review';
import { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, commonClock, openSide, openMirrored } from '../../support/mirrorSide';

const text = '# Limits\n\n## Implementation Phases\n\n- [ ] **T1** Add it\n  - Done when: it is there\n';
const by = (who: string) => ({ who, why: '' });

describe('PlanMirror, where a clock is ahead', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
  });
  afterEach(() => ada.storage.close());

  const isDone = async ({ storage }: MirrorSide) => (await storage.plans.progress(planId))[0]?.done;
  const addLine = (entry: unknown) =>
    disk.edit('limits.review.json', (each) => each.replace('null]}', `${JSON.stringify(entry)},\nnull]}`));

  describe('by less than a day', () => {
    let bob: MirrorSide;
    beforeEach(async () => {
      bob = await openSide(disk.folder, () => commonClock() + maxLeadLength / 2);
      await bob.sync();
    });
    afterEach(() => bob.storage.close());
    /** Syncs until each side has seen what the other did. */
    const settle = async () => {
      for (const side of [bob, ada, bob, ada]) assert.deepEqual((await side.sync()).problems, []);
    };

    it('an untick holds', async () => {
      await bob.storage.plans.setProgress(planId, 'T1', true, by('Bob'));
      await settle();
      assert.equal(await isDone(ada), true);
      await ada.storage.plans.setProgress(planId, 'T1', false, by('Ada'));
      await settle();
      assert.deepEqual([await isDone(ada), await isDone(bob)], [false, false]);
    });

    it('a later status and a later decision hold', async () => {
      await bob.storage.reviews.add(planId, { state: 'approved', version: 1, who: 'Bob', note: '' });
      await settle();
      await ada.storage.plans.setStatus(planId, 'in_progress', by('Ada'));
      await ada.storage.reviews.add(planId, { state: 'changes_requested', version: 1, who: 'Ada', note: '' });
      await settle();
      for (const { storage } of [ada, bob]) {
        const plan = await storage.plans.get(planId);
        assert.equal(plan.status, 'in_progress');
        const reviews = await storage.reviews.list(planId);
        assert.equal(lastDecision(plan, reviews, await storage.reviews.statusHistory(planId))?.who, 'Ada');
      }
    });

    it('other words of a comment and a closed thread hold', async () => {
      const { id, comments } = await bob.begin(planId, 'Why?');
      await settle();
      await ada.storage.comments.edit(comments[0]!.id, 'Why so?');
      await ada.storage.comments.setState(id, 'resolved');
      await settle();
      assert.deepEqual([await ada.bodies(planId), await bob.bodies(planId)], [[['Why so?']], [['Why so?']]]);
      assert.equal((await bob.storage.comments.threads(planId))[0]?.state, 'resolved');
    });
  });

  for (const at of [Date.now() + 366 * maxLeadLength, Number.MAX_SAFE_INTEGER])
    it(`a record of ${at} is told as a problem and taken by nobody`, async () => {
      const sound = disk.files.get('limits.review.json')!;
      addLine(['progress', { id: 'T1', done: true, who: 'Bob', why: '', evidence: null, at }]);
      const { problems } = await ada.sync();
      assert.deepEqual(
        problems.map(({ file, failure }) => [file, failure.code]),
        [['limits.review.json', 'unknownFormat']],
      );
      assert.match(String(problems[0]?.failure.args['reason']), /^progress: [^]*ahead of this computer's clock/);
      assert.equal(await isDone(ada), undefined);
      await ada.begin(planId, 'Why?');
      disk.files.set('limits.review.json', sound);
      assert.deepEqual((await ada.sync()).problems, []);
      assert.match(disk.files.get('limits.review.json')!, /Why\?/);
    });

  it('a record that was made here while the clock was wrong is not written where no one could read it', async () => {
    let now: () => number = () => Date.now() + 366 * maxLeadLength;
    const late = await openSide(memoryMirrorFolder(disk.files).folder, () => now());
    await late.sync();
    await late.storage.plans.setProgress(planId, 'T1', true, by('Bob'));
    now = commonClock;
    await late.begin(planId, 'Why?');
    assert.deepEqual((await late.sync()).problems, []);
    assert.deepEqual((await ada.sync()).problems, []);
    assert.deepEqual(await ada.bodies(planId), [['Why?']]);
    await late.storage.close();
  });
});
