import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../src/domain/errors';
import { silentLog } from '../../../src/domain/log';
import { type Storage, type StoreChange, createStorage } from '../../../src/storage/open';
import { createWorkerClient } from '../../../src/storage/sqljs/client';
import { failsWith } from '../../support/failsWith';
import { tickingClock } from '../../support/memoryStorage';
import { openFolder, temporaryFolder, workerPath } from '../../support/storageProcess';

const wasmPath = workerPath.replace('storageWorker.js', 'sql-wasm.wasm');

const isStorageFailure = (error: unknown): boolean => error instanceof UserError && error.code === 'storageFailed';

/** The real worker, but it ends at the next message after `crashNow`. */
const makeCrashingWorker = (folder: string) => {
  const flag = join(folder, 'crash');
  const crashingWorker = join(folder, 'worker.cjs');
  writeFileSync(
    crashingWorker,
    `const { existsSync, rmSync } = require('node:fs');
     require('node:worker_threads').parentPort.on('message', () => {
       if (existsSync(${JSON.stringify(flag)})) { rmSync(${JSON.stringify(flag)}); process.exit(3); }
     });
     require(${JSON.stringify(workerPath)});`,
  );
  return { crashingWorker, crashNow: () => writeFileSync(flag, '') };
};

describe('The storage worker', () => {
  /** What a test has opened; a leftover worker would keep the process alive. */
  const opened: Storage[] = [];
  const open = async (folder: string): Promise<Storage> => {
    const storage = await openFolder(folder);
    opened.push(storage);
    return storage;
  };
  afterEach(() => Promise.all(opened.splice(0).map((storage) => storage.close())));

  it('finds again what another run stored', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const project = await first.projects.create({ name: 'One', tags: ['a'] });
    await first.close();
    const second = await open(folder);
    assert.deepEqual(await second.projects.get(project.id), project);
    await second.close();
  });

  it('shows in a second window what the first one writes, and lets it take over', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const second = await open(folder);
    assert.deepEqual([first.state(), second.state()], ['owner', 'follower']);
    const seen = new Promise<StoreChange>((resolve) => second.onDidChange(resolve));
    const project = await first.projects.create({ name: 'One' });
    assert.deepEqual(await seen, { entity: 'project', id: project.id, parentId: null, change: 'created' });
    assert.deepEqual(await second.projects.get(project.id), project);
    await assert.rejects(second.projects.create({ name: 'Two' }), failsWith('readOnly'));
    const fenced = new Promise((resolve) => first.onDidChangeState(resolve));
    await second.takeOver();
    assert.equal(second.state(), 'owner');
    assert.equal(await fenced, 'follower');
    await second.projects.create({ name: 'Two' });
    await assert.rejects(first.projects.create({ name: 'Three' }), failsWith('readOnly'));
  });

  /** Begins an import that never ends by itself: it has brought a plan, but none of its versions. */
  const beginEndlessImport = async (storage: Storage) => {
    const project = await storage.projects.create({ name: 'One' });
    const { plan } = await storage.plans.create({ projectId: project.id, title: 'P', content: '# P', author: 'user' });
    let text = '';
    for await (const piece of storage.exchange.export()) text += piece;
    await storage.plans.delete(plan.id);
    const begun = new Promise<void>((resolve) =>
      storage.onDidChange(({ entity, change }) => entity === 'plan' && change === 'created' && resolve()),
    );
    const counter = JSON.stringify(['counter', { name: 'n', day: 1, value: 1 }]);
    const endless = async function* () {
      yield text.slice(0, text.indexOf('["dev_plan_version"'));
      for (;;) yield `${counter},\n`;
    };
    const died = assert.rejects(storage.exchange.import(endless(), 'data.json'));
    await begun;
    return { died };
  };

  it('removes at the next opening what an import left that died', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const { died } = await beginEndlessImport(first);
    await first.close();
    await died;
    const second = await open(folder);
    assert.equal((await second.plans.list()).total, 0);
  });

  it('removes the same when another window takes over', async () => {
    const folder = temporaryFolder();
    const [first, second] = [await open(folder), await open(folder)];
    const shows = async (total: number): Promise<void> => {
      while ((await second.plans.list()).total !== total) await new Promise((resolve) => setImmediate(resolve));
    };
    const { died } = await beginEndlessImport(first);
    await shows(1);
    await second.takeOver();
    await shows(0);
    await first.close();
    await died;
  });

  it('runs a database in memory too', async () => {
    const client = createWorkerClient(workerPath, { folder: null, wasmPath, windowId: 'w' });
    const storage = await createStorage({ client, clock: tickingClock(), log: silentLog });
    await storage.projects.create({ name: 'One' });
    assert.equal((await storage.projects.list()).total, 1);
    await storage.close();
    await assert.rejects(storage.projects.list(), isStorageFailure);
  });

  it('rejects all that wait when it crashes, and goes on with a new worker', async () => {
    const folder = temporaryFolder();
    const { crashingWorker, crashNow } = makeCrashingWorker(folder);
    const client = createWorkerClient(crashingWorker, { folder: join(folder, 'data'), wasmPath, windowId: 'w' });
    const storage = await createStorage({ client, clock: tickingClock(), log: silentLog });
    await storage.projects.create({ name: 'One' });
    const told: string[] = [];
    storage.onDidChangeState((state) => told.push(state));
    storage.onDidChange(({ entity }) => entity === 'storage' && told.push(entity));
    crashNow();
    const all = await Promise.allSettled([storage.projects.list(), storage.projects.create({ name: 'Two' })]);
    assert.ok(all.some((each) => each.status === 'rejected' && isStorageFailure(each.reason)));
    const during = storage.transaction(async ({ projects }) => {
      await projects.create({ name: 'Three' });
      crashNow();
      await projects.create({ name: 'Four' });
    });
    await assert.rejects(during, isStorageFailure);
    const names = (await storage.projects.list({ sort: 'created' })).items.map(({ name }) => name);
    assert.ok(names.includes('One') && !names.includes('Three') && !names.includes('Four'), names.join());
    await storage.projects.create({ name: 'Five' });
    assert.deepEqual(told.slice(0, 2), ['owner', 'storage'], 'another window may have written meanwhile');
    await storage.close();
  });

  it('opens nothing again after a crash only to close it', async () => {
    const folder = temporaryFolder();
    const { crashingWorker, crashNow } = makeCrashingWorker(folder);
    const data = join(folder, 'data');
    const client = createWorkerClient(crashingWorker, { folder: data, wasmPath, windowId: 'w' });
    const storage = await createStorage({ client, clock: tickingClock(), log: silentLog });
    crashNow();
    await assert.rejects(storage.projects.list(), isStorageFailure);
    const before = readdirSync(data);
    await storage.close();
    assert.deepEqual(readdirSync(data), before);
  });

  it('says so when its file cannot run', async () => {
    const client = createWorkerClient('/nowhere/storageWorker.js', { folder: null, wasmPath, windowId: 'w' });
    await assert.rejects(client.open(), isStorageFailure);
    await client.dispose();
  });
});
