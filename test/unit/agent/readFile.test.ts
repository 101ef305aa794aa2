import assert from 'node:assert/strict';
import { readFile } from '../../../src/agent/tools/readFile';
import type { ToolContext } from '../../../src/agent/tools/tool';
import { UserError } from '../../../src/domain/errors';
import { MemoryFiles } from '../../support/memoryFiles';

describe('reading a file', () => {
  const read = (path: string, files: MemoryFiles) =>
    readFile.run({ path, startLine: 1 }, { files, signal: new AbortController().signal } as unknown as ToolContext);

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
});
