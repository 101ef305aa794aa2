import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as packedTexts from '../../../scripts/editor/packedTexts.mjs';

describe("the README on the extension's page", () => {
  let withoutRelativeLinks: typeof packedTexts.withoutRelativeLinks;
  before(async () => {
    ({ withoutRelativeLinks } = await import(pathToFileURL(resolve('scripts/editor/packedTexts.mjs')).href));
  });

  it('holds no picture and no link that leads into the repository', () => {
    const own = readFileSync('README.md', 'utf8');
    assert.match(own, /!\[[^\]]*\]\(docs\//);
    assert.doesNotMatch(withoutRelativeLinks(own), /\]\((?!https:|#)/);
  });

  it('keeps what can be followed there', () => {
    const text = 'See [the site](https://example.org), [below](#more) and [docs/api.md](docs/api.md).\n';
    assert.equal(
      withoutRelativeLinks(`![A picture](docs/a.png)\n\n${text}`),
      text.replace('[docs/api.md](docs/api.md)', 'docs/api.md'),
    );
  });
});
