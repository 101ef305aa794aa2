import assert from 'node:assert/strict';
import { listFiles } from '../../../src/agent/tools/listFiles';
import type { ToolContext } from '../../../src/agent/tools/tool';
import { MemoryFiles } from '../../support/memoryFiles';

describe('list_files', () => {
  const files = new MemoryFiles({ 'README.md': '', 'src/app.ts': '', 'src/limits/bucket.ts': '' });
  for (const [path, expected] of [
    ['', 'README.md src/app.ts src/limits/bucket.ts'],
    ['.', 'README.md src/app.ts src/limits/bucket.ts'],
    ['./', 'README.md src/app.ts src/limits/bucket.ts'],
    ['/', 'README.md src/app.ts src/limits/bucket.ts'],
    ['./src', 'src/app.ts src/limits/bucket.ts'],
    ['src/limits/', 'src/limits/bucket.ts'],
    ['.\\src\\limits', 'src/limits/bucket.ts'],
    ['.github', 'No files.'],
  ] as const)
    it(`lists ${JSON.stringify(path)}`, async () => {
      const context = { files, signal: new AbortController().signal, resultLimit: 2000 } as unknown as ToolContext;
      const { text } = await listFiles.run({ path, offset: 0 }, context);
      assert.equal(text.split('\n').join(' '), expected);
    });
});
