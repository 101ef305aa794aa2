import assert from 'node:assert/strict';
import { pageOf, resultLimitOf, shorterLimit, toolResultLimit } from '../../../src/agent/tools/tool';

/** Every line obtained by paging on as each answer says, and the length of each answer. */
const readAll = (lines: readonly string[], limit: number, most?: number) => {
  const found: string[] = [];
  const lengths: number[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const answer = pageOf(lines, offset, limit, most);
    lengths.push(answer.length);
    const more: RegExpExecArray | null = /\n?\((\d+) more: call again with offset (\d+)\)$/.exec(answer);
    found.push(...answer.slice(0, more?.index ?? answer.length).split('\n'));
    offset = more ? Number(more[2]) : null;
  }
  return { found, lengths };
};

describe('long answers of tools', () => {
  const lines = Array.from({ length: 500 }, (_, at) => `src/file${at}.ts:${at}: ${'x'.repeat(at % 190)}`);

  it('are bounded, and going on as they say gives everything once', () => {
    for (const limit of [2000, toolResultLimit]) {
      const { found, lengths } = readAll(lines, limit);
      assert.deepEqual(found, lines);
      assert.ok(lengths.length > 1);
      for (const length of lengths) assert.ok(length < limit + 100);
    }
  });

  it('keep to the number of lines that was asked for', () => {
    const { found, lengths } = readAll(lines, toolResultLimit, 40);
    assert.deepEqual(found, lines);
    assert.equal(lengths.length, 13);
  });

  it('need no continuation where everything fits, and are empty behind the end', () => {
    assert.equal(pageOf(['a', 'b'], 0, 100), 'a\nb');
    assert.equal(pageOf(['a', 'b'], 7, 100), '');
  });

  it('get on even where a line alone is longer than an answer may be', () => {
    const long = ['a', 'x'.repeat(300), 'b'];
    assert.deepEqual(readAll(long, 100).found, long);
  });

  for (const [contextTokens, limit] of [
    [1000, 2000],
    [4000, 4000],
    [12_000, 12_000],
    [500_000, 12_000],
  ] as const)
    it(`take ${limit} characters where a request carries ${contextTokens} tokens`, () =>
      assert.equal(resultLimitOf(contextTokens), limit));

  it('get shorter where a request was too long, but stay useful', () => {
    assert.equal(shorterLimit(12_000), 6000);
    assert.equal(shorterLimit(3000), 2000);
  });
});
