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

  it('lets go of a line that only looked like it', () => {
    assert.deepEqual(pass(['`', 'code` is', ' fine']), ['`code` is fine', '']);
    assert.deepEqual(pass(['[', 'link](x)']), ['[link](x)', '']);
    assert.deepEqual(pass(['a { b }']), ['a { b }', '']);
  });

  it('loses nothing, however the text is cut, and shows the same', () => {
    const word = fc.constantFrom('a', '\n', '{', '"', '`', '```', '[', ' ', '<', '<function', '|', 'T');
    fc.assert(
      fc.property(fc.array(word), (pieces) => {
        const [shown, rest] = pass(pieces);
        assert.equal(shown + rest, pieces.join(''));
        assert.deepEqual(pass([pieces.join('')]).join(''), shown + rest);
      }),
    );
  });
});
