import assert from 'node:assert/strict';
import promises, { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse, relative } from 'node:path';
import { openMirrorFolder } from '../../../src/mirror/nodeMirrorFolder';
import { failsWith } from '../../support/failsWith';

describe('the mirror folder on disk', () => {
  let base: string;
  let root: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'devplan-mirror-'));
    root = join(base, 'root');
    await mkdir(root);
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('is made at the first write, which leaves whole files only', async () => {
    const folder = openMirrorFolder(root, 'docs/plans');
    assert.deepEqual(await folder.list(), []);
    assert.equal(await folder.read('a.md'), null);
    assert.ok(await folder.write('a.md', 'one ä\uFEFF', null));
    assert.deepEqual(await readdir(join(root, 'docs/plans')), ['a.md']);
    assert.equal(await folder.read('a.md'), 'one ä\uFEFF');
  });

  it('does not write over or remove what is not what was read', async () => {
    const folder = openMirrorFolder(root, 'plans');
    await folder.write('a.md', 'one', null);
    assert.equal(await folder.write('a.md', 'two', null), false);
    assert.equal(await folder.write('a.md', 'two', 'other'), false);
    await folder.remove('a.md', 'other');
    assert.equal(await readFile(join(root, 'plans/a.md'), 'utf8'), 'one');
    assert.deepEqual(await readdir(join(root, 'plans')), ['a.md']);
    await folder.remove('a.md', 'one');
    assert.deepEqual(await folder.list(), []);
  });

  for (const path of ['..', '../root-2', 'a/../../b', '.', '', '.git/plans', '/tmp/plans', 'linked/plans'])
    it(`refuses ${JSON.stringify(path)}`, async () => {
      await mkdir(join(base, 'outside'));
      await symlink(join(base, 'outside'), join(root, 'linked'));
      const folder = openMirrorFolder(root, path);
      await assert.rejects(folder.list(), failsWith('outsideWorkspace', { path }));
      await assert.rejects(folder.write('a.md', 'one', null), failsWith('outsideWorkspace', { path }));
      assert.deepEqual(await readdir(join(base, 'outside')), []);
    });

  it('follows no symbolic link, and says what cannot be read', async () => {
    await mkdir(join(root, 'plans'));
    await writeFile(join(base, 'secret'), 'secret');
    await symlink(join(base, 'secret'), join(root, 'plans/a.md'));
    await writeFile(join(root, 'plans/b.md'), Buffer.from([0xff, 0xfe, 0x00]));
    const folder = openMirrorFolder(root, 'plans');
    assert.deepEqual(await folder.list(), ['b.md']);
    await assert.rejects(folder.read('a.md'), failsWith('mirrorFailed'));
    await assert.rejects(folder.read('b.md'), failsWith('mirrorFailed'));
  });

  it('writes through no symbolic link where it begins a file', async () => {
    await mkdir(join(root, 'plans'));
    await writeFile(join(base, 'secret'), 'secret');
    await symlink(join(base, 'secret'), join(root, 'plans/.a.md.part'));
    assert.ok(await openMirrorFolder(root, 'plans').write('a.md', 'one', null));
    assert.equal(await readFile(join(base, 'secret'), 'utf8'), 'secret');
    assert.equal(await readFile(join(root, 'plans/a.md'), 'utf8'), 'one');
    assert.deepEqual(await readdir(join(root, 'plans')), ['a.md']);
  });

  it('is found where the root is that of the drive', async () => {
    const drive = parse(root).root;
    const folder = openMirrorFolder(drive, relative(drive, join(root, 'plans')));
    assert.ok(await folder.write('a.md', 'one', null));
    assert.equal(await readFile(join(root, 'plans/a.md'), 'utf8'), 'one');
  });

  it('says when a file cannot be removed', async () => {
    const folder = openMirrorFolder(root, 'plans');
    await folder.write('a.md', 'one', null);
    const { rm: real } = promises;
    promises.rm = () => Promise.reject(new Error('busy'));
    try {
      await assert.rejects(folder.remove('a.md', 'one'), failsWith('mirrorFailed', { file: 'a.md', reason: 'busy' }));
    } finally {
      promises.rm = real;
    }
  });

  it('says when the place is taken by a file', async () => {
    await writeFile(join(root, 'plans'), 'a file');
    await assert.rejects(openMirrorFolder(root, 'plans').write('a.md', 'one', null), failsWith('mirrorFailed'));
  });
});
