import assert from 'node:assert/strict';
import { pageOf, toolResultLimit } from '../../../src/agent/tools/tool';

/** Every line that one gets by going on as each answer says, and how long each answer was. */
const readAll = (lines: readonly string[], most?: number) => {
  const found: string[] = [];
  const lengths: number[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const answer = pageOf(lines, offset, most);
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
    const { found, lengths } = readAll(lines);
    assert.deepEqual(found, lines);
    assert.ok(lengths.length > 1);
    for (const length of lengths) assert.ok(length < toolResultLimit + 100);
  });

  it('keep to the number of lines that was asked for', () => {
    const { found, lengths } = readAll(lines, 40);
    assert.deepEqual(found, lines);
    assert.equal(lengths.length, 13);
  });

  it('need no continuation where everything fits, and are empty behind the end', () => {
    assert.equal(pageOf(['a', 'b'], 0), 'a\nb');
    assert.equal(pageOf(['a', 'b'], 7), '');
  });
});
