import assert from 'node:assert/strict';
import fc from 'fast-check';
import { slug } from '../../../src/domain/slug';

describe('slug', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Rate limiting for the public API', 'rate-limiting-for-the-public-api'],
    ['  Größe & Café: v2.0!  ', 'große-cafe-v2-0'.replace('ß', '-')],
    ['план', 'plan'],
    ['', 'plan'],
    ['../../etc/passwd', 'etc-passwd'],
  ];
  for (const [title, expected] of cases)
    it(`turns ${JSON.stringify(title)} into ${expected}`, () => {
      assert.equal(slug(title), expected);
    });

  it('is a safe name of at most 60 characters for every title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        assert.match(slug(title), /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/);
      }),
    );
  });
});
