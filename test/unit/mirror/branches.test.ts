import assert from 'node:assert/strict';
import type { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
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

  it('is taken back by hand where the file tells of it', async () => {
    await tickAndTake();
    await checkOut(old);
    await checkOut(main);
    disk.files.set('limits.md', text);
    await bob.sync();
    assert.deepEqual(await progress(), [['T1', false, 'limits.md']]);
  });
});
