import assert from 'node:assert/strict';
import { acceptProposal } from '../../../src/plans/proposals';
import { readPlanText } from '../../../src/plans/planReader';
import type { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, openMirrored, openSide } from '../../support/mirrorSide';

const text = `# Limits

## Implementation Phases

- [ ] **T1** Add it
  - Done when: it is there
- [ ] **T2** Test it
  - Done when: it is green
`;

const states = async ({ storage }: MirrorSide, planId: string) =>
  (await storage.plans.versions(planId)).map(({ number, state }) => `${number} ${state}`);

describe('PlanMirror', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
  });
  afterEach(() => ada.storage.close());

  it('writes a plan with its boxes beside its reviews, and nothing again', async () => {
    assert.deepEqual([...disk.files.keys()].sort(), ['.gitattributes', 'limits.md', 'limits.review.json']);
    assert.equal(disk.files.get('limits.md'), text);
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    assert.deepEqual((await ada.sync()).written, ['limits.review.json', 'limits.md']);
    assert.match(disk.files.get('limits.md')!, /- \[x\] \*\*T1\*\*/);
    const writes = disk.writes();
    assert.deepEqual((await ada.sync()).written, []);
    assert.equal(disk.writes(), writes);
  });

  it('writes nothing again where what was seen is forgotten, or git changed the line ends', async () => {
    const writes = disk.writes();
    await ada.forget();
    await ada.sync();
    for (const name of disk.files.keys()) disk.edit(name, (each) => each.replaceAll('\n', '\r\n'));
    await ada.sync();
    assert.equal(disk.writes(), writes);
    assert.deepEqual(await states(ada, planId), ['1 accepted']);
  });

  it('proposes an edit of the Markdown once, with ids, and leaves the file until it is answered', async () => {
    disk.edit('limits.md', (each) => `${each}- [ ] Tell it\n`);
    const { proposed } = await ada.sync();
    assert.deepEqual(proposed, [{ planId, version: 2 }]);
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    await ada.sync();
    await ada.forget();
    await ada.sync();
    assert.deepEqual(await states(ada, planId), ['2 proposed', '1 accepted']);
    assert.match(disk.files.get('limits.md')!, /- \[ \] Tell it/);
    assert.match((await ada.storage.plans.version(planId, 2)).content, /- \[ \] \*\*T3\*\* Tell it/);
    await acceptProposal(ada.storage, planId, 2);
    await ada.sync();
    assert.match(disk.files.get('limits.md')!, /- \[ \] \*\*T3\*\* Tell it/);
    assert.deepEqual(await states(ada, planId), ['2 accepted', '1 accepted']);
  });

  it('writes its text over a rejected one, and a later edit takes the place of one that waits', async () => {
    disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice'));
    await ada.sync();
    disk.edit('limits.md', (each) => each.replace('twice', 'thrice'));
    await ada.sync();
    assert.deepEqual(await states(ada, planId), ['3 proposed', '2 superseded', '1 accepted']);
    await ada.storage.plans.reject(planId, 3);
    await ada.sync();
    assert.equal(disk.files.get('limits.md'), text);
  });

  it('merges an edit with what was accepted here meanwhile', async () => {
    disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice'));
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    await ada.sync();
    assert.match(disk.files.get('limits.md')!, /Test it twice/);
    const { content } = await acceptProposal(ada.storage, planId, 3);
    assert.match(content, /Add it now[^]*Test it twice/);
    await ada.sync();
    assert.equal(disk.files.get('limits.md'), content);
  });

  it('merges a second edit of a file that waits with what was accepted here between both', async () => {
    disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice'));
    await ada.sync();
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    await ada.sync();
    disk.edit('limits.md', (each) => each.replace('twice', 'thrice'));
    assert.deepEqual((await ada.sync()).proposed, [{ planId, version: 4 }]);
    const { content } = await acceptProposal(ada.storage, planId, 4);
    assert.match(content, /Add it now[^]*Test it thrice/);
    await ada.sync();
    assert.equal(disk.files.get('limits.md'), content);
  });

  it('merges an edit of an older text, of another branch for one, with the text here', async () => {
    const old = new Map(disk.files);
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    await ada.sync();
    for (const [name, each] of old) disk.files.set(name, each);
    await ada.sync();
    disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice'));
    const { proposed } = await ada.sync();
    const { content } = await acceptProposal(ada.storage, planId, proposed[0]!.version);
    assert.match(content, /Add it now[^]*Test it twice/);
  });

  it('writes an accepted proposal over a text that was saved twice before it', async () => {
    const save = (content: string, base: number) =>
      ada.storage.plans.saveEdit(planId, { content, session: 'one', base });
    await save(text.replace('Add it', 'Add it now'), 1);
    await ada.sync();
    const content = text.replace('Add it', 'Add it soon');
    await save(content, 2);
    const proposal = { content: content.replace('Test it', 'Test it twice'), base: 2, state: 'proposed' as const };
    await ada.storage.plans.createVersion(planId, { ...proposal, author: 'agent' });
    await ada.sync();
    await acceptProposal(ada.storage, planId, 3);
    assert.deepEqual((await ada.sync()).proposed, []);
    assert.equal(disk.files.get('limits.md'), proposal.content);
  });

  it('writes each save of one editing session over the one before', async () => {
    for (const [index, word] of ['now', 'soon'].entries()) {
      const content = text.replace('Add it', `Add it ${word}`);
      await ada.storage.plans.saveEdit(planId, { content, session: 'one', base: index + 1 });
      assert.deepEqual((await ada.sync()).proposed, []);
      assert.equal(disk.files.get('limits.md'), content);
    }
    assert.deepEqual(await states(ada, planId), ['2 accepted', '1 accepted']);
  });

  it('takes boxes that are ticked and unticked by hand for progress, and tells of them with the next change here', async () => {
    const review = disk.files.get('limits.review.json');
    for (const done of [true, false, true]) {
      const box = `- [${done ? 'x' : ' '}] **T2**`;
      disk.edit('limits.md', (each) => each.replace(/- \[.\] \*\*T2\*\*/, box));
      assert.deepEqual((await ada.sync()).written, []);
      const [progress] = await ada.storage.plans.progress(planId);
      assert.deepEqual([progress?.taskId, progress?.done, progress?.who], ['T2', done, 'limits.md']);
    }
    assert.deepEqual(await states(ada, planId), ['1 accepted']);
    assert.equal(disk.files.get('limits.review.json'), review);
    await ada.begin(planId, 'Why?');
    assert.deepEqual((await ada.sync()).written, ['limits.review.json']);
    assert.match(disk.files.get('limits.review.json')!, /\["progress",\{[^\n]*"id":"T2"/);
    assert.match(disk.files.get('limits.md')!, /- \[x\] \*\*T2\*\*/);
  });

  it('takes a new task that comes ticked for done, once it is accepted', async () => {
    disk.edit('limits.md', (each) => `${each}- [x] Tell it\n`);
    await ada.sync();
    assert.match((await ada.storage.plans.version(planId, 2)).content, /- \[ \] \*\*T3\*\* Tell it/);
    await acceptProposal(ada.storage, planId, 2);
    const { text: shown, progress } = await readPlanText(ada.storage, planId);
    assert.match(shown, /- \[x\] \*\*T3\*\* Tell it/);
    assert.deepEqual(
      progress.map(({ taskId, who }) => [taskId, who]),
      [['T3', 'limits.md']],
    );
    await ada.sync();
    assert.equal(disk.files.get('limits.md'), shown);
  });

  it('renames the files with the plan, and leaves names that people chose', async () => {
    await ada.addPlan('# Limits\n\nOther.\n');
    await ada.sync();
    assert.ok(disk.files.has('limits-2.md'));
    await ada.change(planId, text.replace('# Limits', '# Rates'));
    await ada.storage.plans.update(planId, { title: 'Rates' });
    await ada.sync();
    const names = () => [...disk.files.keys()].filter((name) => name.endsWith('.md')).sort();
    assert.deepEqual(names(), ['limits-2.md', 'rates.md']);
    for (const ending of ['.md', '.review.json']) {
      disk.files.set(`mine${ending}`, disk.files.get(`rates${ending}`)!);
      disk.files.delete(`rates${ending}`);
    }
    await ada.change(planId, text.replace('# Limits', '# Quotas'));
    await ada.storage.plans.update(planId, { title: 'Quotas' });
    await ada.sync();
    assert.deepEqual(names(), ['limits-2.md', 'mine.md']);
    assert.match(disk.files.get('mine.md')!, /^# Quotas/);
  });

  it('does not write where another branch has older files or none, until something changes here', async () => {
    const old = new Map(disk.files);
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    await ada.begin(planId, 'Why?');
    await ada.sync();
    for (const [name, each] of old) disk.files.set(name, each);
    assert.deepEqual((await ada.sync()).written, []);
    disk.files.clear();
    assert.deepEqual((await ada.sync()).written, []);
    assert.deepEqual(await states(ada, planId), ['2 accepted', '1 accepted']);
    await ada.begin(planId, 'Why now?');
    assert.deepEqual((await ada.sync()).written, ['limits.review.json', 'limits.md']);
    assert.deepEqual((await ada.bodies(planId)).length, 2);
  });

  it('keeps ticks where another branch has an older text without them, whose review file tells nothing of them', async () => {
    const old = new Map(disk.files);
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    await ada.change(planId, text.replace('[ ] **T1** Add it', '[x] **T1** Add it now'));
    await ada.sync();
    for (const [name, each] of old) disk.files.set(name, each);
    assert.deepEqual((await ada.sync()).written, []);
    const [progress] = await ada.storage.plans.progress(planId);
    assert.deepEqual([progress?.done, progress?.who], [true, 'Ada']);
    disk.edit('limits.md', (each) => each.replace('- [ ] **T2**', '- [x] **T2**'));
    await ada.sync();
    assert.deepEqual(
      (await ada.storage.plans.progress(planId)).map(({ taskId, done }) => [taskId, done]),
      [
        ['T1', true],
        ['T2', true],
      ],
    );
  });

  it('leaves the ids of another window as they are, even one that a copied task shares', async () => {
    await ada.change(planId, `${text}- [ ] **T2** Test it again\n`);
    await ada.storage.plans.setProgress(planId, 'T2', true, { who: 'Ada', why: '' });
    await ada.sync();
    const bob = await openSide(disk.folder);
    await bob.sync();
    assert.equal((await readPlanText(bob.storage, planId)).text, (await readPlanText(ada.storage, planId)).text);
    await bob.storage.close();
  });

  it('keeps a file that somebody writes while it is looked at', async () => {
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    const { folder } = disk;
    const read = folder.read.bind(folder);
    folder.read = async (name) => {
      const was = await read(name);
      if (name === 'limits.md') disk.edit(name, (each) => `${each}\nA late word.\n`);
      return was;
    };
    await ada.sync();
    folder.read = read;
    assert.match(disk.files.get('limits.md')!, /A late word\./);
    assert.equal((await ada.sync()).proposed.length, 1);
  });

  it('gives back the text that the plan shows', async () => {
    assert.equal((await readPlanText(ada.storage, planId)).text, disk.files.get('limits.md'));
  });

  it('takes an edit made while it wrote for one of the text before', async () => {
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    disk.beforeWrite('limits.md', () => disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice')));
    await ada.sync();
    assert.deepEqual((await ada.sync()).proposed, [{ planId, version: 3 }]);
    const { content } = await acceptProposal(ada.storage, planId, 3);
    assert.match(content, /Add it now[^]*Test it twice/);
  });

  it('tells in the review file, changed by somebody while it wrote, what happened here', async () => {
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: 'tried it' });
    disk.beforeWrite('limits.review.json', () => disk.edit('limits.review.json', (each) => `${each}\n`));
    await ada.sync();
    await ada.sync();
    assert.match(disk.files.get('limits.review.json')!, /"tried it"/);
    assert.match(disk.files.get('limits.md')!, /- \[x\] \*\*T1\*\*/);
  });

  it('hears of an edit made while it renamed the files', async () => {
    await ada.change(planId, text.replace('# Limits', '# Rates'));
    await ada.storage.plans.update(planId, { title: 'Rates' });
    disk.beforeWrite('rates.md', () => disk.edit('limits.md', (each) => each.replace('Test it', 'Test it twice')));
    await ada.sync();
    assert.deepEqual((await ada.sync()).proposed, [{ planId, version: 3 }]);
    await acceptProposal(ada.storage, planId, 3);
    await ada.sync();
    assert.match(disk.files.get('rates.md') ?? '', /Test it twice/);
    assert.deepEqual([...disk.files.keys()].sort(), ['.gitattributes', 'rates.md', 'rates.review.json']);
  });
});
