import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeMarkdown, withoutImages } from '../../../src/editor/markdownText';

const render = (markdown: string): string => new MarkdownIt({ linkify: false }).render(markdown);
const pictures = [
  '![x](https://evil.example/a.png)',
  '\\\\![x](https://evil.example/a.png)',
  '![x][a]\n\n[a]: https://evil.example/a.png',
  '![a]\n\n[a]: https://evil.example/a.png',
  '[![x](https://evil.example/a.png)](https://evil.example)',
];

describe('Markdown of texts by others', () => {
  for (const picture of pictures)
    it(`fetches no picture for ${JSON.stringify(picture)}`, () => {
      assert.match(render(picture), /<img/);
      for (const safe of [withoutImages(picture), escapeMarkdown(picture)]) assert.doesNotMatch(render(safe), /<img/);
    });

  it('has no picture, whatever is put together', () => {
    const piece = fc.constantFrom(
      '!',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '`',
      '\n',
      ' ',
      'x',
      'https://x.example/a.png',
      '[x]: /y',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const safe of [withoutImages, escapeMarkdown]) assert.doesNotMatch(render(safe(pieces.join(''))), /<img/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is left as it is otherwise', () => {
    assert.equal(withoutImages('**Why** [so](https://x.example)!'), '**Why** [so](https://x.example)!');
    assert.equal(render(escapeMarkdown('~~a~~ *b* `c` [d](e.ts) #1')), '<p>~~a~~ *b* `c` [d](e.ts) #1</p>\n');
  });
});
