import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskPaths } from '../../../../src/context/files/diskPaths';
import { git, gitAsAda } from '../../../support/git';

describe('the paths of a folder of a disk', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-paths-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text = ''): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  /** Makes git fail as if there were no repository, as it does where it distrusts the owner or is not installed. */
  const breakRepository = (): void => rmSync(join(folder, '.git', 'HEAD'));
  const paths = async (path = ''): Promise<string[]> => (await diskPaths(join(folder, path))).toSorted();

  it('are none where a repository excludes all of them', async () => {
    git(folder, 'init', '-q');
    write('.git/info/exclude', '*.csv\n*.md\n');
    write('customers.csv');
    write('notes/today.md');
    assert.deepEqual(await paths(), []);
    assert.deepEqual(await paths('notes'), []);
  });

  it('are those of a walk in a folder that the repository around it ignores', async () => {
    git(folder, 'init', '-q');
    write('.gitignore', 'demo/\n');
    write('demo/.gitignore', '*.log\n');
    write('demo/app.ts');
    write('demo/a.log');
    assert.deepEqual(await paths('demo'), ['.gitignore', 'app.ts']);
    breakRepository();
    assert.deepEqual(await paths('demo'), ['.gitignore', 'app.ts']);
  });

  it('follow the rules from above where git does not answer', async () => {
    git(folder, 'init', '-q');
    write('.gitignore', '*.csv\n/packages/api/made/\n');
    write('packages/.gitignore', '*.key.txt\n');
    write('.git/info/exclude', 'private/\n');
    write('packages/api/.gitignore', '!kept.csv\n');
    for (const path of ['app.ts', 'kept.csv', 'customers.csv', 'made/a.ts', 'a.key.txt', 'src/private/a.ts'])
      write(`packages/api/${path}`);
    const listed = await paths('packages/api');
    assert.deepEqual(listed, ['.gitignore', 'app.ts', 'kept.csv']);
    breakRepository();
    assert.deepEqual(await paths('packages/api'), listed);
  });

  it('are not guessed where git takes too long', async () => {
    git(folder, 'init', '-q');
    write('app.ts');
    // Git waits for somebody who writes into the pipe.
    execFileSync('mkfifo', [join(folder, '.gitignore')]);
    await assert.rejects(diskPaths(folder, undefined, 300), { code: 'fileFailed' });
  });

  it('follow what each repository excludes where git does not answer', async () => {
    for (const path of ['', 'clone']) {
      git(folder, 'init', '-q', path || '.');
      write(join(path, '.git/info/exclude'), path === '' ? 'a.txt\n' : 'b.txt\n');
    }
    for (const path of ['a.txt', 'c.txt', 'clone/b.txt', 'clone/c.txt']) write(path);
    breakRepository();
    assert.deepEqual(await paths(), ['c.txt', 'clone/c.txt']);
  });

  it('follow what the repository of a second working tree excludes where git does not answer', async () => {
    git(folder, 'init', '-q', 'main');
    gitAsAda(join(folder, 'main'), 'commit', '-q', '--allow-empty', '-m', 'Start');
    git(join(folder, 'main'), 'worktree', 'add', '-q', join(folder, 'second'));
    write('main/.git/info/exclude', 'a.txt\n');
    write('second/a.txt');
    write('second/c.txt');
    rmSync(join(folder, 'main', '.git', 'worktrees', 'second', 'HEAD'));
    assert.deepEqual(await paths('second'), ['c.txt']);
  });
});
