import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffWords } from '../../../webview-ui/wordDiff';

const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');

describe('webview word diff', () => {
  it('marks the words that came and went', () => {
    assert.equal(shown('in whole seconds', 'in whole seconds, rounded up'), 'in whole seconds{+, rounded up+}');
    assert.equal(
      shown('Read from the environment', 'Read from configuration'),
      'Read from [-the environment-]{+configuration+}',
    );
    assert.equal(shown('', 'new words'), '{+new words+}');
    assert.equal(shown('old words', ''), '[-old words-]');
    assert.equal(shown('same', 'same'), 'same');
  });
  it('joins changes that only spaces part', () => {
    assert.equal(shown('a one two b', 'a three four b'), 'a [-one two-]{+three four+} b');
  });
  it('tells both texts, spaces apart', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '  ', ',', 'ä', '文')).map((parts) => parts.join(''));
    const bare = (value: string): string => value.replaceAll(/\s+/g, '');
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const side = (skipped: string): string =>
          parts.flatMap(({ kind, text: words }) => (kind === skipped ? [] : [words])).join('');
        assert.equal(bare(side('added')), bare(before));
        assert.equal(bare(side('removed')), bare(after));
      }),
    );
  });
  it('takes very long texts as changed in whole', () => {
    assert.deepEqual(
      diffWords('a '.repeat(2000), 'b').map(({ kind }) => kind),
      ['removed', 'added'],
    );
  });
});
