import assert from 'node:assert/strict';
import type { ContextSource } from '../../../../src/domain/conversation';
import { attachedAs, isStillNamed, mentioned, shortName, textParts } from '../../../../webview-ui/chat/mentions';

const paths = (text: string): readonly (string | null)[] => textParts(text).map(({ path }) => path);

describe('chat mentions', () => {
  it('finds files, folders and lines, and keeps the text between', () => {
    assert.deepEqual(textParts('see @src/app.ts:12-40, then'), [
      { text: 'see ', path: null, line: null },
      { text: '@src/app.ts:12-40', path: 'src/app.ts', line: 12 },
      { text: ', then', path: null, line: null },
    ]);
    assert.deepEqual(paths('@src/limits/ and @"my docs/a b.md" and @.env'), [
      'src/limits/',
      null,
      'my docs/a b.md',
      null,
      '.env',
    ]);
  });
  it('knows which of several ranges of a file a part of the context is', () => {
    const attached = ['@src/a.ts:1-5', '@src/a.ts:10-20', '@./src/b.ts', '@"my docs/c.md:3"'];
    const of = (path: string, line: number | null) => attachedAs(attached, { path, label: path, line });
    assert.deepEqual([of('src/a.ts', 1), of('src/a.ts', 10), of('src/a.ts', 7)], [attached[0], attached[1], null]);
    assert.deepEqual([of('src/b.ts', 1), of('my docs/c.md', 3), of('src/d.ts', 1)], [attached[2], attached[3], null]);
    assert.equal(of('src/a.ts', null), attached[0]);
  });
  it('knows what was taken away or sent since the context was looked at', () => {
    const part = (path: string, source: ContextSource) => ({
      source,
      label: path,
      detail: '',
      tokens: 1,
      path,
      line: 1,
    });
    const of = (source: ContextSource, attached: readonly string[], text: string) =>
      isStillNamed(part('src/a.ts', source), { text: 'Why?', attached: ['@src/a.ts'] }, { text, attached });
    assert.deepEqual([of('mention', ['@src/a.ts'], ''), of('mention', [], 'Why?')], [true, false]);
    const typed = (text: string, source: ContextSource, before = '@src/b.ts') =>
      isStillNamed(part('src/b.ts', source), { text: before, attached: [] }, { text, attached: [] });
    assert.deepEqual([typed('@src/b.ts', 'mention'), typed('', 'mention')], [true, false]);
    assert.deepEqual([typed('', 'attachment'), typed('', 'plan'), typed('', 'workspace')], [false, true, true]);
    assert.equal(typed('', 'mention', ''), true, 'of the request that answers go on with');
  });
  it('leaves the end of a sentence outside', () => {
    assert.deepEqual(textParts('Read @README.md.').at(-1), { text: '.', path: null, line: null });
  });
  it('takes mail addresses, symbols and named mentions as text', () => {
    assert.deepEqual(paths('me@home.org @#createApp @selection @'), [null]);
    assert.equal(mentioned('@selection'), null);
  });
  it('gives the text again when joined', () => {
    const text = 'a @b/c.ts @"d e.f" @g (@h/i) \n@j.k:3';
    assert.equal(
      textParts(text)
        .map((part) => part.text)
        .join(''),
      text,
    );
  });
  it('shortens a mention to its last part', () => {
    assert.deepEqual(['@src/app.ts:3-9', '@src/limits/', '@"a b/c d.md"', 'x'].map(shortName), [
      'app.ts:3-9',
      'limits/',
      'c d.md',
      'x',
    ]);
  });
});
