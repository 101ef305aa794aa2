import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { desktopCommand } from './desktop.mjs';
import { cacheFolder, vsixFile } from './paths.mjs';
import { cleanEnvironment, exitOf, freePort, runQuietly, startProcess } from './processes.mjs';
import { installExtensions, startCodeServer } from './server.mjs';
import { copySampleWorkspace, quietSettings, writeSettings } from './workspace.mjs';

/** @typedef {{ workspace: string, dataFolder: string, extensionsFolder: string }} Demo absolute paths */

const usualPort = 8420;

/**
 * Prepares the folders of the demo, which are kept between starts; delete `.vscode-test/demo` to start over.
 * @param {string} [folder] the user's own workspace instead of a copy of the sample
 * @returns {Promise<Demo>}
 */
export const prepareDemo = async (folder) => {
  const home = join(cacheFolder, 'demo');
  const dataFolder = join(home, 'data');
  const workspace = folder ?? join(home, 'atlas-api');
  if (!existsSync(workspace)) await copySampleWorkspace(workspace);
  if (!existsSync(join(dataFolder, 'User', 'settings.json'))) await writeSettings(dataFolder, quietSettings);
  return { workspace, dataFolder, extensionsFolder: join(home, 'extensions') };
};

/**
 * Serves the demo until this process ends, on the given port, else 8420, else a free one.
 * @param {Demo} demo
 * @param {number} [port]
 * @returns {Promise<{ url: string, ended: Promise<void> }>} where to open it, and when the server ended
 */
export const serveDemo = async ({ workspace, dataFolder, extensionsFolder }, port) => {
  await installExtensions({ vsixFiles: [vsixFile], dataFolder, extensionsFolder });
  const server = await startCodeServer({ dataFolder, extensionsFolder, port: port ?? (await freePort(usualPort)) });
  const folder = encodeURIComponent(workspace).replaceAll('%2F', '/');
  return { url: `${server.url}?folder=${folder}`, ended: server.ended };
};

/**
 * Opens the demo in desktop VS Code and resolves when its window is closed.
 * @param {Demo} demo
 */
export const openDesktopDemo = async ({ workspace, dataFolder, extensionsFolder }) => {
  const command = await desktopCommand();
  const shell = process.platform === 'win32';
  const quote = (/** @type {string} */ text) => (shell ? `"${text}"` : text);
  const profile = ['--user-data-dir', quote(dataFolder), '--extensions-dir', quote(extensionsFolder)];
  const env = cleanEnvironment();
  const install = [...profile, '--install-extension', quote(vsixFile), '--force'];
  await runQuietly(quote(command), install, { env, shell, what: 'Installing the packaged extension' });
  const open = [...profile, '--new-window', '--wait', '--disable-workspace-trust', quote(workspace)];
  await exitOf(startProcess(quote(command), open, { env, shell, onLine: console.log }));
};

/**
 * Asks the system to open an address; prints a hint if nothing can.
 * @param {string} url
 */
export const showInBrowser = async (url) => {
  const openers = /** @type {Partial<Record<NodeJS.Platform, [string, ...string[]]>>} */ ({
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '""', url],
  });
  const [command, ...args] = openers[process.platform] ?? ['xdg-open', url];
  try {
    await runQuietly(command, args, { what: 'Opening the browser' });
  } catch {
    console.log('Open that address in a browser.');
  }
};
