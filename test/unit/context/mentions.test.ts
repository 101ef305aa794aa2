import assert from 'node:assert/strict';
import { parseMentions } from '../../../src/context/mentions';

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
  check('Keep @src/limits/ as it is', ['folder src/limits']);
  check('What does @#createApp do (@#Guard.check)?', ['symbol createApp', 'symbol Guard.check']);
  check('See @"docs/my notes.md" and @"#createApp"', ['path docs/my notes.md', 'symbol createApp']);
  check('@selection has @problems, see @changes and @plan!', ['selection', 'problems', 'changes', 'plan']);
  check('Write to ann@example.com about git@github.com:a/b', []);
  check('(@app.ts) [@Makefile] @app/[id].ts', ['path app.ts', 'path Makefile', 'path app/[id].ts']);
  check('a lone @ and @# say nothing', []);
  check('@./src/app.ts', ['path src/app.ts']);
});
