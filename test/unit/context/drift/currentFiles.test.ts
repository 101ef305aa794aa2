import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CurrentFiles } from '../../../../src/context/drift/currentFiles';
import type { Drift } from '../../../../src/context/drift/drift';
import { recordReference } from '../../../../src/context/drift/recordReference';
import { renamedPaths, renamesInAll, renameSteps, sameNames } from '../../../../src/context/git/gitOutput';
import { checkReferences } from '../../../../src/context/references/references';
import { gitAsAda } from '../../../support/git';
import { MemoryFiles } from '../../../support/memoryFiles';

const symbol = `export function listUsers(limit: number) {
  return store.users().slice(0, limit);
}
`;
const others = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `export const value${from + at} = compute(${from + at});\n`).join('');
const users = symbol + others(0, 20);

describe('drift in a git repository', () => {
  let folder: string;
  let base: string;
  const git = (...args: string[]): string => gitAsAda(folder, ...args);
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const remove = (path: string): void => rmSync(join(folder, path));
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'Change');
  };
  const paths = (...args: string[]): string[] =>
    git(...args, '-z')
      .split('\0')
      .filter(Boolean);
  const renames = (): Map<string, string> => {
    const gone = paths('diff', '--name-only', '--no-renames', '--diff-filter=D', 'HEAD');
    const moved = sameNames(gone, paths('ls-files', '-o'));
    return new Map([...moved, ...renamedPaths(git(...renameSteps, `${base}..HEAD`), git(...renamesInAll, base))]);
  };

  /** The drift of a mention in the first commit's text. */
  const driftOf = async (mention: string, hasGit = true): Promise<Drift> => {
    const [path = ''] = /[\w/]+\.ts/.exec(mention) ?? [];
    const text = git('show', `${base}:${path}`);
    const references = await checkReferences(mention, new MemoryFiles({ [path]: text }));
    const kind = mention.includes('listUsers') ? 'symbol' : 'path';
    const reference = references.find((found) => found.kind === kind);
    assert.ok(reference, JSON.stringify(references));
    const gone = new Set(paths('ls-files', '-d'));
    const there = [...new Set(paths('ls-files', '-co'))].filter((file) => !gone.has(file));
    const files = new MemoryFiles(
      Object.fromEntries(there.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    );
    const defining = there.filter((file) => readFileSync(join(folder, file), 'utf8').includes('function listUsers('));
    const search = {
      definitions: async () => defining.map((file) => ({ name: 'listUsers', path: file, line: 1, text: '' })),
    };
    const current = new CurrentFiles({ files, search, renames: async () => (hasGit ? renames() : null) });
    return current.driftOf(recordReference(reference, text));
  };
  const mention = 'Change `listUsers` in `src/users.ts`';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-drift-'));
    git('init', '-q');
    write({ 'src/users.ts': users, 'src/app.ts': others(100, 3) });
    commit();
    base = git('rev-parse', 'HEAD').trim();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is none where a file was moved and then rewritten little by little, the symbol left alone', async () => {
    git('mv', 'src/users.ts', 'src/people.ts');
    commit();
    write({ 'src/people.ts': symbol + others(0, 12) + others(200, 8) });
    commit();
    git('mv', 'src/people.ts', 'src/members.ts');
    commit();
    write({ 'src/members.ts': symbol + others(200, 20) });
    commit();
    assert.equal(git(...renamesInAll, base), '', 'git sees no rename in all');
    assert.deepEqual(await driftOf(mention), { kind: 'moved', path: 'src/members.ts', wholeFile: true });
  });

  it('is none where a file was copied first and deleted later', async () => {
    write({ 'lib/members.ts': `// Members.\n${users}` });
    commit();
    remove('src/users.ts');
    commit();
    assert.deepEqual(await driftOf(mention), { kind: 'moved', path: 'lib/members.ts', wholeFile: true });
  });

  it('is none where a file was moved that git was told nothing of yet', async () => {
    remove('src/users.ts');
    write({ 'lib/users.ts': `import { store } from './store';\n${users}` });
    for (const mentioned of [mention, '`src/users.ts`'])
      assert.deepEqual(await driftOf(mentioned), { kind: 'moved', path: 'lib/users.ts', wholeFile: true });
  });

  it('is none without git where the only file of the same name is elsewhere', async () => {
    remove('src/users.ts');
    write({ 'lib/users.ts': `import { store } from './store';\n${users}` });
    assert.deepEqual(await driftOf(mention, false), { kind: 'moved', path: 'lib/users.ts', wholeFile: true });
    write({ 'test/users.ts': others(300, 3) });
    assert.deepEqual(await driftOf(mention, false), { kind: 'moved', path: 'lib/users.ts', wholeFile: false });
  });

  it('tells where a symbol went whose file was taken apart or merged into another', async () => {
    remove('src/users.ts');
    write({ 'src/app.ts': others(100, 40) + symbol });
    commit();
    assert.deepEqual(await driftOf(mention), { kind: 'moved', path: 'src/app.ts', wholeFile: false });
    assert.deepEqual(await driftOf('`src/users.ts`'), { kind: 'deleted' });
  });

  it('takes no other file of the same name for one that was deleted', async () => {
    write({ 'admin/users.ts': others(400, 20) });
    commit();
    base = git('rev-parse', 'HEAD').trim();
    remove('src/users.ts');
    commit();
    for (const mentioned of [mention, '`src/users.ts`'])
      assert.deepEqual(await driftOf(mentioned), { kind: 'deleted' });
  });
});
