import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasNoWayOut, isSamePath, realPathIn } from '../../../../src/context/files/confinement';

const leads = (platform: NodeJS.Platform, path: string, out: boolean): void => {
  it(`${platform}: ${path} ${out ? 'leads out' : 'stays inside'}`, () => {
    assert.equal(hasNoWayOut(path, platform), !out);
  });
};

describe('a workspace path', () => {
  leads('linux', 'src/app.ts', false);
  leads('linux', 'src/..app/...ts', false);
  leads('linux', '../../../home/me/.ssh/config', true);
  leads('linux', 'src/..', true);
  leads('linux', 'a\\..\\b', false);
  leads('win32', 'a\\..\\..\\b', true);
  leads('win32', 'src\\app.ts', false);
});

describe('the real path of a file', () => {
  let base: string;
  let root: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'devplan-real-'));
    root = join(base, 'link-to-root');
    mkdirSync(join(base, 'root', 'src'), { recursive: true });
    symlinkSync(join(base, 'root'), root);
    writeFileSync(join(root, 'src', 'app.ts'), '');
    writeFileSync(join(root, '.env'), '');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('is its own where only the root stands below a link', async () => {
    assert.equal(await realPathIn(root, 'src/app.ts'), 'src/app.ts');
    assert.equal(await realPathIn(root, 'not/there.ts'), 'not/there.ts');
  });

  it('is that of what links inside of the root lead to', async () => {
    symlinkSync('.env', join(root, 'config.txt'));
    symlinkSync('src', join(root, 'lib'));
    assert.equal(await realPathIn(root, 'config.txt'), '.env');
    assert.equal(await realPathIn(root, 'lib/app.ts'), 'src/app.ts');
  });

  it('is none where a link leads out', async () => {
    writeFileSync(join(base, 'outside.txt'), '');
    symlinkSync(join(base, 'outside.txt'), join(root, 'inside.txt'));
    assert.equal(await realPathIn(root, 'inside.txt'), null);
  });

  it('is the same in letters that a disk may not tell apart', () => {
    assert.ok(isSamePath('src/\u00c4pp.ts', 'SRC/a\u0308pp.ts'));
    assert.ok(!isSamePath('config.txt', '.env'));
  });
});
