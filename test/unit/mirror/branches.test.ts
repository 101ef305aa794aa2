import assert from 'node:assert/strict';
import { acceptProposal } from '../../../src/plans/proposals';
import { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, openMirrored, openSide } from '../../support/mirrorSide';

const text = `# Limits

## Implementation Phases

- [ ] **T1** Add it
  - Done when: it is there
`;

type Branch = ReadonlyMap<string, string>;

/** Bob receives the plan after Ada has ticked a task; the branch "old" is from before that. */
describe('a tick that an older branch does not know', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let bob: MirrorSide;
  let planId: string;
  let old: Branch;
  let main: Branch;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
    bob = await openSide(disk.folder);
    old = new Map(disk.files);
  });
  afterEach(() => Promise.all([ada.storage.close(), bob.storage.close()]));

  const tickAndTake = async (): Promise<void> => {
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    await ada.sync();
    main = new Map(disk.files);
    await bob.sync();
  };
  const checkOut = async (branch: Branch): Promise<void> => {
    disk.files.clear();
    for (const [name, each] of branch) disk.files.set(name, each);
    await bob.sync();
  };
  const progress = async () =>
    (await bob.storage.plans.progress(planId)).map(({ taskId, done, who }) => [taskId, done, who]);

  for (const [what, now] of [
    ['has the same text', text],
    ['has a text that was never here', text.replace('Add it', 'Put it in')],
  ] as const)
    it(`stays where the branch ${what}, and nothing is written`, async () => {
      if (now !== text) await ada.change(planId, now);
      await tickAndTake();
      for (const branch of [old, main, old, main]) {
        await checkOut(branch);
        assert.deepEqual(disk.files, branch);
        assert.deepEqual(await progress(), [['T1', true, 'Ada']]);
      }
    });

  it('stays where nothing is remembered of the files', async () => {
    await tickAndTake();
    await bob.forget();
    await checkOut(old);
    assert.deepEqual(await progress(), [['T1', true, 'Ada']]);
  });

  it('is taken back by hand where the file tells of it, also for those who have no plan yet', async () => {
    await tickAndTake();
    await checkOut(old);
    await checkOut(main);
    disk.files.set('limits.md', text);
    assert.deepEqual((await bob.sync()).written, ['limits.review.json']);
    assert.deepEqual(await progress(), [['T1', false, 'limits.md']]);
    const carol = await openSide(disk.folder);
    assert.deepEqual((await carol.sync()).written, []);
    assert.equal((await carol.storage.plans.progress(planId))[0]?.done, false);
    await carol.storage.close();
  });
});

describe('an edit of the Markdown that nobody has answered', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
  });
  afterEach(() => ada.storage.close());

  const [one, other] = [text.replace('Add it', 'Put it in'), text.replace('Add it', 'Build it')];
  /** Gives the file a text, and returns the numbers of the versions that this proposes. */
  const proposedBy = async (content: string): Promise<number[]> => {
    disk.files.set('limits.md', content);
    return (await ada.sync()).proposed.map(({ version }) => version);
  };
  const states = async () =>
    (await ada.storage.plans.versions(planId)).map(({ number, state }) => `${number} ${state}`);
  /** Changes something here, so that files are written. */
  const comment = async (): Promise<void> => {
    await ada.begin(planId, 'Why?');
    await ada.sync();
  };

  it('waits again, and is not written over, where its text comes back after another one', async () => {
    for (const [content, number] of [
      [one, 2],
      [other, 3],
      [one, 2],
      [other, 3],
      [one, 2],
    ] as const)
      assert.deepEqual(await proposedBy(content), [number]);
    assert.deepEqual(await states(), ['3 superseded', '2 proposed', '1 accepted']);
    await comment();
    assert.equal(disk.files.get('limits.md'), one);
  });

  it("waits while the file has its text, not where the file has the plan's", async () => {
    await proposedBy(one);
    assert.deepEqual(await proposedBy(text), []);
    assert.deepEqual(await states(), ['2 superseded', '1 accepted']);
    await comment();
    assert.deepEqual(await proposedBy(one), [2]);
    await acceptProposal(ada.storage, planId, 2);
    await comment();
    assert.equal(disk.files.get('limits.md'), one);
    assert.deepEqual(await states(), ['2 accepted', '1 accepted']);
  });

  const tick = () => ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
  for (const [what, change, now] of [
    ['a tick', tick, /- \[x\] \*\*T1\*\*/],
    ['a later text', () => ada.change(planId, `${text}\nA word.\n`), /A word\./],
  ] as const)
    it(`keeps ${what} out of the file until it is put back`, async () => {
      await proposedBy(one);
      await change();
      await ada.sync();
      await proposedBy(other);
      assert.equal(disk.files.get('limits.md'), other);
      await proposedBy(text);
      assert.match(disk.files.get('limits.md')!, now);
    });

  it('lets nothing into an older branch, whether it is left behind or put back there', async () => {
    const old = new Map(disk.files);
    await proposedBy(one);
    await tick();
    await ada.sync();
    assert.notDeepEqual(disk.files.get('limits.review.json'), old.get('limits.review.json'));
    for (const [name, content] of old) disk.files.set(name, content);
    await ada.sync();
    assert.deepEqual(disk.files, old);
    await proposedBy(one);
    await proposedBy(text);
    assert.deepEqual(disk.files, old);
  });

  it('waits no more, until it comes back, where the file has an older or a rejected text', async () => {
    await proposedBy(other);
    await ada.storage.plans.reject(planId, 2);
    await proposedBy(one);
    await ada.change(planId, `${text}\nA word.\n`);
    await comment();
    for (const answered of [text, other]) {
      assert.deepEqual(await proposedBy(answered), []);
      assert.deepEqual(await states(), ['4 accepted', '3 superseded', '2 rejected', '1 accepted']);
      assert.deepEqual(await proposedBy(one), [3]);
    }
  });

  it('waits no more once it was rejected, or accepted as part of another text', async () => {
    await proposedBy(one);
    await ada.change(planId, `${text}\nA word.\n`);
    await acceptProposal(ada.storage, planId, 2);
    const { content } = await ada.storage.plans.version(planId, 4);
    assert.deepEqual(await proposedBy(other), [5]);
    await proposedBy(content);
    assert.deepEqual(await proposedBy(other), [5]);
    await ada.storage.plans.reject(planId, 5);
    for (const answered of [one, other]) {
      assert.deepEqual(await proposedBy(answered), []);
      await comment();
      assert.equal(disk.files.get('limits.md'), content);
    }
  });
});

