import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readHistory } from '../../../../src/context/index/history/gitHistory';
import { askGit, freshFiles, headOf, namesIn, plainDiff, runGit } from '../../../../src/context/git/git';
import { git, gitAsAda } from '../../../support/git';

describe('git in a folder that somebody else made', () => {
  let folder: string;
  let trace: string;

  /** A program in the folder that leaves a trace if it is run. */
  const program = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho ran >> '${trace}'\n`);
    chmodSync(path, 0o755);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-git-'));
    trace = join(folder, '.git', 'trace');
    git(folder, 'init', '-q');
    writeFileSync(join(folder, 'app.ts'), 'before\n');
    git(folder, 'add', 'app.ts');
    gitAsAda(folder, 'commit', '-q', '-m', 'Start');
    writeFileSync(join(folder, 'app.ts'), 'after\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is not the one that lies there', async () => {
    program('git');
    const { PATH = '' } = process.env;
    process.env['PATH'] = ['.', PATH].join(delimiter);
    try {
      assert.deepEqual(namesIn(await runGit(folder, freshFiles)), ['git']);
      assert.equal((await readHistory(folder))?.length, 1);
    } finally {
      process.env['PATH'] = PATH;
    }
    assert.ok(!existsSync(trace));
  });

  it('asks of that folder, whatever repository the environment names', async () => {
    const other = join(folder, '.git', 'other');
    git(folder, 'init', '-q', other);
    const named = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: join(other, 'index') };
    for (const [name, value] of Object.entries(named)) {
      process.env[name] = value;
      try {
        assert.deepEqual(namesIn(await runGit(folder, ['ls-files', '-z'])), ['app.ts'], name);
      } finally {
        delete process.env[name];
      }
    }
  });

  it('runs no program that the repository configures', async () => {
    for (const name of ['core.fsmonitor', 'diff.external', 'gpg.program', 'core.pager'])
      git(folder, 'config', name, program(name));
    git(folder, 'config', 'log.showSignature', 'true');
    const signature = '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n';
    const signed = join(folder, '.git', 'signed');
    writeFileSync(signed, git(folder, 'cat-file', 'commit', 'HEAD').replace('\n\n', signature));
    git(folder, 'update-ref', 'HEAD', git(folder, 'hash-object', '-t', 'commit', '-w', signed).trim());
    rmSync(trace, { force: true });
    assert.match((await runGit(folder, ['diff', ...plainDiff, 'HEAD'])) ?? '', /^\+after$/m);
    assert.ok(namesIn(await runGit(folder, freshFiles)).includes('gpg.program'));
    assert.equal((await readHistory(folder))?.[0]?.message, 'Start\n');
    assert.ok(!existsSync(trace));
  });

  it('fetches nothing that a partial clone lacks', async () => {
    git(folder, 'config', 'uploadpack.allowFilter', 'true');
    gitAsAda(folder, 'commit', '-q', '-am', 'Next');
    const clone = join(folder, '.git', 'clone');
    git(folder, 'clone', '-q', '--no-local', '--filter=blob:none', `file://${folder}`, clone);
    const blob = git(folder, 'rev-parse', 'HEAD~1:app.ts').trim();
    assert.equal(await runGit(clone, ['diff', 'HEAD~1']), null);
    assert.match(git(clone, 'rev-list', '--objects', '--missing=print', 'HEAD'), new RegExp(`^\\?${blob}$`, 'm'));
  });

  it('is not waited for without end', async () => {
    // It reads what nobody writes.
    const args = ['hash-object', '--stdin'];
    await assert.rejects(askGit(folder, args, { ms: 300 }), { code: 'fileFailed' });
  });

  it('tells the newest of a history that is too long', async () => {
    gitAsAda(folder, 'commit', '-q', '-am', 'Next');
    const whole = await readHistory(folder);
    assert.equal(whole?.length, 2);
    assert.deepEqual(await readHistory(folder, 'HEAD', 25), whole?.slice(0, 1));
  });

  it('tells the history of a folder that is a part of the repository, however many commits there are beside it', async () => {
    mkdirSync(join(folder, 'web'));
    writeFileSync(join(folder, 'web', 'app.ts'), 'of the part\n');
    git(folder, 'add', 'web');
    gitAsAda(folder, 'commit', '-q', '-m', 'Part');
    const part = await readHistory(join(folder, 'web'));
    assert.deepEqual(part, [{ message: 'Part\n', paths: ['app.ts'] }]);
    gitAsAda(folder, 'commit', '-q', '-am', 'Beside '.repeat(20));
    assert.deepEqual(await readHistory(join(folder, 'web'), 'HEAD', 100), part);
  });

  it('is at no commit where the folder is ignored', async () => {
    const [part, ignored] = [join(folder, 'part'), join(folder, 'dist')];
    for (const inner of [part, ignored]) mkdirSync(inner);
    writeFileSync(join(folder, '.gitignore'), 'dist/\n');
    const head = git(folder, 'rev-parse', 'HEAD').trim();
    assert.deepEqual(await Promise.all([folder, part, ignored].map(headOf)), [head, head, null]);
  });
});
