import assert from 'node:assert/strict';
import { eachTerm, queryTerms, splitWords, stem } from '../../../src/domain/words';

const termsOf = (text: string): string[] => {
  const terms: string[] = [];
  eachTerm(text, new Map(), (term) => terms.push(term));
  return terms;
};

describe('words', () => {
  it('splits identifiers at case, underscores, digits and other signs', () => {
    assert.deepEqual(splitWords('HTTPServer_v2'), ['http', 'server', 'v', '2']);
    assert.deepEqual(splitWords('createRateLimiter'), ['create', 'rate', 'limiter']);
    assert.deepEqual(splitWords('MAX_ITEMS kebab-case'), ['max', 'items', 'kebab', 'case']);
    assert.deepEqual(splitWords('Größe straßeName'), ['größe', 'straße', 'name']);
  });

  for (const family of [
    ['cache', 'caches', 'caching', 'cached'],
    ['limit', 'limits', 'limiting', 'limiter'],
    ['migrate', 'migration', 'migrations', 'migrating'],
    ['plan', 'plans', 'planning', 'planned', 'planner'],
    ['query', 'queries'],
    ['route', 'routes', 'router', 'routing'],
    ['install', 'installing', 'installed'],
  ])
    it(`brings ${family.join(', ')} to one stem`, () => {
      assert.equal(new Set(family.map(stem)).size, 1, family.map(stem).join(' '));
    });

  it('keeps short words, double s and words without a vowel before the ending', () => {
    assert.deepEqual(['bus', 'class', 'string', 'red'].map(stem), ['bus', 'class', 'string', 'red']);
  });

  it('finds an identifier by the two words that it is made of', () => {
    const joined = queryTerms('rate limit').filter((term) => term.length > 6);
    assert.equal(joined.length, 1);
    assert.ok(termsOf('function rateLimit() {}').includes(joined[0]!));
    assert.ok(!termsOf('limit the rate').includes(joined[0]!));
  });

  it('drops stop words and repetitions from a request', () => {
    assert.deepEqual(queryTerms('the users and a user'), ['user', 'useruser']);
  });

  it('searches Chinese text by pairs of characters', () => {
    assert.deepEqual(
      queryTerms('用户登录').filter((term) => termsOf('// 登录').includes(term)),
      ['登录'],
    );
  });
});
