import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWorktreeOf } from '../../../../src/context/files/repositories';
import { git, gitAsAda } from '../../../support/git';

describe('one more working tree of a repository', () => {
  let base: string;
  let main: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'devplan-worktrees-'));
    main = join(base, 'main');
    git(base, 'init', '-q', 'main');
    gitAsAda(main, 'commit', '-q', '--allow-empty', '-m', 'Start');
    mkdirSync(join(main, 'packages', 'web', 'src'), { recursive: true });
    git(main, 'worktree', 'add', '-q', 'second');
    git(main, 'worktree', 'add', '-q', 'packages/web/third');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('is known in the repository, in a part of it, in another of its trees, and through a link', async () => {
    const [second, third] = [join(main, 'second'), join(main, 'packages/web/third')];
    assert.ok(await isWorktreeOf(main, second));
    assert.ok(await isWorktreeOf(join(main, 'packages/web'), third));
    assert.ok(await isWorktreeOf(second, third));
    symlinkSync(main, join(base, 'link'));
    assert.ok(await isWorktreeOf(join(base, 'link'), join(base, 'link', 'second')));
  });

  it('is no other repository, be it a clone, a submodule or the tree of one, and no plain folder', async () => {
    git(main, 'clone', '-q', main, 'clone');
    git(join(main, 'clone'), 'worktree', 'add', '-q', join(main, 'of-clone'));
    mkdirSync(join(main, 'module'));
    mkdirSync(join(main, '.git', 'modules', 'module'), { recursive: true });
    writeFileSync(join(main, 'module', '.git'), 'gitdir: ../.git/modules/module\n');
    for (const name of ['clone', 'of-clone', 'module', 'packages', 'missing'])
      assert.equal(await isWorktreeOf(main, join(main, name)), false, name);
    assert.equal(await isWorktreeOf(base, join(main, 'second')), false);
  });
});
