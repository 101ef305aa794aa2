import { projectRoot } from '../editor/paths.mjs';
import { exitOf, startProcess, stopProcess } from '../editor/processes.mjs';
import { outputMark, parseCounts } from './counts.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly Command[]} commands run one after the other until one fails
 * @property {'tests' | 'step' | 'failure'} counts what the step adds: its tests, itself as one test, or nothing unless it fails
 *
 * @typedef {import('../editor/npm.mjs').Command} Command
 */

/** After so many minutes a command counts as hung: the longest, the browser tests, takes nine on two slow processors. */
const limitMinutes = 60;

const runCommand = async (/** @type {Command} */ { command, args, shell }) => {
  const counts = { passed: 0, failed: 0 };
  const child = startProcess(command, args, {
    cwd: projectRoot,
    shell,
    env: { ...process.env, NO_COLOR: '1' },
    onLine: (line) => {
      const told = parseCounts(line);
      if (told) {
        counts.passed += told.passed;
        counts.failed += told.failed;
      } else console.log(line.startsWith(outputMark) ? line.slice(outputMark.length) : line);
    },
  });
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    void stopProcess(child);
  }, limitMinutes * 60_000);
  const code = await exitOf(child);
  clearTimeout(limit);
  return { counts, code, hung };
};

/**
 * Runs a step, shows its output and returns its counts; a command that fails without a failed test counts as one
 * failure.
 * @param {Step} step
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export const runStep = async ({ name, commands, counts: what }) => {
  console.log(`\n=== ${name} ===`);
  const started = Date.now();
  const total = { passed: 0, failed: 0 };
  for (const command of commands) {
    const { counts, code, hung } = await runCommand(command);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (hung) console.log(`${name} was stopped: it hung for ${limitMinutes} minutes.`);
    if (code === 0) continue;
    total.failed = Math.max(total.failed, 1);
    break;
  }
  if (what === 'tests' && total.passed + total.failed === 0) {
    console.log(`${name} ran no test.`);
    total.failed = 1;
  }
  if (what === 'step' && total.failed === 0) total.passed = 1;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${name}: ${total.passed} passed, ${total.failed} failed (${seconds} s)`);
  return total;
};
