// How fast the storage is: npm run bench:storage [-- --sizes 1,10,50,200] [--seed S]
// How safe it is: npm run bench:storage -- --torture --kills N --seed S
import { fork } from 'node:child_process';
import { closeSync, copyFileSync, fdatasyncSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { bundled } from './bundled.mjs';
import { calibrate, percentile, round } from './calibration.mjs';
import { messageOf } from './processes.mjs';
import { fill, makeTexts } from './storageFill.mjs';
import { torture } from './storageTorture.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,10,50,200' },
    seed: { type: 'string', default: '1' },
    torture: { type: 'boolean', default: false },
    kills: { type: 'string', default: '1000' },
  },
});
const product = await bundled(
  'src/storage/migrations/migrations',
  'src/storage/sqljs/engine',
  'src/storage/sqljs/migrate',
  'src/storage/sqljs/search/searchIndex',
  'src/storage/sqljs/files/nodeFolder',
  'src/storage/sqljs/files/restore',
  'src/storage/sqljs/files/snapshot',
);
const home = mkdtempSync(join(tmpdir(), 'devplan-bench-storage-'));
const workerPath = join(home, 'storageWorker.js');
const hostBundle = join(home, 'storage.cjs');
const wasmPath = join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm');
const build = (contents, outfile) =>
  buildSync({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
build("import './src/storage/sqljs/worker';", workerPath);
build(
  ['src/storage/open', 'src/domain/clock', 'src/domain/log'].map((file) => `export * from './${file}';`).join('\n'),
  hostBundle,
);
const kind = { create: await product.loadSqlite(wasmPath), migrations: product.migrations };
copyFileSync(wasmPath, join(home, 'sql-wasm.wasm'));

/** The naive way to be equally safe: writing and syncing the whole database at each commit; the median of five. */
const snapshotBaseline = (engine, folder) => {
  const all = Array.from({ length: 5 }, (_, index) => {
    const started = performance.now();
    const file = openSync(join(folder, 'naive.tmp'), 'w');
    for (const slice of engine.export().slices()) for (let at = 0; at < slice.length;) at += writeSync(file, slice, at);
    fdatasyncSync(file);
    closeSync(file);
    renameSync(join(folder, 'naive.tmp'), join(folder, `naive-${index % 2}`));
    return performance.now() - started;
  });
  return percentile(all, 0.5);
};

/** Creates a folder with about that many megabytes of texts; returns the size of the file and the baseline for it. */
const prepare = (megabytes, folder) => {
  const { text } = makeTexts(Number(values.seed));
  const engine = kind.create(null);
  product.migrate(engine, kind, product.migrations.length, 0);
  fill(engine, megabytes, text);
  new product.SearchIndex(engine).work(() => false);
  const image = engine.export();
  product.writeSnapshot(product.openNodeFolder(folder), { image, seq: 0, epoch: 0 });
  const naive = mkdtempSync(join(home, 'naive-'));
  const snapshot = snapshotBaseline(engine, naive);
  engine.close();
  rmSync(naive, { recursive: true });
  return { snapshot, databaseMb: image.length / 2 ** 20 };
};

const measure = async (megabytes) => {
  const folder = mkdtempSync(join(home, 'data-'));
  const { snapshot, databaseMb } = prepare(megabytes, folder);
  const idle = fork('bench/hostLoop.mjs', ['idle']);
  const host = fork('bench/storageHost.mjs', [hostBundle, workerPath, folder, values.seed]);
  const figures = await messageOf(host);
  idle.send('stop');
  const { delay_ms: idleDelay } = await messageOf(idle);
  rmSync(folder, { recursive: true });
  const { host_delay_ms: hostDelay, ...sizes } = figures;
  return {
    sizes: { ...sizes, snapshot_ms_p50: round(snapshot), ratio: round(snapshot / sizes.message_commit_ms_p50) },
    noise: { host_delay_ms: hostDelay, idle_loop_delay_ms: round(idleDelay), database_mb: round(databaseMb) },
  };
};

try {
  const calibration = calibrate();
  console.log(`cpu ${calibration.cpu_ms} ms, fdatasync ${calibration.fdatasync_ms_p50} ms`);
  if (values.torture) {
    const result = await torture(product, kind, {
      home,
      workerPath,
      kills: Number(values.kills),
      seed: Number(values.seed),
    });
    console.table(result);
    console.log(JSON.stringify({ bench: 'storage-torture', ...result, seed: Number(values.seed), calibration }));
  } else {
    const sizes = {};
    const noise = {};
    for (const size of values.sizes.split(','))
      ({ sizes: sizes[size], noise: noise[size] } = await measure(Number(size)));
    console.table(sizes);
    // The longest delays of the host's timers, and those of a loop that did nothing at the same time.
    console.table(noise);
    console.log(JSON.stringify({ bench: 'storage', sizes, calibration: { ...calibration, noise } }));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
