import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';

const isSecondPhase = (file: string): boolean => file.endsWith('.phase2.test.cjs');

/** Marks every line of the report, because the launcher hides the editor's own output. */
const printMarked = (...parts: unknown[]): void => {
  for (const line of format(...parts).split('\n')) console.log(`DEVPLAN-TESTS ${line}`);
};

/** Runs the tests of the window's phase in the extension host; throws if one fails, which sets the exit code. */
export const run = async (): Promise<void> => {
  const { default: Mocha } = await import('mocha');
  const grep = process.env['DEVPLAN_TEST_GREP'];
  Mocha.reporters.Base.consoleLog = printMarked;
  const mocha = new Mocha({ timeout: 180_000, ...(grep === undefined ? { forbidOnly: true } : { grep }) });
  const wantsSecondPhase = process.env['DEVPLAN_TEST_PHASE'] === '2';
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.cjs') && isSecondPhase(file) === wantsSecondPhase)
    .toSorted();
  for (const file of files) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();

  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  const { passes = 0, failures = 0 } = stats ?? {};
  console.log(`DEVPLAN-COUNTS ${JSON.stringify({ passed: passes, failed: failures })}`);
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} integration tests failed`);
};
