import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { countsMark, outputMark } from '../testing/counts.mjs';
import { cacheFolder } from './paths.mjs';

/** @typedef {{ workspace: string, extension: string, tests: string }} TestTargets absolute paths */

const startLimitMilliseconds = 90_000;

const testUrl = (/** @type {string} */ serverUrl, /** @type {TestTargets} */ { workspace, extension, tests }) => {
  const url = new URL(serverUrl);
  const remote = (/** @type {string} */ path) => `vscode-remote://${url.host}${path}`;
  url.searchParams.set('folder', workspace);
  url.searchParams.set(
    'payload',
    JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(tests)],
      ['skipWelcome', 'true'],
    ]),
  );
  return url.href;
};

const keepEvidence = async (/** @type {import('playwright-core').Page} */ page, /** @type {string[]} */ lines) => {
  const folder = join(cacheFolder, 'failures');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, 'integration.png') });
  await writeFile(join(folder, 'integration.log'), lines.join('\n'));
  console.log(`Screenshot and log of the editor: ${join(folder, 'integration.png')} and integration.log`);
};

const isFromTests = (/** @type {string} */ line) => line.startsWith(outputMark) || line.startsWith(countsMark);

/**
 * Opens a window of the test server, which runs the tests in its extension host, and prints their output. If they fail
 * or never start, keeps a screenshot and the editor's log.
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('./server.mjs').RunningServer} server
 * @param {TestTargets} targets
 * @returns {Promise<number>} the tests' exit code
 */
export const openTestPage = async (context, server, targets) => {
  const page = await context.newPage();
  /** @type {string[]} */
  const lines = [];
  let code = 1;
  let finish = (/** @type {number} */ _code) => {};
  const finished = new Promise((/** @type {(code: number) => void} */ resolve) => {
    finish = resolve;
  });
  const crashed = new Promise((/** @type {(value: never) => void} */ _resolve, reject) => {
    page.on('crash', () => reject(new Error('The page of the editor crashed.')));
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    const line = format(...args);
    lines.push(line);
    if (isFromTests(line)) console.log(line);
  });
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ exitCode) => finish(exitCode));
  try {
    await page.goto(testUrl(server.url, targets));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startLimitMilliseconds });
    code = await Promise.race([finished, crashed]);
    return code;
  } finally {
    if (code !== 0) await keepEvidence(page, [...lines, '', 'Output of the server:', server.log()]);
    await page.close();
  }
};
