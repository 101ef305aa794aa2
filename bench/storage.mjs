// How fast the storage is: npm run bench:storage [-- --sizes 1,10,50,200] [--seed S]
// How safe it is: npm run bench:storage -- --torture --kills N --seed S
import { closeSync, copyFileSync, fdatasyncSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { bundled } from './bundled.mjs';
import { calibrate, percentile, round } from './calibration.mjs';
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
  'src/storage/open',
  'src/storage/migrations/migrations',
  'src/storage/sqljs/engine',
  'src/storage/sqljs/migrate',
  'src/storage/sqljs/search/searchIndex',
  'src/storage/sqljs/files/nodeFolder',
  'src/storage/sqljs/files/restore',
  'src/storage/sqljs/files/snapshot',
  'src/domain/clock',
  'src/domain/log',
);
const home = mkdtempSync(join(tmpdir(), 'devplan-bench-storage-'));
const workerPath = join(home, 'storageWorker.js');
const wasmPath = join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm');
buildSync({
  entryPoints: ['src/storage/sqljs/worker.ts'],
  outfile: workerPath,
  bundle: true,
  platform: 'node',
  format: 'cjs',
});
const kind = { create: await product.loadSqlite(wasmPath), migrations: product.migrations };
copyFileSync(wasmPath, join(home, 'sql-wasm.wasm'));

const timed = async (work) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const times = async (count, work) => {
  const all = [];
  for (let index = 0; index < count; index++) all.push(await timed(() => work(index)));
  return all;
};

/** The naive way to be as safe: the whole database written and synced at each commit. */
const snapshotBaseline = (engine, folder) =>
  times(5, (index) => {
    const file = openSync(join(folder, 'naive.tmp'), 'w');
    const bytes = engine.export();
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fdatasyncSync(file);
    closeSync(file);
    renameSync(join(folder, 'naive.tmp'), join(folder, `naive-${index % 2}`));
  });

/** Words over ten deciles of how many documents have them, phrases, and beginnings of three letters or more. */
const searchTerms = (words, text) => {
  const deciles = Array.from(
    { length: 120 },
    (_, index) => words[Math.floor(words.length ** ((index % 10) / 10 + index / 10 / 120))],
  );
  const phrases = Array.from({ length: 40 }, () => `"${text(60).split(' ').slice(0, 2).join(' ')}"`);
  const beginnings = Array.from({ length: 40 }, (_, index) => `${words[100 + index * 37].slice(0, 3 + (index % 3))}*`);
  return [...deciles, ...phrases, ...beginnings];
};

const prepare = (megabytes, folder) => {
  const { words, text } = makeTexts(Number(values.seed));
  const engine = kind.create(null);
  product.migrate(engine, kind, product.migrations.length, 0);
  fill(engine, megabytes, text);
  new product.SearchIndex(engine).work(() => false);
  const bytes = engine.export();
  product.writeSnapshot(product.openNodeFolder(folder), { bytes, seq: 0, epoch: 0 });
  return { engine, words, text, databaseMb: bytes.length / 2 ** 20 };
};

const measure = async (megabytes) => {
  const folder = mkdtempSync(join(home, 'data-'));
  const { engine, words, text, databaseMb } = prepare(megabytes, folder);
  const naive = mkdtempSync(join(home, 'naive-'));
  const snapshot = percentile(await snapshotBaseline(engine, naive), 0.5);
  engine.close();
  rmSync(naive, { recursive: true });
  const open = (more = {}) =>
    product.openStorage({ folder, workerPath, clock: product.systemClock, log: product.silentLog, ...more });

  let storage;
  const openMs = await timed(async () => {
    storage = await open();
    await storage.projects.list();
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { id: sessionId } = await storage.conversations.createSession({ projectId: 'project' });
  const say = () => storage.conversations.addMessage(sessionId, { role: 'user', content: text(500) });
  await times(20, say);
  const messageCommits = await times(200, say);
  const { plan } = await storage.plans.create({
    projectId: 'project',
    title: 'Bench',
    content: text(4096),
    author: 'user',
  });
  const versionCommits = await times(100, (index) =>
    storage.plans.createVersion(plan.id, { content: text(4096), author: 'user', base: index + 1, state: 'accepted' }),
  );
  const pages = await times(100, async (index) => {
    if (index % 2 === 0)
      await storage.plans.list({ limit: 50, offset: index * 3, sort: ['title', 'created', 'updated'][index % 3] });
    else await storage.conversations.list({ limit: 50, offset: index * 3 });
  });
  const searches = await times(
    200,
    (
      (terms) => (index) =>
        storage.search.find({ text: terms[index] })
    )(searchTerms(words, text)),
  );
  const substrings = await times(20, (index) => storage.search.find({ text: words[500 + index * 700].slice(1, -1) }));
  const rss = process.memoryUsage().rss / 2 ** 20;
  await storage.close();

  const compacting = await open({ compactAt: 1 });
  const waits = await times(150, () =>
    compacting.conversations.addMessage(sessionId, { role: 'user', content: text(500) }),
  );
  await compacting.close();
  delay.disable();
  rmSync(folder, { recursive: true });
  const messageP50 = percentile(messageCommits, 0.5);
  return {
    message_commit_ms_p50: round(messageP50),
    message_commit_ms_p95: round(percentile(messageCommits, 0.95)),
    version_commit_ms_p50: round(percentile(versionCommits, 0.5)),
    snapshot_ms_p50: round(snapshot),
    ratio: round(snapshot / messageP50),
    open_ms: round(openMs),
    page_ms_p95: round(percentile(pages, 0.95)),
    search_ms_p95: round(percentile(searches, 0.95)),
    substring_ms_p95: round(percentile(substrings, 0.95)),
    rss_mb: round(rss),
    longest_host_block_ms: round(delay.max / 1e6),
    longest_wait_behind_export_ms: round(Math.max(...waits)),
    database_mb: round(databaseMb),
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
    for (const size of values.sizes.split(',')) sizes[size] = await measure(Number(size));
    console.table(sizes);
    console.log(JSON.stringify({ bench: 'storage', sizes, calibration }));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
