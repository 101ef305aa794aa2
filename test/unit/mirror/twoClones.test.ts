import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { readApproval } from '../../../src/plans/planApproval';
import { acceptProposal } from '../../../src/plans/proposals';
import type { SharedEntry, SharedPlan } from '../../../src/mirror/sharedPlan';
import { openMirrorFolder } from '../../../src/mirror/nodeMirrorFolder';
import { readStored, VersionHashes } from '../../../src/mirror/storedPlan';
import { openClones } from '../../support/gitClones';
import { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, openSide } from '../../support/mirrorSide';

const text = `# Limits

## Requirements & Constraints

- One client must not starve the others.

## Implementation Phases

- [ ] **T1** Add it
  - Done when: it is there
- [ ] **T2** Test it
  - Done when: it is green
`;

const why = { who: 'Ada', why: '' };

describe('two clones of a repository', () => {
  let clones: ReturnType<typeof openClones>;
  let ada: MirrorSide;
  let bob: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    clones = openClones();
    ada = await openSide(openMirrorFolder(clones.ada.folder, 'docs/plans'));
    bob = await openSide(openMirrorFolder(clones.bob.folder, 'docs/plans'));
    planId = (await ada.addPlan(text)).id;
  });
  afterEach(async () => {
    await Promise.all([ada.storage.close(), bob.storage.close()]);
    clones.dispose();
  });

  const send = async (from: 'ada' | 'bob'): Promise<void> => {
    await { ada, bob }[from].sync();
    clones[from].commit();
    clones[from].exchange();
  };
  /** Pulls, syncs the mirror, and returns the clone's git status. */
  const receive = async (to: 'ada' | 'bob'): Promise<string> => {
    clones[to].exchange();
    const { problems } = await { ada, bob }[to].sync();
    assert.deepEqual(problems, []);
    return clones[to].git('status', '--porcelain');
  };

  it('exchange a plan, its comments, reviews, approval and progress', async () => {
    await ada.begin(planId, 'Is it enough?');
    await ada.storage.reviews.add(planId, { state: 'requested', version: 1, who: 'Ada', note: 'Please' });
    await ada.storage.plans.setProgress(planId, 'T1', true, why);
    await ada.storage.plans.update(planId, { template: 'spike', metadata: { sections: ['Findings'], mine: 1 } });
    await send('ada');

    assert.equal(await receive('bob'), '');
    const plan = await bob.storage.plans.get(planId);
    assert.deepEqual([plan.title, plan.status], ['Limits', 'draft']);
    assert.deepEqual([plan.template, plan.metadata], ['spike', { sections: ['Findings'] }]);
    assert.equal((await bob.storage.projects.get(plan.projectId)).name, 'Atlas');
    assert.equal((await readApproval(bob.storage, plan)).requested?.note, 'Please');
    assert.deepEqual(await bob.bodies(planId), [['Is it enough?']]);
    assert.equal((await bob.storage.plans.progress(planId))[0]?.who, 'Ada');

    const [thread] = await bob.storage.comments.threads(planId);
    await bob.storage.comments.reply(thread!.id, { author: 'Bob', body: 'It is.' });
    await bob.storage.comments.setState(thread!.id, 'resolved');
    await bob.storage.reviews.add(planId, { state: 'approved', version: 1, who: 'Bob', note: 'Good' });
    await send('bob');

    assert.equal(await receive('ada'), '');
    const approved = await ada.storage.plans.get(planId);
    assert.equal(approved.status, 'approved');
    const { decision, requested } = await readApproval(ada.storage, approved);
    assert.deepEqual([decision?.who, decision?.note, decision?.version, requested], ['Bob', 'Good', 1, null]);
    assert.deepEqual(await ada.bodies(planId), [['Is it enough?', 'It is.']]);
    assert.deepEqual(await ada.storage.comments.threads(planId), await bob.storage.comments.threads(planId));
    assert.equal(await receive('ada'), '');
    assert.equal(await receive('bob'), '');
  });

  it('both comment, tick, edit and delete at the same time, and git has no conflict', async () => {
    const first = await ada.begin(planId, 'One');
    const second = await ada.begin(planId, 'Two');
    await send('ada');
    await receive('bob');

    await ada.storage.comments.edit(first.comments[0]!.id, 'One, by Ada');
    await bob.storage.comments.edit(first.comments[0]!.id, 'One, by Bob');
    await ada.storage.comments.deleteThread(second.id);
    await bob.storage.comments.reply(second.id, { author: 'Bob', body: 'Still here' });
    await ada.begin(planId, 'Three');
    await bob.begin(planId, 'Four', 'Bob');
    await ada.storage.plans.setProgress(planId, 'T1', true, why);
    await send('ada');
    await send('bob');
    await receive('bob');
    await receive('ada');
    // The two sides' lines become one file again at the next write.
    await bob.storage.plans.setProgress(planId, 'T2', true, { who: 'Bob', why: '' });
    await send('bob');
    await receive('ada');

    const expected = [['One, by Bob'], ['Still here'], ['Three'], ['Four']];
    assert.deepEqual(await bob.bodies(planId), expected);
    assert.deepEqual(await ada.bodies(planId), expected);
    assert.deepEqual(await ada.storage.plans.progress(planId), await bob.storage.plans.progress(planId));
    const file = await readFile(join(clones.ada.folder, 'docs/plans/limits.review.json'), 'utf8');
    assert.equal(file.split(first.comments[0]!.id).length, 2);
    assert.ok(!file.includes('"Two"'));
  });

  it("bring a teammate's version as a proposal, and an approval of an older text with it", async () => {
    await send('ada');
    await receive('bob');
    await ada.storage.reviews.add(planId, { state: 'approved', version: 1, who: 'Ada', note: '' });
    await ada.change(planId, text.replace('Add it', 'Put it in'));
    await ada.change(planId, text.replace('# Limits', '# Rates').replace('Add it', 'Put it in'));
    await ada.storage.plans.update(planId, { title: 'Rates' });
    await send('ada');

    assert.equal(await receive('bob'), '');
    const [proposal, ...others] = await bob.storage.plans.versions(planId);
    assert.deepEqual([proposal?.state, others.length], ['proposed', 1]);
    await acceptProposal(bob.storage, planId, proposal!.number);
    await receive('bob');
    const plan = await bob.storage.plans.get(planId);
    assert.deepEqual([plan.title, plan.status], ['Rates', 'approved']);
    const { decision, stale } = await readApproval(bob.storage, plan);
    assert.deepEqual([decision?.who, stale], ['Ada', []]);
    assert.equal(
      clones.bob.git('ls-files', 'docs/plans'),
      ['docs/plans/.gitattributes', 'docs/plans/rates.md', 'docs/plans/rates.review.json', ''].join('\n'),
    );

    // A later clone gets the approved text as well, and shows what was approved.
    const late = await openSide(openMirrorFolder(clones.bob.folder, 'docs/plans'));
    await late.sync();
    const fresh = await readApproval(late.storage, await late.storage.plans.get(planId));
    assert.deepEqual([fresh.decision?.who, fresh.decision?.version, fresh.stale], ['Ada', 1, []]);
    assert.equal(clones.bob.git('status', '--porcelain').includes('.md'), false);
    await late.storage.close();
  });

  it('proposes an older text that a teammate restored, once', async () => {
    await ada.change(planId, text.replace('Add it', 'Put it in'));
    await send('ada');
    await receive('bob');
    await ada.change(planId, text);
    await send('ada');
    await receive('bob');
    const { currentVersion } = await bob.storage.plans.get(planId);
    await acceptProposal(bob.storage, planId, currentVersion + 1);
    await receive('bob');
    await ada.storage.plans.restoreVersion(planId, 2);
    await send('ada');
    await receive('bob');
    await receive('bob');
    const versions = await bob.storage.plans.versions(planId);
    assert.deepEqual(
      versions.map(({ number, state }) => `${number} ${state}`),
      ['3 proposed', '2 accepted', '1 accepted'],
    );
    // A proposal based on the restored text includes the restoration.
    await ada.change(planId, text.replace('Add it', 'Put it in').replace('Test it', 'Test it twice'));
    await send('ada');
    await receive('bob');
    const { content } = await acceptProposal(bob.storage, planId, 4);
    assert.match(content, /Put it in[^]*Test it twice/);
  });

  it('leave a conflict of the text to people, and take the mended text', async () => {
    await send('ada');
    await receive('bob');
    await ada.change(planId, text.replace('Add it', 'Put it in'));
    await send('ada');
    await bob.change(planId, text.replace('Add it', 'Build it'));
    await bob.begin(planId, 'Why?', 'Bob');
    await bob.sync();
    clones.bob.commit();
    assert.throws(() => clones.bob.exchange(), /git merge/);
    const file = join(clones.bob.folder, 'docs/plans/limits.md');
    const conflict = await readFile(file, 'utf8');
    const { problems } = await bob.sync();
    assert.deepEqual(
      problems.map(({ failure }) => failure.code),
      ['mergeMarkers'],
    );
    assert.equal(await readFile(file, 'utf8'), conflict);
    assert.deepEqual(await bob.bodies(planId), [['Why?']]);
    await writeFile(file, text.replace('Add it', 'Put it in and build it'));
    clones.bob.commit('Mended');
    clones.bob.exchange();
    const { proposed } = await bob.sync();
    await acceptProposal(bob.storage, planId, proposed[0]!.version);
    assert.match((await bob.storage.plans.version(planId, 3)).content, /Put it in and build it/);
    // The review file records which text was accepted.
    assert.equal(await receive('bob'), ' M docs/plans/limits.review.json\n');
  });
});

