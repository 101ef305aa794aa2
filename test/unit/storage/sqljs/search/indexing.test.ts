import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../../../src/domain/log';
import { migrations } from '../../../../../src/storage/migrations/migrations';
import { type Storage, createStorage } from '../../../../../src/storage/open';
import { createDirectClient } from '../../../../../src/storage/sqljs/directClient';
import { parseNames } from '../../../../../src/storage/sqljs/files/fileNames';
import { openNodeFolder } from '../../../../../src/storage/sqljs/files/nodeFolder';
import { FolderDatabase } from '../../../../../src/storage/sqljs/folderDatabase';
import type { DatabaseKind } from '../../../../../src/storage/sqljs/migrate';
import { openReadDatabase } from '../../../../../src/storage/sqljs/readDatabase';
import { type OpenDatabase, StorageServer } from '../../../../../src/storage/sqljs/server';
import { systemSurroundings } from '../../../../../src/storage/sqljs/surroundings';
import { tickingClock } from '../../../../support/memoryStorage';
import { temporaryFolder } from '../../../../support/storageProcess';
import { databaseKind } from '../../../../support/storageWindow';

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

  it('saves an index that was built anew once it is complete, so that the next window need not build it', async () => {
    const { create } = await databaseKind();
    const folder = openNodeFolder(temporaryFolder());
    const window = { id: 'the only one', surroundings: systemSurroundings };
    const opening =
      (kind: DatabaseKind): OpenDatabase =>
      (_, tell) =>
        FolderDatabase.open({ folder, kind, window }, tell, null);
    const client = createDirectClient({ folder: null, wasmPath, windowId: window.id }, opening({ create, migrations }));
    const storage = await createStorage({ client, clock: tickingClock(), log: silentLog });
    const { id } = await storage.conversations.createSession({ title: 'Long' });
    for (let n = 0; n < 110; n += 1) {
      const words = Array.from({ length: 2500 }, (_, index) => (n * 2500 + index).toString(36).padStart(5, 'q'));
      await storage.conversations.addMessage(id, { role: 'user', content: words.join(' ') });
    }
    await storage.close();

    // A migration makes the index begin anew.
    const later = { create, migrations: [...migrations, 'create table later (id integer primary key) strict'] };
    const server = new StorageServer(() => {}, opening(later));
    await server.handle('open', { folder: null, wasmPath, windowId: window.id });
    const createFile = folder.create.bind(folder);
    let isIndexing = true;
    const written: { readonly isIndexing: boolean }[] = [];
    folder.create = (name) => {
      if (name.endsWith('.tmp')) written.push({ isIndexing });
      return createFile(name);
    };
    while (isIndexing) {
      server.tick();
      isIndexing = server.work();
    }
    server.tick();
    assert.deepEqual(written, [{ isIndexing: false }]);
    await server.handle('close', null);
    const generations = parseNames(folder.list()).snapshots.map(({ seq }) => seq);
    assert.equal(new Set(generations).size, generations.length, 'the one without an index is gone');
    const { engine } = openReadDatabase(folder, later);
    assert.deepEqual(engine.query('select count(*) as waiting from search_pending', []).rows, [{ waiting: 0 }]);
    engine.close();
  });
});
