import assert from 'node:assert/strict';
import { IndexServer } from '../../../../../src/context/index/worker/indexServer';
import type { IndexNotice } from '../../../../../src/context/index/worker/messages';

describe('the index of a workspace that is too large', () => {
  it('says once how many files are left out', async () => {
    const told: string[] = [];
    const notify = (notice: IndexNotice): void => {
      if (notice.type === 'log' && notice.level === 'warn') told.push(notice.message);
    };
    const server = new IndexServer(async () => 'export const value = 1;\n', notify);
    const place = { roots: [], cacheFile: null };
    const listed = Array.from({ length: 412 }, (_, at) => ({ path: `src/part${at}.ts`, size: 500 * 1024 }));
    await server.handle('update', { place, listed, changed: [] });
    await server.handle('update', { place, listed: listed.slice(1), changed: [] });
    assert.deepEqual(told, ['3 files are not searched: there is room for 200 MB']);
  });
});
