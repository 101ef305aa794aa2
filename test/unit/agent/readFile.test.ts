import assert from 'node:assert/strict';
import { readFile } from '../../../src/agent/tools/readFile';
import type { ToolContext } from '../../../src/agent/tools/tool';
import { UserError } from '../../../src/domain/errors';
import { MemoryFiles } from '../../support/memoryFiles';

describe('reading a file', () => {
  const read = (path: string, files: MemoryFiles, startLine = 1, resultLimit = 12_000) =>
    readFile.run({ path, startLine }, {
      files,
      signal: new AbortController().signal,
      resultLimit,
    } as unknown as ToolContext);

  it('tells model and person alike why a file is not read', async () => {
    const files = new MemoryFiles();
    const missing = await read('docs/none.md', files);
    assert.match(missing.text, /^Cannot read docs\/none\.md: notFound\./);
    files.read = async (path) => {
      throw new UserError('unknownFormat', { file: path, reason: 'it is binary, not text' });
    };
    const { text, activity } = await read('docs/logo.png', files);
    assert.match(text, /^Cannot read docs\/logo\.png: it is binary, not text\./);
    assert.equal(activity?.outcome, 'it is binary, not text');
  });

  it('is asked for as Windows writes its path, and as other systems may name it', async () => {
    const files = new MemoryFiles({ 'src/app.ts': 'the one', 'a\\b.ts': 'the other' });
    assert.equal((await read('.\\src\\app.ts', files)).text, '1: the one');
    assert.equal((await read('a\\b.ts', files)).text, '1: the other');
  });

  it('keeps to the room that there is, and says where to go on', async () => {
    const lines = Array.from({ length: 200 }, (_, at) => `line ${at + 1} of a file`);
    const files = new MemoryFiles({ 'a.txt': lines.join('\n') });
    const found: string[] = [];
    for (let next: number | null = 1; next !== null;) {
      const { text } = await read('a.txt', files, next, 2000);
      assert.ok(text.length < 2100);
      const more: RegExpExecArray | null = /\n\(\d+ more lines: call again with startLine (\d+)\)$/.exec(text);
      found.push(...text.slice(0, more?.index ?? text.length).split('\n'));
      next = more ? Number(more[1]) : null;
    }
    assert.deepEqual(
      found,
      lines.map((line, at) => `${at + 1}: ${line}`),
    );
  });

  it('gives long lines whole, and tells how much is missing of one that has no room even alone', async () => {
    const [long, longer] = ['x'.repeat(1900), 'y'.repeat(5000)];
    const files = new MemoryFiles({ 'a.md': ['first', long, longer, 'last'].join('\n') });
    const first = await read('a.md', files, 1, 2000);
    assert.equal(first.text, `1: first\n2: ${long}\n(2 more lines: call again with startLine 3)`);
    const next = await read('a.md', files, 3, 2000);
    assert.equal(
      next.text,
      `3: ${longer.slice(0, 1997)}… (3003 more characters)\n(1 more lines: call again with startLine 4)`,
    );
  });
});
