import assert from 'node:assert/strict';
import { acceptProposal } from '../../../src/plans/proposals';
import { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, openSide } from '../../support/mirrorSide';

const text = (goal: string, second = 'Test it'): string =>
  `# Limits\n\n## Overview & Goals\n\n${goal}\n\n## Implementation Phases\n\n- [ ] **T1** Add it\n- [ ] **T2** ${second}\n`;

/** An export is imported where the mirror has already brought the plans. */
describe('an import after the mirror', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let bob: MirrorSide;
  let planId: string;
  const bring = () => bob.storage.exchange.import(ada.storage.exchange.export(), 'x');
  const versions = async () =>
    (await bob.storage.plans.versions(planId)).map(({ number, state, baseVersion }) => [number, state, baseVersion]);
  const projects = async () => (await bob.storage.projects.list()).items.map(({ id, name }) => [id, name]);

  beforeEach(async () => {
    disk = memoryMirrorFolder();
    ada = await openSide(disk.folder);
    bob = await openSide(disk.folder);
    planId = (await ada.addPlan(text('One'))).id;
    for (const goal of ['Two', 'Three']) await ada.change(planId, text(goal));
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    await ada.storage.reviews.add(planId, { state: 'commented', version: 2, who: 'Ada', note: 'Of the second' });
    await ada.storage.reviews.add(planId, { state: 'commented', version: 3, who: 'Ada', note: 'Of the third' });
    await ada.sync();
    await bob.sync();
  });
  afterEach(() => Promise.all([ada.storage.close(), bob.storage.close()]));

  it('brings the older versions as history, proposes nothing, and the same again changes nothing', async () => {
    await bring();
    assert.deepEqual(await versions(), [
      [3, 'superseded', 2],
      [2, 'superseded', null],
      [1, 'accepted', null],
    ]);
    assert.match((await bob.storage.plans.version(planId, 1)).content, /Three/);
    assert.equal((await bob.storage.plans.get(planId)).currentVersion, 1);
    assert.deepEqual(
      (await bob.storage.reviews.list(planId)).map(({ version, note }) => [version, note]),
      [
        [3, 'Of the second'],
        [1, 'Of the third'],
      ],
    );
    const again = await bring();
    assert.deepEqual([again.created, again.updated], [0, 0]);
  });

  it('is over before the mirror looks, in a fresh clone for one', async () => {
    const late = await openSide(disk.folder);
    // So large that the plan is stored before its versions are read.
    await ada.storage.plans.update(planId, { metadata: { mine: 'x'.repeat(256 * 1024 - 20) } });
    const looks: ReturnType<MirrorSide['sync']>[] = [];
    const pieces = async function* () {
      for await (const piece of ada.storage.exchange.export()) {
        yield piece;
        if (!piece.includes('["dev_plan_version",')) continue;
        looks.push(late.sync());
        // Enough turns for a look that does not wait.
        for (let turn = 0; turn < 20; turn += 1) await late.storage.plans.list();
      }
    };
    await late.storage.exchange.import(pieces(), 'x');
    const [look] = await Promise.all(looks);
    assert.deepEqual([look?.proposed, look?.imported, look?.problems], [[], [], []]);
    const stored = await late.storage.plans.versions(planId);
    assert.deepEqual(
      stored.map(({ number, state }) => [number, state]),
      [
        [3, 'accepted'],
        [2, 'accepted'],
        [1, 'accepted'],
      ],
    );
    await late.storage.close();
  });

  it('proposes the current text alone where the folder has another one, with all that changed', async () => {
    await ada.change(planId, text('Four'));
    await ada.change(planId, text('Four', 'Prove it'));
    await bring();
    const waiting = (await versions()).filter(([, state]) => state === 'proposed');
    assert.deepEqual(waiting, [[5, 'proposed', 1]]);
    const again = await bring();
    assert.deepEqual([again.created, again.updated], [0, 0]);
    const { content } = await acceptProposal(bob.storage, planId, 5);
    assert.match(content, /Four[^]*Prove it/);
  });

  it('takes the project of the same name for the one that it was exported from', async () => {
    const [atlas] = (await ada.storage.projects.list()).items;
    await ada.storage.projects.update(atlas!.id, { description: 'All of it' });
    const { id } = await ada.storage.conversations.createSession({ projectId: atlas!.id });
    const own = await bob.addPlan('# Mine\n');
    await bring();
    assert.deepEqual(await projects(), [[atlas!.id, 'Atlas']]);
    assert.equal((await bob.storage.projects.get(atlas!.id)).description, 'All of it');
    for (const plan of [planId, own.id]) assert.equal((await bob.storage.plans.get(plan)).projectId, atlas!.id);
    assert.equal((await bob.storage.conversations.session(id)).projectId, atlas!.id);
    const again = await bring();
    assert.deepEqual([again.created, again.updated], [0, 0]);
  });

  it('keeps what the older project says of itself where the newer one is imported', async () => {
    const [atlas] = (await ada.storage.projects.list()).items;
    await ada.storage.projects.update(atlas!.id, { description: 'All of it' });
    await ada.storage.exchange.import(bob.storage.exchange.export(), 'x');
    const found = (await ada.storage.projects.list()).items;
    assert.deepEqual(
      found.map(({ name, description }) => [name, description]),
      [['Atlas', 'All of it']],
    );
    const again = await ada.storage.exchange.import(bob.storage.exchange.export(), 'x');
    assert.deepEqual([again.created, again.updated], [0, 0]);
  });

  it('keeps what was set on the younger project alone, whichever is imported', async () => {
    const [atlas] = (await ada.storage.projects.list()).items;
    const [twin] = (await bob.storage.projects.list()).items;
    await ada.storage.projects.update(atlas!.id, { description: 'Of Ada', status: 'archived' });
    await bob.storage.projects.update(twin!.id, { description: 'Of Bob', tags: ['b'], repositoryPath: '/b' });
    const documentOf = async ({ storage }: MirrorSide) => {
      let text = '';
      for await (const piece of storage.exchange.export()) text += piece;
      return text;
    };
    const [ofAda, ofBob] = [await documentOf(ada), await documentOf(bob)];
    for (const [side, text] of [
      [bob, ofAda],
      [ada, ofBob],
    ] as const) {
      await side.storage.exchange.import([text], 'x');
      assert.deepEqual(
        (await side.storage.projects.list()).items.map((each) => [
          each.description,
          each.status,
          each.tags,
          each.repositoryPath,
        ]),
        [['Of Ada', 'active', ['b'], '/b']],
      );
      const again = await side.storage.exchange.import([text], 'x');
      assert.deepEqual([again.created, again.updated], [0, 0]);
    }
  });

  it('joins projects that an import has doubled before', async () => {
    const [atlas] = (await ada.storage.projects.list()).items;
    await bring();
    await bob.storage.projects.update(atlas!.id, { name: 'Atlas (2)' });
    const { id } = await bob.storage.projects.create({ name: 'Atlas' });
    await bob.storage.plans.update(planId, { projectId: id });
    await bring();
    assert.deepEqual(await projects(), [[atlas!.id, 'Atlas']]);
    assert.equal((await bob.storage.plans.get(planId)).projectId, atlas!.id);
    const again = await bring();
    assert.deepEqual([again.created, again.updated], [0, 0]);
  });

  it('leaves a project alone that was given a name of its own here', async () => {
    const [atlas] = (await ada.storage.projects.list()).items;
    await bring();
    await bob.storage.projects.update(atlas!.id, { name: 'Borealis' });
    const { id } = await bob.storage.projects.create({ name: 'Atlas' });
    await bob.storage.plans.update(planId, { projectId: id });
    await bring();
    assert.equal((await projects()).length, 2);
    assert.equal((await bob.storage.plans.get(planId)).projectId, id);
  });

  it('knows the text also where the checkout gave it other line ends', async () => {
    const { folder, files } = disk;
    for (const [name, each] of files) files.set(name, each.replaceAll('\n', '\r\n'));
    await bob.storage.close();
    bob = await openSide(folder);
    await bob.sync();
    assert.match((await bob.storage.plans.version(planId, 1)).content, /\r\n/);
    await bring();
    assert.deepEqual(
      (await versions()).map(([, state]) => state),
      ['superseded', 'superseded', 'accepted'],
    );
  });
});
