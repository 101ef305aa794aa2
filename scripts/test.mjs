// Runs the tests: node scripts/test.mjs [lint|types|unit|integration|e2e ...] [--grep TEXT] [--repeat TIMES, of e2e]
import { parseArgs } from 'node:util';
import { npmCommand } from './editor/npm.mjs';
import { runStep } from './testing/runStep.mjs';

/** @typedef {import('./testing/runStep.mjs').Step & { needs?: string }} TestStep `needs` names the step whose failure skips this one, which then counts as failed */

const npmRun = (/** @type {string} */ script) => npmCommand(['run', '--silent', script]);
const node = (/** @type {string[]} */ ...args) => ({ command: process.execPath, args, shell: false });

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, repeat: { type: 'string', default: '1' } },
});
const times = Number(values.repeat);
if (!Number.isInteger(times) || times < 1) throw new Error('--repeat takes how many times the browser suite runs.');
const narrowed = values.grep === undefined ? [] : ['--grep', values.grep];

/** @type {readonly TestStep[]} in the order in which they run */
const steps = [
  { name: 'lint', commands: [npmRun('lint')], counts: 'step' },
  { name: 'types', commands: [npmRun('types')], counts: 'step' },
  { name: 'build', commands: [node('esbuild.mjs'), node('esbuild.mjs', '--tests')], counts: 'failure' },
  {
    name: 'unit',
    needs: 'build',
    commands: [node('scripts/testing/runMocha.mjs', 'unit', ...narrowed)],
    counts: 'tests',
  },
  {
    name: 'integration',
    needs: 'build',
    commands: [node('scripts/testing/runIntegration.mjs', ...narrowed)],
    counts: 'tests',
  },
  { name: 'package', needs: 'build', commands: [node('scripts/package.mjs')], counts: 'failure' },
  {
    name: 'e2e',
    needs: 'package',
    commands: [node('scripts/testing/runMocha.mjs', 'e2e', ...narrowed)],
    counts: 'tests',
  },
];

/** @type {(name: string) => string[]} */
const withNeeds = (name) => {
  const step = steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`There is no step "${name}". Steps: ${steps.map((known) => known.name).join(', ')}.`);
  return step.needs === undefined ? [name] : [...withNeeds(step.needs), name];
};

const wanted = new Set(positionals.length === 0 ? steps.map(({ name }) => name) : positionals.flatMap(withNeeds));
/** Flaky tests only show when the suite runs again from scratch; every run counts. */
const runs = (/** @type {TestStep} */ step) =>
  step.name === 'e2e' && times > 1
    ? Array.from({ length: times }, (_, run) => ({ ...step, name: `e2e, run ${run + 1} of ${times}` }))
    : [step];
const failed = new Set();
const total = { passed: 0, failed: 0 };
for (const step of steps.filter(({ name }) => wanted.has(name)).flatMap(runs)) {
  if (step.needs !== undefined && failed.has(step.needs)) {
    console.log(`\n=== ${step.name} ===\nSkipped, as ${step.needs} failed; counted as failed.`);
    failed.add(step.name);
    total.failed += 1;
    continue;
  }
  const counts = await runStep(step);
  if (counts.failed > 0) failed.add(step.name);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
if (failed.size > 0) console.log(`\nFailed: ${[...failed].join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
