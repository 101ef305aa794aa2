// What a workspace of 10,000 files costs the index and the extension host: npm run bench:workspace [-- --files N --mirror DIR --seed S --no-git]
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeBigWorkspace } from '../scripts/bigWorkspace.mjs';
import { packageExtension } from '../scripts/editor/extensionPackage.mjs';
import { closeEverything, openSession } from '../scripts/editor/session.mjs';
import { calibrate, round } from './calibration.mjs';
import { messageOf } from './processes.mjs';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    mirror: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'no-git': { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'devplan-workspace-'));
const workspace = join(folder, 'workspace');

const commitAll = () => {
  const git = (...args) => execFileSync('git', args, { cwd: workspace, stdio: 'ignore' });
  git('init');
  git('add', '--all');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@localhost', 'commit', '--message', 'All files');
};

const measureIndex = () => messageOf(fork('bench/workspaceIndex.mjs', [workspace]));

/** Two turns in a real editor on the same workspace, watched by another extension in the same host. */
const measureHost = async () => {
  const told = join(folder, 'loop.json');
  const session = await openSession({
    workspace,
    extensions: [resolve('bench', 'fixtures', 'loop')],
    env: { DEVPLAN_BENCH_FILE: told, DEVPLAN_BENCH_LOOP: resolve('bench', 'hostLoop.mjs') },
  });
  const page = await session.context.newPage();
  await page.goto(session.url);
  while (!existsSync(told)) await pause(500);
  await session.close();
  const { error, first, second, quiet, busy, grown } = JSON.parse(readFileSync(told, 'utf8'));
  if (error !== undefined) throw new Error(error);
  return {
    first_turn_ms: round(first),
    second_turn_ms: round(second),
    host_rss_grown_mb: round(grown),
    longest_host_block_ms: round(busy.block_ms),
    longest_host_delay_ms: round(busy.delay_ms),
    idle_host_block_ms: round(quiet.block_ms),
    idle_host_delay_ms: round(quiet.delay_ms),
  };
};

try {
  await packageExtension();
  writeBigWorkspace(workspace, { files: Number(values.files), mirror: values.mirror, seed: Number(values.seed) });
  if (!values['no-git']) commitAll();
  const figures = { ...(await measureIndex()), ...(await measureHost()), ...calibrate() };
  console.table(figures);
  console.log(JSON.stringify({ bench: 'workspace', ...figures }));
} finally {
  await closeEverything();
  rmSync(folder, { recursive: true, force: true });
}
