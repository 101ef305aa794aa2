import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedLines, commitsByPath, commitsSince } from '../../../../src/context/git/gitOutput';
import { gitAsAda } from '../../../support/git';

describe("git's own output", () => {
  let folder: string;
  const git = (...args: string[]): string => gitAsAda(folder, ...args);
  const commit = (subject: string, texts: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text);
    git('add', '-A');
    git('commit', '-qm', subject);
    return git('rev-parse', 'HEAD').trim();
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-git-'));
    git('init', '-q');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('tells the commits of each path and the lines that changed', () => {
    const base = commit('Begin', { 'a.ts': '1\n2\n3\n4\n5\n', 'ü b.ts': 'x\n' });
    const second = commit('Change "a"', { 'a.ts': '1\n2\nthree\n4\n5\n' });
    const third = commit('Change both', { 'a.ts': '1\n2\nthree\n4\n5\n6\n7\n', 'ü b.ts': 'y\n' });
    const log = git(...commitsSince(base));
    assert.deepEqual(
      [...commitsByPath(log)],
      [
        [
          'a.ts',
          [
            { hash: third, subject: 'Change both' },
            { hash: second, subject: 'Change "a"' },
          ],
        ],
        ['ü b.ts', [{ hash: third, subject: 'Change both' }]],
      ],
    );
    assert.deepEqual(changedLines(git('diff', '-U0', base, '--', 'a.ts')), [
      { startLine: 3, endLine: 3 },
      { startLine: 6, endLine: 7 },
    ]);
  });

  it('tells the commits of a folder that is a part of the repository, however many there are beside it', () => {
    mkdirSync(join(folder, 'web'));
    const base = commit('Begin a part', { 'web/app.ts': '1\n' });
    const own = commit('Change the part', { 'web/app.ts': '2\n' });
    git('checkout', '-qb', 'side', base);
    const side = commit('Change the part likewise', { 'web/app.ts': '2\n' });
    git('checkout', '-q', '-');
    git('merge', '-q', '-s', 'ours', '-m', 'Merge', 'side');
    commit('Change what is beside it', { 'c.ts': '2\n' });
    const log = git('-C', 'web', ...commitsSince(base));
    const hashes = commitsByPath(log)
      .get('app.ts')
      ?.map(({ hash }) => hash);
    assert.deepEqual(hashes?.toSorted(), [own, side].toSorted());
    assert.doesNotMatch(log, /beside/);
  });

  it('places a deletion at the line before it', () => {
    const base = commit('Begin again', { 'c.ts': '1\n2\n3\n' });
    commit('Shorten', { 'c.ts': '1\n3\n' });
    assert.deepEqual(changedLines(git('diff', '-U0', base, '--', 'c.ts')), [{ startLine: 1, endLine: 1 }]);
  });
});
