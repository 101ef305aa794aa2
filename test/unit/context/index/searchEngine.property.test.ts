import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeState, encodeState } from '../../../../src/context/index/store/codec';
import { SearchEngine } from '../../../../src/context/index/searchEngine';
import { portSource } from '../../../../src/context/index/source';
import type { Chunk } from '../../../../src/context/retriever';
import { MemoryFiles } from '../../../support/memoryFiles';

const words = ['user', 'rateLimit', 'parse', 'token', 'cache', 'größe', 'list-view', 'README', '登录'];
const line = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((found) => found.join(' ')),
  fc.constantFrom(...words.slice(0, 5)).map((name) => `export function ${name}Of() {`),
  fc.constant(''),
);
const text = fc.array(line, { maxLength: 150 }).map((lines) => lines.join('\n'));
const path = fc.constantFrom('src/user.ts', 'src/rate/limit.ts', 'test/user.test.ts', 'docs/cache.md', 'a.py');
const change = fc.record({ path, text: fc.option(text, { freq: 3 }) });
const queries = ['parse the user token', 'rate limit', 'cache docs', '登录 größe', 'tests of list view'];

const build = async (files: MemoryFiles): Promise<SearchEngine> => {
  const engine = new SearchEngine(portSource(files));
  await engine.update(await files.list(), new Set());
  return engine;
};

const answers = async (engine: SearchEngine) => ({
  chunks: await Promise.all(queries.map((query) => engine.search(query, 20))),
  definitions: await engine.definitions('userOf'),
  texts: await engine.text('token', 50),
});
type Answers = Awaited<ReturnType<typeof answers>>;

const byPlace = (a: Chunk, b: Chunk): number =>
  a.path === b.path ? a.startLine - b.startLine : a.path < b.path ? -1 : 1;

/** Sums of floating-point numbers may differ in their last bits, and with them the order of equally good results. */
const assertAlike = (actual: Answers, wanted: Answers): void => {
  const exact = ({ chunks, ...others }: Answers) => ({
    ...others,
    chunks: chunks.map((found) => found.toSorted(byPlace).map((chunk) => ({ ...chunk, score: 0 }))),
  });
  assert.deepEqual(exact(actual), exact(wanted));
  const scores = ({ chunks }: Answers) => chunks.flatMap((found) => found.toSorted(byPlace).map(({ score }) => score));
  const others = scores(wanted);
  for (const [at, score] of scores(actual).entries()) {
    const other = others[at]!;
    assert.ok(Math.abs(score - other) <= 1e-4 * Math.max(score, other), `${score} instead of ${other}`);
  }
};

describe('an index', () => {
  it('that followed changes answers as one that was built from the result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const files = new MemoryFiles({ 'src/user.ts': 'export function userOf() {}\n' });
        const engine = await build(files);
        for (const { path: changed, text: content } of changes) {
          if (content === null) files.delete(changed);
          else files.write(changed, content);
          await engine.update(await files.list(), new Set([changed]));
        }
        assertAlike(await answers(engine), await answers(await build(files)));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same after it was kept and restored, and reads only what changed since', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, text), text, async (texts, added) => {
        const files = new MemoryFiles(texts);
        const before = await build(files);
        const state = decodeState(encodeState(before.state));
        assert.ok(state !== null);
        const engine = new SearchEngine(portSource(files));
        engine.restore(state);
        assert.equal(await engine.update(await files.list(), new Set()), 0);
        assert.deepEqual(await answers(engine), await answers(before));
        files.write('src/added.ts', added);
        assert.equal(await engine.update(await files.list(), new Set()), 1);
        assertAlike(await answers(engine), await answers(await build(files)));
      }),
      { numRuns: 30 },
    );
  });

  it('is not restored from damaged bytes', async () => {
    const bytes = encodeState((await build(new MemoryFiles({ 'a.ts': 'const user = 1;\n' }))).state);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = damaged[at]! ^ by;
        assert.equal(decodeState(damaged), null);
        assert.equal(decodeState(bytes.subarray(0, at)), null);
      }),
    );
  });
});
