// The process that indexes a folder, separate so that its memory is only the index's; sends its measurements to its
// parent, see workspace.mjs.
import { appendFileSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { bundled } from './bundled.mjs';
import { percentile, round, timed } from './calibration.mjs';

const [, , folder] = process.argv;
const product = await bundled('src/context/index/worker/diskSource', 'src/context/index/searchEngine');
const requests = ['Plan rate limiting for the API', 'Where are sessions stored?', 'Render a page without its menu'];

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith('ignored.'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((place) => !place.includes(`${sep}.git${sep}`))
  .map((place) => ({ path: relative(folder, place).split(sep).join('/'), size: lstatSync(place).size }))
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));
const bytes = files.reduce((sum, { size }) => sum + size, 0);

const engine = new product.SearchEngine(product.diskSource([{ prefix: '', folder }], async () => null));
const started = performance.now();
const before = process.cpuUsage();
await engine.update(files, new Set());
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);

const changes = [];
for (let at = 0; at < 50; at++) {
  const { path } = files[Math.floor((at * files.length) / 50)];
  appendFileSync(join(folder, path), `\nchanged${at}\n`);
  changes.push(await timed(() => engine.update(null, new Set([path]))));
}
const queries = [];
for (let at = 0; at < 60; at++) queries.push(await timed(() => engine.search(requests[at % requests.length], 30)));

process.send({
  files: files.length,
  mb: round(bytes / 1e6),
  index_s: round(seconds),
  mb_per_s: round(bytes / 1e6 / seconds),
  mb_per_cpu_s: round(bytes / (user + system)),
  max_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  reindex_one_ms_p50: round(percentile(changes, 0.5)),
  reindex_one_ms_p95: round(percentile(changes, 0.95)),
  ms_per_query_p50: round(percentile(queries, 0.5)),
});
