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

  it('makes a plan of what is one, not of a quoted file that has some of its keys', () => {
    const named = (value: object): readonly string[] | undefined =>
      readTextAnswer(JSON.stringify(value), new Set(['create_plan']))?.calls.map(({ name }) => name);
    const phases = [{ title: 'A', tasks: ['a'] }];
    const sections = [{ title: 'Risks', body: 'None.' }];
    for (const draft of [
      { name: 'x', phases },
      { title: 'x', sections },
      { plan: { title: 'x', sections } },
      { title: 'x', phases: [{ title: 'Add it', estimate: '2h' }] },
      { title: 'x', sections: { Risks: 'None.' }, phases: [{ title: 'A', subtasks: ['a'] }] },
    ])
      assert.deepEqual(named(draft), ['create_plan'], JSON.stringify(draft));
    for (const file of [
      { name: 'nav', sections },
      { title: 'nav', sections: [{ id: 'top', links: [] }] },
      { title: 'nav', sections: ['top'] },
      { name: 'ci', phases: ['build', 'test'] },
    ])
      assert.equal(named(file), undefined, JSON.stringify(file));
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
