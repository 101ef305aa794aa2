import assert from 'node:assert/strict';
import { UserError } from '../../../src/domain/errors';
import { silentLog } from '../../../src/domain/log';
import { logProblem } from '../../../src/mirror/mirrorProblem';
import { failsWith } from '../../support/failsWith';
import type { memoryMirrorFolder } from '../../support/memoryMirrorFolder';
import { type MirrorSide, openMirrored } from '../../support/mirrorSide';

const text = `# Limits

## Implementation Phases

- [ ] **T1** Add it
  - Done when: it is there
`;

describe('PlanMirror, where something is in its way', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
  });
  afterEach(() => ada.storage.close());

  const conflict = '<<<<<<< HEAD\n- ours\n=======\n- theirs\n>>>>>>> main\n';
  for (const name of ['limits.md', 'limits.review.json'])
    it(`leaves files with a merge conflict in ${name} alone until it is mended`, async () => {
      const sound = disk.files.get(name)!;
      disk.edit(name, (each) => each + conflict);
      const files = new Map(disk.files);
      await ada.change(planId, text.replace('Add it', 'Add it now'));
      for (let n = 0; n < 2; n += 1) {
        const { problems } = await ada.sync();
        assert.deepEqual(
          problems.map(({ file, failure }) => [file, failure]),
          [[name, { code: 'mergeMarkers', args: { file: name } }]],
        );
        assert.deepEqual(disk.files, files);
      }
      assert.equal((await ada.storage.plans.versions(planId)).length, 2);
      disk.files.set(name, sound);
      assert.deepEqual((await ada.sync()).problems, []);
      assert.match(disk.files.get('limits.md')!, /Add it now/);
    });

  it('tells of a copied pair and reads only the first', async () => {
    disk.files.set('a-copy.md', '# Limits\n\nChanged.\n');
    disk.files.set('a-copy.review.json', disk.files.get('limits.review.json')!);
    const { problems, proposed } = await ada.sync();
    assert.deepEqual(
      problems.map(({ failure }) => failure),
      [{ code: 'mirrorTwice', args: { file: 'a-copy.review.json', other: 'limits.review.json' } }],
    );
    assert.deepEqual(proposed, []);
  });

  it('takes the files of a deleted plan away, unless somebody has changed them', async () => {
    const other = await ada.addPlan('# Other\n\nWords.\n');
    await ada.sync();
    disk.edit('other.md', (each) => `${each}More.\n`);
    await ada.remove(planId);
    await ada.remove(other.id);
    assert.deepEqual((await ada.sync()).imported, [other.id]);
    assert.deepEqual([...disk.files.keys()].sort(), ['.gitattributes', 'other.md', 'other.review.json']);
    assert.deepEqual((await ada.sync()).imported, []);
  });

  for (const name of ['limits.md', 'limits.review.json'])
    it(`takes ${name} of a deleted plan away later, in another window for one, where it cannot be removed now`, async () => {
      const other = await ada.addPlan('# Other\n\nWords.\n');
      await ada.sync();
      const { folder } = disk;
      const remove = folder.remove.bind(folder);
      const busy = new UserError('mirrorFailed', { file: name, reason: 'busy' });
      folder.remove = (each, was) => (each === name ? Promise.reject(busy) : remove(each, was));
      await ada.remove(planId);
      await ada.remove(other.id);
      for (let n = 0; n < 2; n += 1) {
        const { problems, imported } = await ada.sync();
        assert.deepEqual(
          problems.map(({ failure }) => failure),
          [{ code: busy.code, args: busy.args }],
        );
        assert.deepEqual(imported, []);
        assert.ok(disk.files.has(name) && !disk.files.has('other.md'));
        ada.reopen();
      }
      folder.remove = remove;
      assert.deepEqual((await ada.sync()).problems, []);
      assert.deepEqual([...disk.files.keys()], ['.gitattributes']);
    });

  /** Makes a file refuse an operation until the returned function is called. */
  const refuse = (what: 'write' | 'remove', name: string): (() => void) => {
    const { folder } = disk;
    const before = folder[what].bind(folder) as (...args: unknown[]) => Promise<boolean>;
    const busy = new UserError('mirrorFailed', { file: name, reason: 'busy' });
    folder[what] = (...args: unknown[]) => (args[0] === name ? Promise.reject(busy) : before(...args));
    return () => void (folder[what] = before);
  };
  const rename = async (): Promise<void> => {
    await ada.change(planId, text.replace('# Limits', '# Rates'));
    await ada.storage.plans.update(planId, { title: 'Rates' });
  };
  const codes = async () => (await ada.sync()).problems.map(({ failure }) => failure.code);
  const names = (): string[] => [...disk.files.keys()].filter((name) => name !== '.gitattributes').sort();

  for (const [what, name] of [
    ['remove', 'limits.md'],
    ['write', 'rates.md'],
  ] as const)
    it(`leaves files under their old names, and no copies, while it cannot ${what} ${name}`, async () => {
      const allow = refuse(what, name);
      await rename();
      for (let n = 0; n < 2; n += 1) {
        const { problems, written } = await ada.sync();
        assert.deepEqual([problems.map(({ failure }) => failure.code), written], [['mirrorFailed'], []]);
        assert.deepEqual(names(), ['limits.md', 'limits.review.json']);
      }
      allow();
      assert.deepEqual(await codes(), []);
      assert.deepEqual(names(), ['rates.md', 'rates.review.json']);
    });

  it('goes on with the new names where only the old review file cannot be removed', async () => {
    refuse('remove', 'limits.review.json');
    await rename();
    assert.deepEqual(await codes(), ['mirrorFailed']);
    for (let n = 0; n < 2; n += 1) {
      await ada.begin(planId, 'Why?');
      assert.deepEqual(await codes(), ['mirrorTwice']);
      assert.deepEqual(names(), ['limits.review.json', 'rates.md', 'rates.review.json']);
    }
    disk.files.delete('limits.review.json');
    assert.deepEqual(await codes(), []);
  });

  it('takes no files away for a deletion that another window has stored', async () => {
    const { storage } = ada;
    const state = storage.state.bind(storage);
    storage.state = () => 'follower';
    const files = new Map(disk.files);
    await ada.remove(planId);
    storage.state = state;
    assert.deepEqual((await ada.sync()).imported, [planId]);
    assert.deepEqual(disk.files, files);
  });

  it("does not take the files of a plan for a teammate's that is deleted while it looks", async () => {
    const { folder } = disk;
    const list = folder.list.bind(folder);
    folder.list = async () => {
      const names = await list();
      folder.list = list;
      await ada.remove(planId);
      return names;
    };
    assert.deepEqual((await ada.sync()).imported, []);
    assert.deepEqual((await ada.sync()).imported, []);
    assert.deepEqual([...disk.files.keys()], ['.gitattributes']);
  });

  it('leaves other files of the folder alone', async () => {
    disk.files.set('README.md', '# Limits\n');
    disk.files.set('Rates.MD', 'mine');
    await ada.addPlan('# Rates\n\nOne.\n');
    await ada.sync();
    assert.ok(disk.files.has('rates-2.md'));
    assert.equal(disk.files.get('README.md'), '# Limits\n');
  });

  const rule = '*.review.json merge=union\n';
  for (const [was, now] of [
    ['', rule],
    ['*.png binary', `*.png binary\n${rule}`],
    ['# *.review.json is ours\r\n', `# *.review.json is ours\r\n${rule}`],
    ['/*.review.json -merge\n', '/*.review.json -merge\n'],
  ] as const)
    it(`${was === now ? 'keeps' : 'adds its rule for git to'} attributes that say ${JSON.stringify(was)}`, async () => {
      disk.files.set('.gitattributes', was);
      for (const word of ['Why?', 'When?']) {
        await ada.begin(planId, word);
        assert.deepEqual((await ada.sync()).problems, []);
      }
      assert.equal(disk.files.get('.gitattributes'), now);
    });

  it('goes on where the attributes cannot be read', async () => {
    const { folder } = disk;
    const read = folder.read.bind(folder);
    const failure = new UserError('mirrorFailed', { file: '.gitattributes', reason: 'not UTF-8' });
    folder.read = (name) => (name === '.gitattributes' ? Promise.reject(failure) : read(name));
    await ada.begin(planId, 'Why?');
    const { written, problems } = await ada.sync();
    assert.deepEqual([written, problems.map(({ error }) => error)], [['limits.review.json'], [failure]]);
  });

  it('reads Markdown whose name differs from that of the review file in case, where the disk ignores it', async () => {
    const { folder, files } = disk;
    const read = folder.read.bind(folder);
    const named = (name: string) => [...files.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
    folder.read = (name) => read(named(name) ?? name);
    disk.files.set('Limits.md', text.replace('Add it', 'Add it now'));
    disk.files.delete('limits.md');
    assert.deepEqual((await ada.sync()).proposed, [{ planId, version: 2 }]);
    await ada.storage.plans.accept(planId, 2);
    await ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: '' });
    await ada.sync();
    assert.deepEqual(names(), ['Limits.md', 'limits.review.json']);
    assert.match(disk.files.get('Limits.md')!, /- \[x\] \*\*T1\*\* Add it now/);
    await ada.remove(planId);
    await ada.sync();
    assert.deepEqual(names(), []);
  });

  it('takes no other Markdown whose name differs in case, where the disk does not ignore it', async () => {
    disk.files.set('LIMITS.md', '# Limits\n\nA word.\n');
    disk.files.set('Limits.md', '# Limits\n\nOther.\n');
    disk.files.set('Limits.review.json', disk.files.get('limits.review.json')!.replace(planId, 'other'));
    disk.files.delete('limits.md');
    const { imported, proposed, problems } = await ada.sync();
    assert.deepEqual([imported, proposed, problems], [['other'], [], []]);
  });

  it('gives each plan that is refused its own problem, and goes on', async () => {
    disk.files.set('big.md', `# Big\n\n${'x'.repeat(2_100_000)}`);
    disk.files.set('big.review.json', disk.files.get('limits.review.json')!.replace(planId, 'big'));
    await ada.addPlan('# Zeta\n\nOne.\n');
    const { problems, written } = await ada.sync();
    assert.deepEqual(
      problems.map(({ file, failure }) => [file, failure.code]),
      [['big.md', 'invalidInput']],
    );
    assert.deepEqual(written, ['zeta.review.json', 'zeta.md']);
  });

  it('takes a copy of a pair under another id for a plan of its own, also where a comment was deleted', async () => {
    const thread = await ada.begin(planId, 'Why?');
    await ada.storage.comments.deleteThread(thread.id);
    await ada.sync();
    disk.files.set('copy.md', disk.files.get('limits.md')!);
    disk.files.set('copy.review.json', disk.files.get('limits.review.json')!.replace(planId, 'copy'));
    const { imported, problems } = await ada.sync();
    assert.deepEqual([imported, problems], [['copy'], []]);
    assert.deepEqual((await ada.sync()).written, []);
  });

  it('makes whatever goes wrong with one plan its problem, unless the storage itself has failed', async () => {
    await ada.addPlan('# Zeta\n\nOne.\n');
    await ada.change(planId, text.replace('Add it', 'Add it now'));
    const { folder } = disk;
    const write = folder.write.bind(folder);
    let error: Error = new TypeError('broken');
    folder.write = (name, ...rest) => (name.startsWith('limits') ? Promise.reject(error) : write(name, ...rest));
    const { problems, written } = await ada.sync();
    assert.deepEqual(problems, [{ file: 'limits.md', failure: { code: 'bug', args: { message: 'broken' } }, error }]);
    assert.deepEqual(written, ['zeta.review.json', 'zeta.md']);
    const logged: unknown[] = [];
    for (const problem of problems)
      logProblem({ ...silentLog, error: (...line: readonly unknown[]) => logged.push(...line) }, problem);
    assert.deepEqual(logged, ['mirror', error, { file: 'limits.md' }]);
    error = new UserError('storageFailed', { reason: 'gone' });
    await assert.rejects(ada.sync(), failsWith('storageFailed', { reason: 'gone' }));
  });
});
