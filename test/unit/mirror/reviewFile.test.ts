import assert from 'node:assert/strict';
import { planIdIn, readReviewFile, writeReviewFile } from '../../../src/mirror/reviewFile';
import { failsWith } from '../../support/failsWith';

const file = writeReviewFile({ planId: 'p1', entries: [['deleted', { id: 'c1' }]] });

describe('reading a review file', () => {
  it('has a line for each record', () => {
    assert.equal(
      file,
      '{"format":"devplan-review","version":1,"plan":"p1","items":[\n["deleted",{"id":"c1"}],\nnull]}\n',
    );
  });

  const refused: readonly (readonly [string, string, string | RegExp])[] = [
    ['nothing', '', 'not JSON'],
    ['a part of a file', file.slice(0, -5), 'not JSON'],
    ['other JSON', '{"a": 1}', 'not a review file'],
    ['a newer format', file.replace('"version":1', '"version":2'), 'version 2; this program reads up to 1'],
    ['an unknown kind', file.replace('"deleted"', '"toString"'), 'unknown kind of record "toString"'],
    ['a broken record', file.replace('"id":"c1"', '"id":7'), /^deleted: /],
  ];
  for (const [what, text, reason] of refused)
    it(`refuses ${what}, and says why`, () => {
      assert.throws(
        () => readReviewFile(text, 'limits.review.json'),
        (error: { code?: string; args?: { file: string; reason: string } }) => {
          assert.equal(error.code, 'unknownFormat');
          assert.equal(error.args?.file, 'limits.review.json');
          if (typeof reason === 'string') assert.equal(error.args.reason, reason);
          else assert.match(error.args.reason, reason);
          return true;
        },
      );
    });

  it('names a merge conflict, and still knows the plan', () => {
    const conflict = file.replace('["deleted"', '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n["deleted"');
    assert.throws(() => readReviewFile(conflict, 'x'), failsWith('mergeMarkers', { file: 'x' }));
    assert.equal(planIdIn(conflict), 'p1');
    assert.equal(planIdIn('{}'), null);
  });
});
