import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { launchBrowser, newProfile } from './browser.mjs';
import { packFolder } from './extensionPackage.mjs';
import { cacheFolder, vsixFile } from './paths.mjs';
import { removeFolder } from './processes.mjs';
import { installExtensions, startCodeServer } from './server.mjs';
import { copySampleWorkspace, testSettings, writeSettings } from './workspace.mjs';

/**
 * @typedef {object} SessionOptions
 * @property {string} [workspace] a folder to open as it is; else a fresh copy of the sample workspace
 * @property {string} [opens] the query of the address that opens something else than the workspace
 * @property {Record<string, unknown>} [settings] user settings on top of the quiet ones
 * @property {{ width: number, height: number }} [viewport]
 * @property {Record<string, string>} [env] environment of the extension host
 * @property {'disabled' | 'asks'} [trust] `asks` leaves workspace trust on: the window opens restricted
 * @property {readonly string[]} [extensions] folders of fixture extensions to install beside DevPlan
 *
 * @typedef {object} Session
 * @property {import('playwright-core').BrowserContext} context
 * @property {string} url the address that opens the workspace, or what is opened instead
 * @property {string} workspace
 * @property {string} dataFolder where the editor keeps its state
 * @property {() => string} serverLog
 * @property {() => Promise<void>} close
 */

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;
/** @type {Promise<string> | undefined} */
let withDevPlan;
/** @type {Set<Session>} */
const openSessions = new Set();
/** @type {Set<Promise<void>>} */
const captures = new Set();

const steadySettings = {
  // The editor's own chat starts processes that no test needs.
  'chat.disableAIFeatures': true,
  // A webview that takes focus late, as on a busy machine, must not close the quick pick that a test just opened.
  'workbench.quickOpen.closeOnFocusLost': false,
};

/**
 * Creates a separate profile in this process's only browser.
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export const openContext = async (options) => {
  browser ??= launchBrowser();
  return newProfile(await browser, options);
};

/** Installs DevPlan for all sessions of this process, into a folder that is gone with it. */
const installDevPlan = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devplan-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const extensionsFolder = join(folder, 'extensions');
  await installExtensions({ vsixFiles: [vsixFile], dataFolder: join(folder, 'data'), extensionsFolder });
  return extensionsFolder;
};

/** Packs the fixture extensions and installs them with DevPlan, for this session only. */
const prepareExtensions = async (
  /** @type {string} */ folder,
  /** @type {readonly string[]} */ fixtures,
  /** @type {string} */ dataFolder,
) => {
  const extensionsFolder = join(folder, 'extensions');
  withDevPlan ??= installDevPlan();
  await cp(await withDevPlan, extensionsFolder, { recursive: true });
  const packed = fixtures.map((fixture) => join(folder, 'packed', `${basename(fixture)}.vsix`));
  for (const [index, fixture] of fixtures.entries()) await packFolder(fixture, packed[index] ?? '');
  if (packed.length > 0) await installExtensions({ vsixFiles: packed, dataFolder, extensionsFolder });
  return extensionsFolder;
};

/**
 * Starts a separate editor, with the packaged extension installed and new user data, and a browser profile to open it
 * in.
 * @param {SessionOptions} [options]
 * @returns {Promise<Session>}
 */
export const openSession = async ({
  workspace,
  opens,
  settings = {},
  viewport,
  env = {},
  trust = 'disabled',
  extensions = [],
} = {}) => {
  // Start the browser in the meantime.
  browser ??= launchBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'devplan-'));
  const dataFolder = join(folder, 'data');
  const openedFolder = workspace ?? join(folder, 'atlas-api');
  if (workspace === undefined) await copySampleWorkspace(openedFolder);
  await writeSettings(dataFolder, { ...testSettings, ...steadySettings, ...settings });
  const extensionsFolder = await prepareExtensions(folder, extensions, dataFolder);
  const server = await startCodeServer({ dataFolder, extensionsFolder, trust, env, isForTests: true });
  const context = await openContext({
    viewport: viewport ?? { width: 1280, height: 800 },
    // The server would spend a second per window on compressing data for the same machine.
    extraHTTPHeaders: { 'Accept-Encoding': 'identity' },
  });

  const session = {
    context,
    url: `${server.url}?${opens ?? `folder=${encodeURIComponent(openedFolder)}`}`,
    workspace: openedFolder,
    dataFolder,
    serverLog: server.log,
    close: async () => {
      await Promise.all(captures);
      openSessions.delete(session);
      await context.close();
      await server.stop();
      await removeFolder(folder);
    },
  };
  openSessions.add(session);
  return session;
};

const captureSession = async (/** @type {Session} */ session, /** @type {string} */ name) => {
  const folder = join(cacheFolder, 'failures');
  await mkdir(folder, { recursive: true });
  for (const [index, page] of session.context.pages().entries()) {
    const path = join(
      folder,
      `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 100)}${index === 0 ? '' : `-${index + 1}`}.png`,
    );
    await page.screenshot({ path });
    console.log(`Screenshot: ${path}`);
  }
};

/**
 * Saves a screenshot of every open window in `.vscode-test/failures` and prints its path; no session closes before that
 * is done.
 * @param {string} name
 */
export const captureOpenSessions = (name) => {
  for (const session of openSessions) {
    const capture = captureSession(session, name)
      .catch((/** @type {unknown} */ error) => console.log(`No screenshot: ${String(error)}`))
      .finally(() => captures.delete(capture));
    captures.add(capture);
  }
};

/** Resolves once no screenshot is being taken. */
export const capturesDone = () => Promise.all(captures);

/** Closes sessions that suites left open, and the browser; the next session starts another one. */
export const closeEverything = async () => {
  for (const session of openSessions) await session.close();
  const opened = browser;
  browser = undefined;
  await (await opened)?.close();
};
