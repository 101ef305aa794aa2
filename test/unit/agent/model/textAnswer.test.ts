import assert from 'node:assert/strict';
import { HeldText } from '../../../../src/agent/model/heldText';
import { readTextAnswer } from '../../../../src/agent/model/textAnswer';

const names = new Set(['read_file']);
const lines = '\n'.repeat(300_000);

describe('a text answer', () => {
  it('is read with the fence around it, closed or not', () => {
    const call = { name: 'read_file', args: { path: 'a' } };
    const text = '{"name": "read_file", "arguments": {"path": "a"';
    for (const end of ['}}', '}}\n```', '\n```', '\n \n```\n', ''])
      assert.deepEqual(readTextAnswer(`Look:\n\`\`\`json\n${text}${end}`, names)?.calls, [call], end);
  });

  // In quadratic time these would exceed a test's time limit.
  it('that never ends is given up without standing still', () => {
    assert.equal(readTextAnswer(`{${lines}`, names), null);
    assert.equal(readTextAnswer(`Words${lines}{${lines}x`, names), null);
    const held = new HeldText(false);
    const shown = Array.from(lines, (sign) => held.push(sign)).join('');
    assert.equal(shown + held.rest(), lines);
  });
});
