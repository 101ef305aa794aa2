import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runGit } from '../../../../src/context/git/git';
import { workingDiff } from '../../../../src/context/git/workingDiff';
import { git, gitAsAda } from '../../../support/git';

describe('the changes that are not committed', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-changes-'));
    git(folder, 'init', '--quiet');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (): void => {
    git(folder, 'add', '--all');
    gitAsAda(folder, 'commit', '--quiet', '-m', 'Start');
  };
  const diff = (prefix = '', most = 40_000, mayRead = (_path: string): boolean => true): Promise<string> =>
    workingDiff(folder, prefix, mayRead, most);

  it('are all that was added as long as there is no commit', async () => {
    write('added.txt', 'first line\n');
    git(folder, 'add', 'added.txt');
    write('new.txt', '');
    const text = await diff();
    assert.match(text, /^\+first line$/m);
    assert.match(text, /^new file new.txt$/m);
  });

  it('are told whole, however many command lines their paths fill, and of files that may be read only', async () => {
    const paths = Array.from({ length: 150 }, (_, index) => `src/${'long'.repeat(30)}/part${index}.txt`);
    for (const path of paths) write(path, 'before\n');
    commit();
    for (const path of paths) write(path, 'after\n');
    const text = await diff('', 400_000, (path) => path !== paths[7]);
    for (const path of paths) assert.equal(text.includes(`+++ b/${path}\n`), path !== paths[7], path);
  });

  it('are told by their first lines where they are too many, and that there are more', async () => {
    write('large.txt', '');
    commit();
    write('large.txt', 'another line\n'.repeat(100_000));
    const text = await diff('', 1000);
    assert.ok(text.length > 950 && text.length < 1050);
    assert.match(text, /\n\+another line\n\(more was changed\)$/);
    assert.equal(await diff('', 5), '(more was changed)');
  });

  it('name files as the workspace does, whatever the settings of git are', async () => {
    write('app.ts', 'before\n');
    commit();
    git(folder, 'config', 'diff.noprefix', 'true');
    write('app.ts', 'after\n');
    write('new.ts', '');
    const text = await diff('api/');
    assert.match(text, /^--- a\/api\/app\.ts\n\+\+\+ b\/api\/app\.ts$/m);
    assert.match(text, /^new file api\/new\.ts$/m);
  });

  it('are nothing without git, and where the system refuses the command line', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    assert.equal(await diff(), '');
    assert.equal(await runGit(folder, ['diff', '--', 'x'.repeat(1024 * 1024)]), null);
  });
});
