import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
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

/**
 * Opens a window of the test server, which runs the tests in its extension host; their console output goes to ours.
 * Throws, with a screenshot kept, when the window or the server never came so far.
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('./server.mjs').RunningServer} server
 * @param {TestTargets} targets
 * @returns {Promise<number>} the exit code that the tests gave
 */
export const openTestPage = async (context, server, targets) => {
  const page = await context.newPage();
  let finish = (/** @type {number} */ _code) => {};
  const finished = new Promise((/** @type {(code: number) => void} */ resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
    console.log(format(...args)),
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => finish(code));
  try {
    await page.goto(testUrl(server.url, targets));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startLimitMilliseconds });
    const crashed = new Promise((_, reject) => {
      page.on('crash', () => reject(new Error('The page of the editor crashed.')));
    });
    return await /** @type {Promise<number>} */ (Promise.race([finished, crashed]));
  } catch (error) {
    const folder = join(cacheFolder, 'failures');
    await mkdir(folder, { recursive: true });
    const screenshot = join(folder, 'integration.png');
    await page.screenshot({ path: screenshot });
    throw new Error(`The tests did not start. Screenshot: ${screenshot}\n${server.log()}`, { cause: error });
  } finally {
    await page.close();
  }
};
