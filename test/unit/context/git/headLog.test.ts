import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outerHeadLog } from '../../../../src/context/git/headLog';
import { git, gitAsAda } from '../../../support/git';

describe('the log of commits that lies outside of a folder', () => {
  let base: string;
  let main: string;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'devplan-log-')));
    main = join(base, 'main');
    git(base, 'init', '-q', 'main');
    mkdirSync(join(main, 'packages', 'web'), { recursive: true });
    gitAsAda(main, 'commit', '-q', '--allow-empty', '-m', 'Start');
    git(main, 'worktree', 'add', '-q', join(base, 'second'));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('grows by each commit of a part of a repository, and of a linked worktree', async () => {
    for (const folder of [join(main, 'packages', 'web'), join(base, 'second')]) {
      const log = await outerHeadLog(folder);
      assert.ok(log, folder);
      const { size } = statSync(log);
      gitAsAda(folder, 'commit', '-q', '--allow-empty', '-m', 'Next');
      assert.ok(statSync(log).size > size, folder);
    }
  });

  it('is none of a whole repository, and of what is none', async () => {
    assert.equal(await outerHeadLog(main), null);
    assert.equal(await outerHeadLog(base), null);
  });
});
