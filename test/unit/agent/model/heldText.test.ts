import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { HeldText } from '../../../../src/agent/model/heldText';

const pass = (pieces: readonly string[]): readonly [shown: string, rest: string] => {
  const held = new HeldText(false);
  return [pieces.map((piece) => held.push(piece)).join(''), held.rest()];
};

describe('HeldText', () => {
  it('shows prose as it comes, and holds back what begins like data', () => {
    const held = new HeldText(false);
    assert.equal(held.push('Let '), 'Let ');
    assert.equal(held.push('me see.\n'), 'me see.\n');
    assert.equal(held.push('``'), '');
    assert.equal(held.push('`json\n{"a"'), '');
    assert.equal(held.push(': 1}'), '');
    assert.equal(held.rest(), '```json\n{"a": 1}');
  });

  it('shows code as it comes, and holds back data after it', () => {
    const held = new HeldText(false);
    assert.deepEqual(
      ['Run:\n', '```', 'ts', '\nlet', ' a;\n', '``', '`\n', 'Then ', 'wait.\n', '```', 'tool_', 'code\n'].map(
        (piece) => held.push(piece),
      ),
      ['Run:\n', '', '', '```ts\nlet', ' a;\n', '', '```\n', 'Then ', 'wait.\n', '', '', ''],
    );
    assert.equal(held.rest(), '```tool_code\n');
    for (const data of ['```\n', '```json\n', '```ts\n{\n']) assert.notEqual(pass([data])[1], '', data);
  });

  it('lets go of a line that only looked like it', () => {
    assert.deepEqual(pass(['`', 'code` is', ' fine']), ['`code` is fine', '']);
    assert.deepEqual(pass(['[', 'link](x)']), ['[link](x)', '']);
    assert.deepEqual(pass(['a { b }']), ['a { b }', '']);
  });

  it('loses nothing, however the text is cut, and shows the same', () => {
    const word = fc.constantFrom('a', '\n', '{', '"', '`', '```', '[', ' ', '<', '<function', '|', 'T', 'ts', 'json');
    fc.assert(
      fc.property(fc.array(word), (pieces) => {
        const [shown, rest] = pass(pieces);
        assert.equal(shown + rest, pieces.join(''));
        assert.deepEqual(pass([pieces.join('')]).join(''), shown + rest);
      }),
    );
  });
});
