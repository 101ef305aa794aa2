import assert from 'node:assert/strict';
import { type Drift, driftOf, type RecordedReference } from '../../../../src/context/drift/drift';
import { blobHash, recordReference } from '../../../../src/context/drift/recordReference';
import type { CheckedReference } from '../../../../src/domain/references';

/** What a plan named in a file's text: a symbol, or lines like `:3` or `:3-5`. */
const recorded = (path: string, name: string, text: string): RecordedReference => {
  const line = Number(/^:(\d+)/.exec(name)?.[1] ?? 1);
  const named = name.startsWith(':')
    ? { kind: 'line' as const, text: path + name }
    : { kind: 'symbol' as const, text: name };
  const reference: CheckedReference = { ...named, path, line, state: 'found', nearest: null, offset: 0, length: 1 };
  return recordReference(reference, text);
};

const driftIn = (path: string, record: RecordedReference, text: string): Drift['kind'] => {
  const file = { path, text, blob: blobHash(text) };
  return driftOf(record, { file, successor: null, candidates: [] }).kind;
};

/** What became of it in the file's later text. */
const drift = (path: string, name: string, before: string, after: string): Drift['kind'] =>
  driftIn(path, recorded(path, name, before), after);

describe('the drift of a definition', () => {
  it('is told where its body changes below a brace on a line of its own', () => {
    const code = 'class A\n{\n    public int Load(int a)\n    {\n        return 1;\n    }\n}\n';
    const changed = code.replace('return 1', 'return 2');
    for (const name of ['Load', 'A.Load', 'A', ':3']) assert.equal(drift('A.cs', name, code, changed), 'changed', name);
    assert.equal(drift('A.cs', 'Load', code, `// A.\n${code.replace(/\n +\{/, ' {')}`), 'elsewhere');
  });

  it('is told where something comes at its end, in its line or before it', () => {
    const one = (before: string, after: string): string =>
      drift('a.ts', /(\w+)( =|\()/.exec(before)?.[1] ?? '', before, after);
    assert.equal(one('export const most = 3;\n', 'export const most = 30;\n'), 'changed');
    assert.equal(one('export const ttl = 60;\n', 'export const ttl = 60 * 60;\n'), 'changed');
    assert.equal(one('function load() {\n}\n', 'export async function load() {\n}\n'), 'changed');
    assert.equal(
      one('export const most = 3;\n', 'export const most = 3; // at most\nexport const other = 1;\n'),
      'elsewhere',
    );
    const python = 'def save(user):\n    db.add(user)\n';
    assert.equal(drift('a.py', 'save', python, `${python}    db.commit()\n`), 'changed');
    assert.equal(drift('a.py', 'save', python, `${python}\n\ndef load():\n    pass\n`), 'elsewhere');
  });

  it('is told of named lines that go on, not of those that a formatter joins', () => {
    const code = 'call(\n  first,\n  ttl,\n);\nstop = 3;\n';
    assert.equal(drift('a.js', ':3', code, code.replace('ttl', 'ttl * 2')), 'changed');
    assert.equal(drift('a.js', ':5', code, code.replace('3', '30')), 'changed');
    assert.equal(drift('a.js', ':3', code, 'call(first, ttl);\nstop = 3;\n'), 'elsewhere');
    assert.equal(drift('a.js', ':5', code, `start();\nstop = 3\n${code}`), 'elsewhere');
  });

  it('is told for the one that is named, and for every overload', () => {
    const code = 'class A {\n  get() {\n    return 1;\n  }\n}\nclass B {\n  get() {\n    return 1;\n  }\n}\n';
    const changed = code.replace(/1(?=[^1]*$)/, '2');
    assert.equal(drift('a.ts', 'B.get', code, changed), 'changed');
    assert.equal(drift('a.ts', 'A.get', code, changed), 'elsewhere');
    assert.equal(drift('a.ts', 'get', code, changed), 'changed');
    const overloads = 'function f(a: string): void;\nfunction f(a: unknown) {\n  g(a);\n}\n';
    assert.equal(drift('a.ts', 'f', overloads, overloads.replace('g(a)', 'h(a)')), 'changed');
  });

  it('is told where a statement of Python leaves its block, not where its layout changes', () => {
    const code = 'def run(a):\n    for b in a:\n        c(b)\n        d(b)\n    if a: e()\n    return f(1, 2)\n';
    const of = (after: string): string => drift('a.py', 'run', code, `# Anew.\n${after}`);
    assert.equal(of(code.replace('        d(b)', '    d(b)')), 'changed');
    assert.equal(of(code.replace('    return', '        return')), 'changed');
    assert.equal(of(code.replaceAll('    ', '\t')), 'elsewhere');
    assert.equal(of(code.replace('f(1, 2)', 'f(\n    1,\n  2,\n)')), 'elsewhere');
    assert.equal(of(code.replace('if a: e()', 'if a:\n        e()')), 'elsewhere');
    assert.equal(of(`class A:\n${code.replaceAll(/^/gm, '    ')}`), 'elsewhere');
  });

  it('is none where a formatter spreads it over lines', () => {
    const code = 'class A {\n  load(first: string, second: string) {\n    return first;\n  }\n}\n';
    const spread = code.replace('(first: string, second: string)', '(\n    first: string,\n    second: string,\n  )');
    for (const name of ['load', 'A.load', 'A', ':2'])
      assert.equal(drift('a.ts', name, code, spread), 'elsewhere', name);
  });

  it('is none of what stands in a comment', () => {
    const code = 'class A {\n  /* Was:\n  load() {\n    return 1;\n  }\n  */\n}\n';
    assert.equal(drift('a.ts', 'load', code, code.replace('return 1', 'return 2')), 'elsewhere');
  });

  it('is judged by the text alone in records that were made before definitions were kept', () => {
    const older = (text: string): RecordedReference => ({
      path: 'a.cs',
      blob: '0',
      symbol: 'Load',
      startLine: 3,
      endLine: 3,
      text,
      definitions: null,
    });
    const code = 'class A\n{\n    public int Load(int a)\n    {\n        return 1;\n    }\n}\n';
    assert.equal(driftIn('a.cs', older('publicintLoad(inta)'), code), 'elsewhere');
    assert.equal(driftIn('a.cs', older('publicintLoad(intb)'), code), 'changed');
    assert.equal(driftIn('a.cs', older('publicintLoad(inta)'), code.replace('Load', 'Read')), 'deleted');
  });
});
