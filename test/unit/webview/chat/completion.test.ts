import assert from 'node:assert/strict';
import { complete, completionAt, marked, withoutWord } from '../../../../webview-ui/chat/completion';

/** `|` is the caret. */
const at = (text: string) => completionAt(text.replace('|', ''), text.indexOf('|'));

describe('chat completion', () => {
  it('finds the mention that the caret stands in', () => {
    assert.deepEqual(at('read @src/ap| now'), { kind: '@', text: 'src/ap', start: 5 });
    assert.deepEqual(at('@|'), { kind: '@', text: '', start: 0 });
    assert.deepEqual(at('(@a|'), { kind: '@', text: 'a', start: 1 });
  });
  it('leaves mail addresses and finished mentions alone', () => {
    assert.equal(at('me@home|'), null);
    assert.equal(at('@src/app.ts and|'), null);
  });
  it('takes a slash at the beginning of the message only', () => {
    assert.deepEqual(at('/feat|'), { kind: '/', text: 'feat', start: 0 });
    assert.equal(at('and/or|'), null);
    assert.equal(at('go to /feat|'), null);
  });
  it('puts the completed word in place of the typed one', () => {
    const target = { kind: '@', text: 'ap', start: 5 } as const;
    assert.deepEqual(complete('read @ap', 8, target, '@src/app.ts'), { text: 'read @src/app.ts ', caret: 17 });
    assert.deepEqual(complete('read @ap now', 8, target, '@src/app.ts'), { text: 'read @src/app.ts now', caret: 16 });
  });
  it('takes nothing but the word away when the caret has gone elsewhere, or the word has grown', () => {
    const target = { kind: '@', text: 'src', start: 4 } as const;
    const done = complete('fix @src and keep the tests', 27, target, '@src/app.ts');
    assert.deepEqual(done, { text: 'fix @src/app.ts and keep the tests', caret: 15 });
    assert.deepEqual(complete('fix @src/', 9, target, '@src/app.ts'), { text: 'fix @src/app.ts ', caret: 16 });
  });
  it('leaves the rest of the message when a command is chosen', () => {
    assert.equal(withoutWord('/bug', 4, { kind: '/', text: 'bug', start: 0 }), '');
    assert.equal(withoutWord('/bug it crashes', 4, { kind: '/', text: 'bug', start: 0 }), 'it crashes');
  });
  it('marks what was typed inside a label', () => {
    assert.deepEqual(marked('rateLimit', 'lim'), ['rate', 'Lim', 'it']);
    assert.deepEqual(marked('limits.ts', 'config/lim'), ['', 'lim', 'its.ts']);
    assert.deepEqual(marked('app.ts', ''), ['app.ts', '', '']);
  });
});
