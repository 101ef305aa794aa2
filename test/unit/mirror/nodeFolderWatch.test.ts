import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderWatch } from '../../../src/mirror/nodeFolderWatch';
import { failsWith } from '../../support/failsWith';

describe('the watch on the mirror folder', function () {
  // Elsewhere the editor's watcher is not deaf, and nothing is watched.
  if (process.platform !== 'linux') return;
  let base: string;
  let root: string;
  let folder: string;
  let watch: FolderWatch;
  let heard: (name: string | null) => void;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'devplan-watch-'));
    root = join(base, 'root');
    folder = join(root, 'docs/plans');
    await mkdir(folder, { recursive: true });
    heard = () => {};
    watch = new FolderWatch(root, 'docs/plans', (name) => heard(name));
  });
  afterEach(async () => {
    watch.dispose();
    await rm(base, { recursive: true, force: true });
  });

  /** Resolves once a name is heard, which `work` brings about. */
  const hears = async (expected: string | null, work: () => Promise<void>): Promise<void> => {
    const told = new Promise<void>((resolve) => {
      heard = (name) => name === expected && resolve();
    });
    await work();
    await told;
  };
  const writes = (name: string) => hears(name, () => writeFile(join(folder, name), 'text'));

  it('hears of files, and is set once', async () => {
    assert.equal(await watch.arm(), true);
    assert.equal(await watch.arm(), false);
    await writes('a.md');
  });

  it('waits for the folder, and follows to the one in its place', async () => {
    await rm(folder, { recursive: true });
    assert.equal(await watch.arm(), false);
    await mkdir(folder);
    assert.equal(await watch.arm(), true);
    await hears(null, () => rename(folder, `${folder}-old`));
    await mkdir(folder);
    assert.equal(await watch.arm(), true);
    await writes('a.md');
    await rm(folder, { recursive: true });
    assert.equal(await watch.arm(), false);
    await mkdir(folder);
    assert.equal(await watch.arm(), true);
    await writes('b.md');
  });

  it('refuses a folder outside of the root, and leaves the one before', async () => {
    await watch.arm();
    const outside = join(base, 'outside');
    await rename(folder, outside);
    await symlink(outside, folder);
    await assert.rejects(watch.arm(), failsWith('outsideWorkspace'));
    const names: (string | null)[] = [];
    heard = (name) => names.push(name);
    await writeFile(join(outside, 'a.md'), 'text');
    await rm(folder);
    await mkdir(folder);
    await watch.arm();
    await writes('b.md');
    assert.ok(!names.includes('a.md'));
  });

  it('is not set any more once it was disposed of, even meanwhile', async () => {
    const armed = watch.arm();
    watch.dispose();
    assert.equal(await armed, false);
    assert.equal(await watch.arm(), false);
  });
});
