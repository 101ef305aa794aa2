import assert from 'node:assert/strict';
import { type CurrentFile, type Drift, driftOf, isDrift } from '../../../../src/context/drift/drift';
import { normalizedText } from '../../../../src/context/drift/normalizedText';
import { blobHash, recordReference } from '../../../../src/context/drift/recordReference';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const before = `import { store } from './store';

export function listUsers(limit: number) {
  const users = store.users();
  return users.slice(0, limit);
}

export function createUser(name: string) {
  return store.add({ name });
}
`;
const path = 'src/users.ts';
const asFile = (text: string, at = path): CurrentFile => ({ path: at, blob: blobHash(text), text });

/** The drift of a mention after its file's text changed; null deletes the file, `successor` is its new place. */
const after = async (
  mention: string,
  text: string | null,
  candidates: readonly CurrentFile[] = [],
  successor: CurrentFile | null = null,
): Promise<Drift> => {
  const references = await checkReferences(mention, new MemoryFiles({ [path]: before }));
  const reference = references.find(({ kind }) => kind !== 'path') ?? references[0];
  assert.equal(reference?.state, 'found');
  const file = text === null ? null : asFile(text);
  return driftOf(recordReference(reference, before), { file, successor, candidates });
};

const symbol = 'Change `listUsers` in `src/users.ts`';
const lines = 'See `src/users.ts:4-5`';
const definition = 'See `src/users.ts:3`';

describe('drift', () => {
  it('is none where nothing changed', async () => {
    for (const mention of [symbol, lines, definition, '`src/users.ts`'])
      assert.deepEqual(await after(mention, before), { kind: 'unchanged' });
  });

  it('is none where another part of the file changed, or lines came before', async () => {
    const text = `// A new first line.\n${before.replace('add({ name })', 'add({ name, at: Date.now() })')}`;
    for (const mention of [symbol, lines, definition, '`src/users.ts`'])
      assert.deepEqual(await after(mention, text), { kind: 'elsewhere' });
  });

  it('is none after a reformat', async () => {
    const text = before
      .replaceAll('  ', '\t')
      .replaceAll(';', '')
      .replaceAll("'", '"')
      .replace('slice(0, limit)', 'slice(\n\t\t0,\n\t\tlimit,\n\t)')
      .replaceAll('\n', '\r\n');
    for (const mention of [symbol, lines, definition])
      assert.deepEqual(await after(mention, text), { kind: 'elsewhere' });
  });

  it('is none where only comments changed, within the lines and beside them', async () => {
    const text = before
      .replace('const users', '// All of them.\n  const users')
      .replace('limit);', 'limit); // the first');
    for (const mention of [symbol, lines, definition])
      assert.deepEqual(await after(mention, text), { kind: 'elsewhere' });
  });

  it('is a change where the lines themselves changed', async () => {
    const text = before.replace('slice(0, limit)', 'slice(1, limit)');
    for (const mention of [symbol, lines, definition]) {
      const drift = await after(mention, text);
      assert.deepEqual(drift, { kind: 'changed' });
      assert.ok(isDrift(drift));
    }
  });

  it('follows a function into another file', async () => {
    const rest = before.slice(before.indexOf('export function createUser'));
    const moved = asFile(`// Lists.\n${before.slice(0, before.indexOf('export function createUser'))}`, 'src/lists.ts');
    const drift = await after(symbol, rest, [moved]);
    assert.deepEqual(drift, { kind: 'moved', path: 'src/lists.ts', wholeFile: false });
    assert.ok(isDrift(drift));
    assert.deepEqual(await after(symbol, rest), { kind: 'deleted' });
  });

  it('takes a whole file that was moved for no drift, and tells an edit on the way', async () => {
    const moved = asFile(before, 'src/people/users.ts');
    for (const mention of [symbol, lines, '`src/users.ts`']) {
      const drift = await after(mention, null, [moved]);
      assert.deepEqual(drift, { kind: 'moved', path: 'src/people/users.ts', wholeFile: true });
      assert.ok(!isDrift(drift));
    }
    const edited = asFile(before.replace('slice(0, limit)', 'slice(1, limit)'), 'src/people/users.ts');
    assert.deepEqual(await after(symbol, null, [], edited), { kind: 'changed' });
    assert.deepEqual(await after(symbol, null), { kind: 'deleted' });
  });

  it('tells a function that went into another file, unless its whole file did', async () => {
    const place = { kind: 'moved', path: 'src/lists.ts' };
    const merged = asFile(`const other = 1;\n${before}`, 'src/lists.ts');
    const drift = await after(symbol, null, [merged]);
    assert.deepEqual(drift, { ...place, wholeFile: false });
    assert.ok(isDrift(drift));
    assert.ok(isDrift(await after(symbol, null, [{ ...merged, path: 'src/people/users.ts' }])));
    assert.deepEqual(await after(symbol, null, [], merged), { ...place, wholeFile: true });
    assert.deepEqual(await after('`src/users.ts`', null, [merged]), { kind: 'deleted' });
  });
});

describe('normalised texts and hashes', () => {
  it('hash as git does', () => {
    assert.equal(blobHash('hello\n'), 'ce013625030ba8dba906f756967f9e9ca394464a');
  });

  it('keep apart what differs in more than format', () => {
    const of = (text: string, file = 'a.ts'): string => normalizedText(file, text);
    assert.notEqual(of('a + b'), of('a - b'));
    assert.notEqual(of('f(a, b)'), of('f(b, a)'));
    assert.equal(of('f(a,\n  b,\n);'), of('f(a, b)'));
    assert.equal(of('{\n  f() {},\n}'), of('{\n  f() {}\n}'));
    assert.equal(of('f() {},'), of('f() {}'));
    assert.equal(of('f(); // now\n/* then\n */ g()'), of('f()\n// later\ng()'));
    assert.notEqual(of("f('http://a')"), of("f('http://b')"));
    assert.equal(of('f()  # now\n# then\ng()', 'a.py'), of('f()\ng()', 'a.py'));
    assert.notEqual(of("f('#a')", 'a.py'), of("f('#b')", 'a.py'));
    assert.equal(
      of('for i, _ := range list[1:len(list)] { f(interface{}(i)) }', 'a.go'),
      of('for i := range list[1:] { f(any(i)) }', 'a.go'),
    );
  });
});
