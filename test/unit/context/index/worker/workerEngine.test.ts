import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { WorkerEngine } from '../../../../../src/context/index/worker/workerEngine';
import type { IndexNotice } from '../../../../../src/context/index/worker/messages';
import { gitAsAda } from '../../../../support/git';
import { MemoryFiles } from '../../../../support/memoryFiles';

describe('the index worker', () => {
  let folder: string;
  const engines: WorkerEngine[] = [];
  const notices: IndexNotice[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'devplan-index-'));
    notices.length = 0;
  });

  afterEach(() => {
    for (const engine of engines.splice(0)) engine.dispose();
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (...args: string[]): string => gitAsAda(folder, ...args);
  const open = (files: MemoryFiles): WorkerEngine => {
    const engine = new WorkerEngine({
      workerPath: resolve('dist/indexWorker.js'),
      files,
      cacheFile: join(folder, '.cache', 'index.bin'),
      onNotice: (notice) => notices.push(notice),
    });
    engines.push(engine);
    return engine;
  };
  const onDisk = (...paths: string[]): MemoryFiles =>
    Object.assign(new MemoryFiles(Object.fromEntries(paths.map((path) => [path, '']))), {
      diskRoots: () => [{ prefix: '', folder }],
    });

  it('reads files from the disk, follows changes and no symbolic links', async () => {
    write('src/app.ts', 'export function createApp() {}\n');
    write('secret.txt', 'hiddenThing');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'link.ts'));
    const files = onDisk('src/app.ts', 'link.ts');
    const engine = open(files);
    await engine.update(await files.list(), []);
    assert.equal((await engine.definitions('createApp'))[0]?.path, 'src/app.ts');
    assert.deepEqual(await engine.text('hiddenThing', 5), []);
    write('src/app.ts', 'export function openApp() {}\n');
    await engine.update(null, ['src/app.ts']);
    assert.deepEqual(await engine.definitions('createApp'), []);
    assert.equal((await engine.search('open app', 5))[0]?.text, 'export function openApp() {}\n');
    assert.deepEqual(files.reads, []);
    assert.ok(notices.some((notice) => notice.type === 'progress' && notice.done === 1));
  });

  it('reads no file that has grown too large since it was listed', async () => {
    write('app.log', 'startedServer\n');
    const files = onDisk('app.log');
    const engine = open(files);
    await engine.update(await files.list(), []);
    assert.equal((await engine.text('startedServer', 5)).length, 1);
    write('app.log', 'startedServer\n'.repeat(50_000));
    assert.deepEqual(await engine.text('startedServer', 5), []);
    await engine.update(null, ['app.log']);
    assert.deepEqual(await engine.search('started server', 5), []);
  });

  it('reads a file that was too large when it was listed', async () => {
    write('app.ts', 'export function createApp() {}\n');
    const files = onDisk();
    const engine = open(files);
    await engine.update([{ path: 'app.ts', size: 700 * 1024 }], ['app.ts']);
    assert.equal((await engine.definitions('createApp')).length, 1);
  });

  it('finds a file by what past changes to it were about, and says so', async () => {
    git('init', '-q');
    for (const name of ['alpha', 'beta', 'gamma', 'delta']) write(`src/${name}.ts`, `export const ${name} = 1;\n`);
    git('add', '.');
    git('commit', '-qm', 'Start');
    write('src/gamma.ts', 'export const gamma = 2;\n');
    git('commit', '-qam', 'Stop flickering of the toolbar');
    const files = onDisk('src/alpha.ts', 'src/beta.ts', 'src/gamma.ts', 'src/delta.ts');
    const engine = open(files);
    await engine.update(await files.list(), []);
    const [best] = await engine.search('the toolbar flickers', 3);
    assert.equal(best?.path, 'src/gamma.ts');
    assert.equal(best.reason.commit, 'Stop flickering of the toolbar');
  });

  it('reads through the port what lies on no disk', async () => {
    const files = new MemoryFiles({ 'src/app.ts': 'export function createApp() {}\n' });
    const engine = open(files);
    await engine.update(await files.list(), []);
    assert.equal((await engine.definitions('createApp'))[0]?.line, 1);
  });

  it('says that an update is over, also when the worker ends in it', async () => {
    const files = new MemoryFiles({ 'src/app.ts': 'export function createApp() {}\n' });
    const engine = open(files);
    await engine.update(await files.list(), []);
    assert.deepEqual(
      notices.map(({ type }) => type),
      ['progress', 'settled'],
    );
    const again = open(files);
    files.read = async () => {
      again.dispose();
      return '';
    };
    await assert.rejects(again.update(await files.list(), []), { code: 'searchFailed' });
    assert.equal(notices.at(-1)?.type, 'settled');
    // Whoever still works when the window closes starts none anew.
    await assert.rejects(again.definitions('createApp'), { args: { reason: 'the search is closed' } });
  });

  it('keeps the index of many files for the next session', async () => {
    const paths = Array.from({ length: 60 }, (_, index) => `src/part${index}.ts`);
    for (const path of paths) write(path, `export const value = '${path}';\n`);
    write('data/blob', 'a binary file\0');
    const files = onDisk(...paths, 'data/blob');
    await open(files).update(await files.list(), []);
    await waitFor(() => existsSync(join(folder, '.cache', 'index.bin')));
    notices.length = 0;
    write('src/part7.ts', 'export const renewed = 7;\n');
    const again = open(files);
    await again.update(await files.list(), []);
    assert.equal((await again.definitions('renewed')).length, 1);
    assert.equal((await again.text('part8.ts', 5)).length, 1);
    assert.deepEqual(
      notices.flatMap((notice) => (notice.type === 'progress' ? [notice.total] : [])),
      [1],
    );
  });
});

const waitFor = async (isSo: () => boolean): Promise<void> => {
  while (!isSo())
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
};