describe('two sides that edit at random', () => {
  type Edit = { readonly side: 0 | 1; readonly what: number; readonly which: number };
  const edits = fc.array(
    fc.record({ side: fc.constantFrom(0 as const, 1 as const), what: fc.nat(8), which: fc.nat(9) }),
    { maxLength: 25 },
  );

  const apply = async (
    { storage, begin, change }: MirrorSide,
    planId: string,
    { what, which }: Edit,
  ): Promise<void> => {
    const threads = await storage.comments.threads(planId);
    const thread = threads[which % Math.max(1, threads.length)];
    const comment = thread?.comments[which % thread.comments.length];
    if (what === 0) await begin(planId, `Thread ${which}`);
    else if (what === 1 && thread) await storage.comments.reply(thread.id, { author: 'Ada', body: `Reply ${which}` });
    else if (what === 2 && comment) await storage.comments.edit(comment.id, `Edit ${which}`);
    else if (what === 3 && comment) await storage.comments.deleteComment(comment.id);
    else if (what === 4 && thread) await storage.comments.deleteThread(thread.id);
    else if (what === 5 && thread) await storage.comments.setState(thread.id, which % 2 ? 'open' : 'resolved');
    else if (what === 6) await storage.plans.setProgress(planId, `T${1 + (which % 2)}`, which % 3 > 0, why);
    else if (what === 7) {
      const { currentVersion: version } = await storage.plans.get(planId);
      await storage.reviews.add(planId, {
        state: which % 2 ? 'commented' : 'requested',
        version,
        who: 'Ada',
        note: '',
      });
    } else if (what === 8) await change(planId, `${text}\nRemark ${which}.\n`);
  };

  it('agree on all that was said once each has seen the files of the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (rounds) => {
        const disks = [memoryMirrorFolder(), memoryMirrorFolder()];
        const sides = [await openSide(disks[0]!.folder), await openSide(disks[1]!.folder)] as const;
        const planId = (await sides[0].addPlan(text)).id;
        await sides[0].sync();
        for (const [name, each] of disks[0]!.files) disks[1]!.files.set(name, each);
        await sides[1].sync();
        for (const round of rounds) {
          for (const edit of round) await apply(sides[edit.side], planId, edit);
          for (const side of sides) await side.sync();
          // As git does with `merge=union`, while each side keeps its own text.
          const name = Array.from(disks[0]!.files.keys()).find((each) => each.endsWith('.json'))!;
          const [one, other] = disks.map((disk) => disk.files.get(name)!.split('\n'));
          const union = [...one!.slice(0, -2), ...other!.slice(1, -2), 'null]}', ''].join('\n');
          for (const disk of disks) disk.files.set(name, union);
          for (const side of sides) await side.sync();
          for (const side of sides) assert.deepEqual((await side.sync()).written, []);
          const said = async ({ storage }: MirrorSide): Promise<SharedPlan> => {
            const { shared } = await readStored(storage, planId, new VersionHashes());
            const kinds = ['thread', 'comment', 'deleted', 'progress', 'status'];
            const spoken = shared.entries.filter(([kind]) => kinds.includes(kind));
            // Each side has its own text, where a version number says which one a thread began on.
            const entries = spoken.map((entry): SharedEntry =>
              entry[0] === 'thread' ? ['thread', { ...entry[1], text: '' }] : entry,
            );
            return { planId, entries };
          };
          const [mine, theirs] = [await said(sides[0]), await said(sides[1])];
          assert.deepEqual(mine, theirs);
        }
        for (const side of sides) await side.storage.close();
      }),
      { numRuns: 12 },
    );
  });
});
