import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionOf, parseMentions } from '../../../src/context/mentions';

const check = (message: string, expected: readonly string[]): void => {
  it(message, () => {
    const mentions = parseMentions(message);
    assert.deepEqual(
      mentions.map(({ kind, value, lines }) => `${kind} ${value}${lines ? ` ${lines.join('-')}` : ''}`.trim()),
      expected,
    );
    for (const { offset, length } of mentions) assert.match(message.slice(offset, offset + length), /^@\S|^@"[^"]+"$/);
  });
};

describe('parseMentions', () => {
  check('Start from @src/app.ts.', ['path src/app.ts']);
  check('Look at @src/app.ts:12-40, @src/app.ts:7 and @src/app.ts#L3-L5', [
    'path src/app.ts 12-40',
    'path src/app.ts 7-7',
    'path src/app.ts 3-5',
  ]);
  check('There is no line @src/app.ts:0', ['path src/app.ts']);
  check('Keep @src/limits/ as it is', ['folder src/limits']);
  check('What does @#createApp do (@#Guard.check)?', ['symbol createApp', 'symbol Guard.check']);
  check('See @"docs/my notes.md" and @"#createApp"', ['path docs/my notes.md', 'symbol createApp']);
  check('@selection has @problems, see @changes and @plan!', ['selection', 'problems', 'changes', 'plan']);
  check('Write to ann@example.com about git@github.com:a/b', []);
  check('(@app.ts) [@Makefile] @app/[id].ts', ['path app.ts', 'path Makefile', 'path app/[id].ts']);
  check('看 @src/app.ts，然后 @src/b.ts。 “@src/c.ts” @src/d.ts… @src/e.ts—now', [
    'path src/app.ts',
    'path src/b.ts',
    'path src/c.ts',
    'path src/d.ts',
    'path src/e.ts',
  ]);
  check('a lone @ and @# say nothing', []);
  check('@./src/app.ts', ['path src/app.ts']);
});

describe('mentionOf', () => {
  const written: readonly (readonly [string, readonly [number, number] | null, string])[] = [
    ['src/app.ts', null, '@src/app.ts'],
    ['src/app.ts', [3, 9], '@src/app.ts:3-9'],
    ['src/limits/', null, '@src/limits/'],
    ['app/[id].ts', null, '@app/[id].ts'],
    ['app/(auth)/login/page.tsx', null, '@"app/(auth)/login/page.tsx"'],
    ['docs/My File.md', [1, 2], '@"docs/My File.md:1-2"'],
    ['a,b/', null, '@"a,b/"'],
    ['notes.', null, '@"notes."'],
    ['plan', null, '@"./plan"'],
    ['#app', null, '@"./#app"'],
  ];
  for (const [path, lines, expected] of written)
    it(`writes ${expected}`, () => {
      assert.equal(mentionOf(path, lines), expected);
    });

  it('is read back as the same file, whatever stands around it', () => {
    const part = fc
      .string({ unit: fc.constantFrom(..."ab .,()[]@#!;'`{}*é日".split('')), minLength: 1, maxLength: 8 })
      .filter((name) => name.trim() === name && name !== '.' && name !== '..');
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const lines = fc.option(fc.tuple(fc.nat(50), fc.nat(50)).map(([at, more]) => [at + 1, at + 1 + more] as const));
    fc.assert(
      fc.property(path, lines, (file, range) => {
        const found = parseMentions(`See ${mentionOf(file, range)} please`);
        assert.deepEqual(
          found.map((mention) => [mention.kind, mention.value, mention.lines]),
          [['path', file, range]],
        );
      }),
    );
  });
});
