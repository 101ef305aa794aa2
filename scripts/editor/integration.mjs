import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newProfile } from './browser.mjs';
import { chooseEditor } from './desktop.mjs';
import { openTestPage } from './extensionHostPage.mjs';
import { cacheFolder, projectRoot } from './paths.mjs';
import { freePort, removeFolder } from './processes.mjs';
import { startTestServer } from './server.mjs';
import { editorVersion } from './versions.mjs';
import { copySampleWorkspace, testSettings, writeSettings } from './workspace.mjs';

/** @typedef {{ workspace: string, dataFolder: string, extensionsFolder: string, env: Record<string, string> }} Phase */

const closeMilliseconds = 60_000;
const testsFolder = join(projectRoot, 'dist', 'test', 'integration');
/** Extensions beside DevPlan: one provides the editor with models, of which it has none, the other uses DevPlan's API. */
const companions = ['model-provider', 'api-consumer'];
const testsIndex = join(testsFolder, 'index.cjs');

const runOnDesktop = async (/** @type {Phase} */ { workspace, dataFolder, extensionsFolder, env }) => {
  const { runTests, TestRunFailedError } = await import('@vscode/test-electron');
  try {
    return await runTests({
      version: editorVersion,
      cachePath: cacheFolder,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: testsIndex,
      extensionTestsEnv: env,
      launchArgs: [workspace, '--user-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  }
};

/** Serves every phase from one port in one browser profile, as the page stores part of the editor's state by origin. */
const openServerRunner = async () => {
  const browser = await launchBrowser();
  const context = await newProfile(browser, { viewport: { width: 1280, height: 800 } });
  const port = await freePort();
  const run = async (/** @type {Phase} */ { workspace, dataFolder, extensionsFolder, env }) => {
    const server = await startTestServer({ dataFolder, extensionsFolder, port, env });
    try {
      const code = await openTestPage(context, server, { workspace, extension: projectRoot, tests: testsIndex });
      // Stopping the server earlier would interrupt what extensions do when their window closes.
      await server.prints(/Extension Host Process exited/, closeMilliseconds);
      return code;
    } finally {
      await server.stop();
    }
  };
  return { run, close: () => browser.close() };
};

const hasSecondPhase = () =>
  readdirSync(testsFolder, { recursive: true }).some((name) => String(name).endsWith('.phase2.test.cjs'));

/**
 * Runs the integration tests in the extension host of a real editor: all files in one window, then the
 * `*.phase2.test.cjs` files in a second window with the same user data and workspace.
 * @param {{ grep?: string }} [options] `grep` narrows the tests by title
 * @returns {Promise<number>} the exit code: 0 when every test passed
 */
export const launchIntegration = async ({ grep } = {}) => {
  const choice = await chooseEditor();
  console.log(
    `Launcher: ${choice.kind === 'desktop' ? 'desktop VS Code' : 'code-server'} ${editorVersion} (${choice.reason})`,
  );
  // The path must be short: the editor puts a socket into its data folder, and socket paths are limited to about 100
  // bytes.
  const folder = await mkdtemp(join(tmpdir(), 'devplan-'));
  const phase = {
    workspace: join(folder, 'atlas-api'),
    dataFolder: join(folder, 'data'),
    extensionsFolder: join(folder, 'extensions'),
  };
  await copySampleWorkspace(phase.workspace);
  await mkdir(phase.extensionsFolder);
  for (const name of companions)
    await cp(join(projectRoot, 'test', 'fixtures', name), join(phase.extensionsFolder, name), { recursive: true });
  // Auto-save would cancel a test's own save that takes a second; the tests of auto-save turn it on.
  // An error of the editor's own Git extension, which shares the process with the tests, would fail the test at hand.
  await writeSettings(phase.dataFolder, { ...testSettings, 'files.autoSave': 'off', 'git.enabled': false });
  const runner = choice.kind === 'desktop' ? { run: runOnDesktop, close: async () => {} } : await openServerRunner();
  try {
    const narrowed = {
      DEVPLAN_TEST_DATA: phase.dataFolder,
      ...(grep === undefined ? {} : { DEVPLAN_TEST_GREP: grep }),
    };
    const first = await runner.run({ ...phase, env: { ...narrowed, DEVPLAN_TEST_PHASE: '1' } });
    if (!hasSecondPhase()) return first;
    console.log('\nA second window on the same user data:');
    const second = await runner.run({ ...phase, env: { ...narrowed, DEVPLAN_TEST_PHASE: '2' } });
    return Math.max(first, second);
  } finally {
    await runner.close();
    await removeFolder(folder);
  }
};
