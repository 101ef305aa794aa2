import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../../../src/domain/log';
import { type Storage, createStorage } from '../../../../../src/storage/open';
import { createDirectClient } from '../../../../../src/storage/sqljs/directClient';
import { tickingClock } from '../../../../support/memoryStorage';
import { temporaryFolder } from '../../../../support/storageProcess';

const wasmPath = join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm');

describe('Indexing', () => {
  const open = (folder: string, windowId: string): Promise<Storage> => {
    const client = createDirectClient({ folder, wasmPath, windowId, compactAt: 1 });
    return createStorage({ client, clock: tickingClock(), log: silentLog });
  };
  const newestSnapshot = (folder: string): number =>
    Math.max(...readdirSync(folder).map((name) => Number(/^snapshot-(\d+)-.*\.db$/.exec(name)?.[1] ?? -1)));

  it('goes on with what a snapshot holds that was taken before it was indexed', async () => {
    const folder = temporaryFolder();
    const storage = await open(folder, 'first');
    const before = newestSnapshot(folder);
    await storage.conversations.createSession({ title: 'About zebras' });
    while (newestSnapshot(folder) === before) await new Promise((resolve) => setImmediate(resolve));
    // As left by a window that ends abruptly: the snapshot is all there is.
    const left = temporaryFolder();
    cpSync(folder, left, { recursive: true, filter: (source) => !source.endsWith('lock.json') });
    await storage.close();
    const again = await open(left, 'second');
    const { hits } = await again.search.find({ text: 'zebras' });
    await again.close();
    assert.equal(hits.length, 1);
  });
});
