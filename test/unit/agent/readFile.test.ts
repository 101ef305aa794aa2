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
});
