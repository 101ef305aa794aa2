import assert from 'node:assert/strict';
import { ToldOnce } from '../../../../src/editor/mirror/toldOnce';

describe('ToldOnce', () => {
  it('has each text told once, however often and in whatever order it comes', () => {
    const told = new ToldOnce();
    const asked = ['bug', 'bug', 'conflict', 'bug', 'conflict'];
    assert.deepEqual(
      asked.map((text) => told.add(text)),
      [true, false, true, false, false],
    );
  });

  it('has a text told again that was mended and came back', () => {
    const told = new ToldOnce();
    for (const text of ['bug', 'conflict']) told.add(text);
    told.keepOnly(['bug']);
    assert.deepEqual([told.add('bug'), told.add('conflict')], [false, true]);
  });
});
