// Runs the bundled tests in dist/test/<suite> in plain Node: node scripts/testing/runMocha.mjs unit|e2e [--grep TEXT]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { findBrowser } from '../editor/browser.mjs';
import { projectRoot } from '../editor/paths.mjs';
import { installServer } from '../editor/serverInstall.mjs';
import { countsMark } from './counts.mjs';

/**
 * The unit tests run as by `npx mocha`. The timeouts, in milliseconds, are far more than any test takes: they stop hung tests and
 * measure nothing.
 */
const options = {
  unit: JSON.parse(readFileSync(join(projectRoot, '.mocharc.json'), 'utf8')),
  e2e: { timeout: 600_000, slow: 20_000, require: [join(import.meta.dirname, 'editorHooks.mjs')] },
};

/** Files share nothing; those of `unit` wait for the disk, those of `e2e` each run an editor, an extension host and a browser. */
const jobsPerProcessor = { unit: 2, e2e: 1 };
const maxJobs = 8;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [suite] = positionals;
if (suite !== 'unit' && suite !== 'e2e') throw new Error('Say which tests to run: unit or e2e.');

const folder = join(projectRoot, 'dist', 'test', suite);
const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
const mocha = new Mocha({
  ...options[suite],
  parallel: true,
  // Mocha runs in parallel only with two jobs or more.
  jobs: Math.min(maxJobs, Math.max(2, jobsPerProcessor[suite] * availableParallelism())),
  forbidOnly: values.grep === undefined,
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
// The last file that starts should be a short one: the unit tests of `storage` take longest, browser tests of a page alone
// need no editor.
const isPage = (/** @type {string} */ name) => Number(name.endsWith('Page.test.cjs'));
const longestFirst = files
  .filter((name) => name.endsWith('.test.cjs'))
  .toSorted()
  .toReversed()
  .toSorted((a, b) => isPage(a) - isPage(b));
for (const file of longestFirst) mocha.addFile(join(folder, file));
if (suite === 'e2e') {
  // Fetched here, before the test processes would each fetch it.
  await installServer();
  const { path, source } = await findBrowser();
  console.log(`Browser: ${path} (${source})`);
}

const runner = mocha.run(() => {
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  const counts = JSON.stringify({ passed: passes, failed: failures });
  // A handle left open by a test must not keep the process alive, yet all output must be written before it ends.
  process.stdout.write(`${countsMark}${counts}\n`, () => process.exit(failures === 0 ? 0 : 1));
});
let last = 'nothing';
runner.on('test end', (test) => (last = test.fullTitle()));
process.once('SIGTERM', () => console.log(`\nStopped; the last test that was told of: ${last}`));
