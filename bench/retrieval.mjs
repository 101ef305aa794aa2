// How well the product finds files: npm run bench:retrieval -- --mirror DIR [--evaluator FILE]
// Runs an evaluator of the ranker's protocol (by default bench/retrieval/eval.mjs of a folder beside the project) on
// `npm run -s rank` four times: with git, without, with subject lines only, with source files only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrate, round } from './calibration.mjs';

const { values } = parseArgs({
  options: { mirror: { type: 'string' }, evaluator: { type: 'string' } },
});
if (!values.mirror) throw new Error('--mirror DIR: the folder with the repositories');
const besides = readdirSync('..').map((name) => resolve('..', name, 'bench/retrieval/eval.mjs'));
const evaluator = values.evaluator ?? besides.find((file) => existsSync(file));
if (!evaluator) throw new Error('--evaluator FILE: the script that asks the ranker and scores its answers');
const folder = mkdtempSync(join(tmpdir(), 'devplan-retrieval-'));
const rank = resolve('bench/rank.mjs');

/** Runs the evaluator; prints its table and returns its final figures. */
const evaluate = (name, options, environment = {}) => {
  console.log(`\n${name}`);
  const out = join(folder, `${name}.json`);
  const args = [evaluator, '--mirror', values.mirror, '--cmd', `node ${rank}`, '--out', out, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(stderr);
  console.log(stdout);
  return means(JSON.parse(readFileSync(out, 'utf8')).perRepo);
};

const means = (repositories) => {
  const mean = (key) =>
    Math.round((repositories.reduce((sum, each) => sum + each[key], 0) / repositories.length) * 10_000) / 10_000;
  return {
    recall_at_1: mean('r1'),
    recall_at_5: mean('r5'),
    recall_at_10: mean('r10'),
    recall_at_20: mean('r20'),
    mrr: mean('mrr'),
    acc_at_10: mean('acc10'),
    any_at_10: mean('any10'),
  };
};

/** The costs recorded by each run of the ranker. */
const costs = (file) => {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const sum = (key) => lines.reduce((total, line) => total + line[key], 0);
  const queries = lines.flatMap(({ query_ms }) => query_ms).toSorted((a, b) => a - b);
  return {
    ms_per_query_p50: round(queries[Math.floor(queries.length / 2)]),
    mb_per_s: round(sum('bytes') / 1e6 / sum('index_s')),
    max_rss_mb: Math.round(Math.max(...lines.map(({ max_rss_mb }) => max_rss_mb))),
  };
};

try {
  const calibration = calibrate();
  const costFile = join(folder, 'costs.jsonl');
  const git = evaluate('git', [], { DEVPLAN_RANK_COSTS: costFile });
  const noGit = evaluate('no git', [], { DEVPLAN_RANK_GIT: 'off' });
  const title = evaluate('title', ['--field', 'title']);
  const sourceOnly = evaluate('source only', ['--source-only', '1']);
  console.table(calibration);
  console.log(
    JSON.stringify({
      bench: 'retrieval',
      git,
      no_git: noGit,
      title,
      source_only: sourceOnly,
      ...costs(costFile),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
