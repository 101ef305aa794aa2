import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { random } from './bundled.mjs';

const checkEvery = 25;

/** The content of a folder, read without writing to it: the names, and whether SQLite finds it intact. */
const look = ({ restore, openNodeFolder }, kind, folder) => {
  const { engine, problem } = restore(openNodeFolder(folder), kind);
  const names = new Set(engine.query('select name from project', []).rows.map(({ name }) => name));
  const [{ integrity_check: integrity }] = engine.query('pragma integrity_check', []).rows;
  engine.close();
  return { names, isWhole: problem === null && integrity === 'ok' };
};

/** Kills a writing process again and again at random moments and counts how much of what it acknowledged is found. */
export const torture = async (product, kind, { home, workerPath, kills, seed }) => {
  const next = random(seed);
  const folder = join(home, 'torture');
  const child = join(home, 'storageChild.cjs');
  buildSync({
    entryPoints: ['test/support/storageChild.ts'],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const acknowledged = new Set();
  const result = { kills: 0, acknowledged: 0, found: 0, lost: 0, unacknowledged_extra: 0, integrity_failures: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const writer = spawn(process.execPath, [child, 'write', workerPath, folder, `k${kill}-`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: writer.stdout });
    lines.on('line', (line) => acknowledged.add(line));
    // Some are killed while opening, the others while writing.
    if (next() < 0.8) await once(lines, 'line');
    await setTimeout(next() * 250);
    const closed = once(lines, 'close');
    writer.kill('SIGKILL');
    await closed;
    result.kills += 1;
    if (result.kills % checkEvery !== 0 && result.kills !== kills) continue;
    const { names, isWhole } = look(product, kind, folder);
    if (!isWhole) result.integrity_failures += 1;
    result.acknowledged = acknowledged.size;
    result.found = names.size;
    result.lost = Array.from(acknowledged).filter((name) => !names.has(name)).length;
    result.unacknowledged_extra = Array.from(names).filter((name) => !acknowledged.has(name)).length;
  }
  return result;
};
