// The product's ranker for the protocol of the retrieval bench: npm run -s rank, one JSON on stdin, one on stdout.
import { appendFileSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundled } from './bundled.mjs';

const product = await bundled(
  'src/context/index/worker/diskSource',
  'src/context/index/history/gitHistory',
  'src/context/index/searchEngine',
);
const { corpus, gitDir, snapshot, limit, queries } = JSON.parse(await text(process.stdin));

const listed = [];
const walk = (folder) => {
  for (const entry of readdirSync(join(corpus, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (entry.name !== '.git' && entry.name !== 'node_modules') walk(path);
    } else if (entry.isFile()) listed.push({ path, size: lstatSync(join(corpus, path)).size });
  }
};

const started = performance.now();
const before = process.cpuUsage();
walk('');
let bytes = 0;
const source = product.diskSource([{ prefix: '', folder: corpus }], async () => null);
const counting = {
  find: source.find,
  async read(path) {
    const content = await source.read(path);
    bytes += content?.length ?? 0;
    return content;
  },
};
const engine = new product.SearchEngine(counting);
const withGit = gitDir && process.env.DEVPLAN_RANK_GIT !== 'off';
const history = withGit ? product.readHistory(gitDir, snapshot) : null;
const files = await engine.update(
  listed.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  new Set(),
);
engine.setHistory((await history) ?? []);
const index_s = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
const results = queries.map(({ id, query }) => {
  const asked = performance.now();
  const paths = engine.rankPaths(query, limit);
  return { id, paths, ms: performance.now() - asked };
});
const max_rss_mb = process.resourceUsage().maxRSS / 1024;
const costs = { bytes, index_s, index_cpu_s: (user + system) / 1e6, max_rss_mb };
if (process.env.DEVPLAN_RANK_COSTS)
  appendFileSync(
    process.env.DEVPLAN_RANK_COSTS,
    `${JSON.stringify({ ...costs, query_ms: results.map(({ ms }) => ms) })}\n`,
  );
process.stdout.write(JSON.stringify({ files, ...costs, results }));
