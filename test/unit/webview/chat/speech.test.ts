import assert from 'node:assert/strict';
import { unspoken } from '../../../../webview-ui/chat/speech';

describe('chat speech', () => {
  it('says whole sentences, each once', () => {
    const first = unspoken('One is done. Two is', 0, false);
    assert.equal(first.words, 'One is done.');
    const second = unspoken('One is done. Two is done too. And', first.said, false);
    assert.equal(second.words, 'Two is done too.');
  });
  it('waits while a sentence is open, and says the rest at the end', () => {
    assert.deepEqual(unspoken('Not yet', 0, false), { words: '', said: 0 });
    assert.deepEqual(unspoken('Not yet', 0, true), { words: 'Not yet', said: 7 });
  });
  it('goes on from where a text ends that was taken back', () => {
    const { said } = unspoken('Yes.', 40, false);
    assert.equal(unspoken('Yes. It is so. And', said, false).words, 'It is so.');
  });
  it('does not take a dot inside a word for an end', () => {
    assert.equal(unspoken('See src/app.ts for it', 0, false).words, '');
  });
  it('leaves the marks of Markdown out', () => {
    assert.equal(unspoken('## Head\n- **a** [b](https://c.d) `e`\n', 0, false).words, 'Head a b e');
  });
});
