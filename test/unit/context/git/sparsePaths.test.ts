import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sparsePaths } from '../../../../src/context/git/sparsePaths';
import { git, gitAsAda } from '../../../support/git';

describe('what a sparse checkout leaves out', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-sparse-'));
    git(folder, 'init', '-q');
    for (const path of ['api/server.ts', 'web/app.ts', 'web/gone.ts', 'web/old/page.ts']) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    git(folder, 'add', '.');
    gitAsAda(folder, 'commit', '-q', '-m', 'Start');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is told of each root with its prefix, and is not what was deleted', async () => {
    const roots = [
      { prefix: 'whole/', folder },
      { prefix: 'web/', folder: join(folder, 'web') },
    ];
    assert.deepEqual([...(await sparsePaths(roots))], []);
    git(folder, 'sparse-checkout', 'set', '--no-cone', '/web/', '!/web/old/');
    rmSync(join(folder, 'web/gone.ts'));
    assert.ok(!existsSync(join(folder, 'api/server.ts')));
    const left = ['whole/api', 'whole/api/server.ts', 'whole/web', 'whole/web/old', 'whole/web/old/page.ts'];
    assert.deepEqual([...(await sparsePaths(roots))], [...left, 'web/old', 'web/old/page.ts']);
  });

  it('is nothing without git', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    assert.equal((await sparsePaths([{ prefix: '', folder }])).size, 0);
  });
});
