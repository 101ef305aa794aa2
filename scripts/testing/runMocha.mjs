// Runs the bundled tests below dist/test/<suite> in plain Node: node scripts/testing/runMocha.mjs unit|e2e [--grep TEXT]
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { captureOpenSessions, capturesDone, closeEverything } from '../editor/session.mjs';
import { projectRoot } from '../editor/paths.mjs';
import { countsMark } from './counts.mjs';

// Milliseconds, far above what any test takes: they end what hangs, they measure nothing.
const timeouts = { unit: 30_000, e2e: 300_000 };

const { positionals, values } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [suite] = positionals;
if (suite !== 'unit' && suite !== 'e2e') throw new Error('Say which tests to run: unit or e2e.');

const folder = join(projectRoot, 'dist', 'test', suite);
const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
const mocha = new Mocha({
  timeout: timeouts[suite],
  // Files of unit tests share nothing, and many wait for the disk; editors share a browser and the processors.
  ...(suite === 'unit' ? { reporter: 'dot', parallel: true, jobs: availableParallelism() } : { slow: 20_000 }),
  ...(values.grep === undefined ? {} : { grep: values.grep }),
  ...(suite === 'e2e' && { rootHooks: { afterEach: capturesDone } }),
});
for (const file of files.filter((name) => name.endsWith('.test.cjs')).toSorted()) mocha.addFile(join(folder, file));
if (suite === 'e2e') await mocha.loadFilesAsync();

const runner = mocha.run(() => void finish());
runner.on('fail', (test) => captureOpenSessions(test.fullTitle()));
let running = '';
runner.on('test', (test) => (running = test.fullTitle()));
process.once('SIGTERM', () => console.log(`\nStopped in or after: ${running}`));

const finish = async () => {
  await closeEverything();
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  const counts = JSON.stringify({ passed: passes, failed: failures });
  // A handle that a test forgot must not keep the process alive, yet every line must be out before it ends.
  process.stdout.write(`${countsMark}${counts}\n`, () => process.exit(failures === 0 ? 0 : 1));
};