describe('a text that a teammate has rejected', () => {
  it('is told to whoever wrote it, and written by neither over the other', async () => {
    const { disk, ada, planId } = await openMirrored(text);
    const bobs = memoryMirrorFolder(new Map(disk.files));
    const bob = await openSide(bobs.folder);
    const push = (from: Branch, to: typeof disk): void => {
      for (const [name, each] of from) to.files.set(name, each);
    };
    const proposed = async () => (await ada.sync()).proposed.map(({ version }) => version);
    await bob.sync();
    await ada.change(planId, text.replace('Add it', 'Put it in'));
    await ada.sync();
    const own = new Map(disk.files);
    push(own, bobs);
    await bob.sync();
    await bob.storage.plans.reject(planId, 2);
    await bob.sync();
    assert.equal(bobs.files.get('limits.md'), text);

    push(bobs.files, disk);
    assert.deepEqual(await proposed(), [3]);
    await ada.begin(planId, 'Why not?');
    await ada.sync();
    assert.equal(disk.files.get('limits.md'), text);
    assert.equal((await ada.storage.plans.version(planId, 3)).state, 'proposed');
    // On another branch for a while.
    push(own, disk);
    assert.deepEqual(await proposed(), []);
    push(bobs.files, disk);
    assert.deepEqual(await proposed(), [3]);
    assert.equal((await acceptProposal(ada.storage, planId, 3)).content, text);
    await Promise.all([ada.storage.close(), bob.storage.close()]);
  });
});

describe('an older text that was never here', () => {
  for (const how of ['accepted', 'merged', 'imported'] as const)
    it(`is proposed only where a teammate restored it, after a later text was ${how}`, async () => {
      const { disk, ada, planId } = await openMirrored(text);
      const bobs = memoryMirrorFolder(new Map(disk.files));
      const bob = await openSide(bobs.folder);
      const checkOut = async (branch: Branch): Promise<number[]> => {
        bobs.files.clear();
        for (const [name, each] of branch) bobs.files.set(name, each);
        return (await bob.sync()).proposed.map(({ version }) => version);
      };
      if (how !== 'imported') await bob.sync();
      const branches: Branch[] = [];
      for (const word of ['Put', 'Get', 'Build']) {
        await ada.change(planId, text.replace('Add', word));
        await ada.sync();
        branches.push(new Map(disk.files));
      }
      const [, older, main] = branches as [Branch, Branch, Branch];
      if (how === 'merged') await bob.change(planId, `${text}\nA word.\n`);
      for (const version of await checkOut(main)) await acceptProposal(bob.storage, planId, version);
      await bob.sync();
      const own = new Map(bobs.files);
      for (const branch of [older, own, older]) {
        assert.deepEqual(await checkOut(branch), []);
        assert.deepEqual(bobs.files, branch);
      }
      await ada.storage.plans.restoreVersion(planId, 3);
      await ada.sync();
      const [restored] = await checkOut(disk.files);
      assert.match((await bob.storage.plans.version(planId, restored!)).content, /Get it/);
      await Promise.all([ada.storage.close(), bob.storage.close()]);
    });
});
