import assert from 'node:assert/strict';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

describe('checkReferences, of files that may not be read,', () => {
  it('misses nothing that is there and not listed, unless it is another way to write what is', async () => {
    const there = new Set(['dist/index.js', 'src/generated/client.ts', '.env', 'SRC/App.ts', 'api/src/made.ts']);
    const unlisted = Object.assign(new MemoryFiles({ 'src/app.ts': '', 'src/limits/bucket.ts': '' }), {
      exists: async (path: string) => there.has(path),
    });
    const source = '- Files: `src/generated/client.ts`, `.env`, `SRC/App.ts`, `src/made.ts`, `src/gone.ts`';
    assert.deepEqual(
      (await checkReferences(source, unlisted, ['api'])).map(({ text, state }) => `${text} ${state}`),
      ['SRC/App.ts missing', 'src/gone.ts missing'],
    );
  });
  it('misses no script where the manifest of a folder may not be read', async () => {
    const scripts = async (...there: readonly string[]) => {
      const texts = { 'api/package.json': '{"scripts":{"build":"tsc"}}' };
      const unread = Object.assign(new MemoryFiles(texts), { exists: async (path: string) => there.includes(path) });
      const checked = await checkReferences('Run `npm run build` and `npm run deploy`.', unread, ['api', 'web']);
      return checked.map(({ text, state }) => `${text} ${state}`);
    };
    assert.deepEqual(await scripts('web/package.json'), ['build found']);
    assert.deepEqual(await scripts(), ['build found', 'deploy missing']);
  });
});
