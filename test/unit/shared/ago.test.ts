import assert from 'node:assert/strict';
import { agoIn } from '../../../src/shared/ago';

const now = Date.UTC(2026, 5, 15, 12);
const minute = 60_000;

describe('how long ago something was', () => {
  for (const [passed, words] of [
    [0, 'just now'],
    [-5 * minute, 'just now'],
    [minute, '1 min. ago'],
    [59 * minute, '59 min. ago'],
    [60 * minute, '1 hr. ago'],
    [24 * 60 * minute, 'yesterday'],
    [8 * 24 * 60 * minute, 'Jun 7, 2026'],
  ] as const)
    it(`is "${words}" after ${passed / minute} minutes`, () =>
      assert.equal(agoIn('en', 'just now', now - passed, now), words));

  it('is told in the language that is asked for', () => {
    assert.equal(agoIn('de', 'gerade eben', now - 2 * 60 * minute, now), 'vor 2 Std.');
    assert.equal(agoIn('de', 'gerade eben', now, now), 'gerade eben');
  });
});
