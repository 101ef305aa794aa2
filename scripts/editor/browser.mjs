import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { cacheFolder, projectRoot } from './paths.mjs';
import { runQuietly } from './processes.mjs';

/** @typedef {{ path: string, env: Record<string, string>, source: string }} FoundBrowser */

const quietFlags = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const usualPlaces = () => {
  const { platform, env } = process;
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return roots.flatMap((root) => programs.map((program) => join(root, program)));
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

/** Unpacks the Chromium of the npm package (browser, fonts, system libraries) into the cache, once. */
const unpackPackagedChromium = async () => {
  const manifest = join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const folder = join(cacheFolder, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(cacheFolder, { recursive: true });
  const staging = await mkdtemp(join(cacheFolder, 'unpacking-'));
  try {
    const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
    await runQuietly(process.execPath, ['--eval', script], {
      cwd: projectRoot,
      // The package unpacks to the temporary folder, and its system libraries only if it believes it is running on
      // Amazon Linux.
      env: { ...process.env, TMPDIR: staging, TEMP: staging, TMP: staging, CODEBUILD_BUILD_IMAGE: 'nodejs24' },
      what: 'Unpacking Chromium from @sparticuz/chromium',
    });
    if (!existsSync(folder)) await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
};

const findPackagedChromium = async () => {
  const folder = await unpackPackagedChromium();
  const path = join(folder, 'chromium');
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  const missing = [];
  for (const extra of [{}, { LD_LIBRARY_PATH: libraries }]) {
    const env = { ...fonts, ...extra };
    try {
      await runQuietly(path, ['--version'], { env: { ...process.env, ...env }, what: 'Starting Chromium' });
      return { path, env, source: '@sparticuz/chromium' };
    } catch (error) {
      missing.push(String(error));
    }
  }
  throw new Error(
    `The Chromium from npm does not start here. Install the system packages named below, or Chrome, or set CHROME_PATH.\n${missing.join('\n')}`,
  );
};

/**
 * The browser to use: CHROME_PATH, else an installed one, else (on Linux x64) the one from npm; throws an error that
 * says what to install.
 * @returns {Promise<FoundBrowser>}
 */
export const findBrowser = async () => {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names a file that does not exist: ${chosen}`);
    return { path: chosen, env: {}, source: 'CHROME_PATH' };
  }
  for (const path of usualPlaces().filter((place) => existsSync(place))) {
    // The file may be a stub that only says how to install a browser.
    const starts = await runQuietly(path, ['--version'], { what: path }).catch(() => null);
    if (starts !== null) return { path, env: {}, source: 'installed' };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return findPackagedChromium();
  throw new Error('No browser was found. Install Chrome, Chromium or Edge, or set CHROME_PATH to one.');
};

/**
 * Starts the browser without a window; the caller closes it.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export const launchBrowser = async () => {
  const { path, env } = await findBrowser();
  return chromium.launch({
    executablePath: path,
    args: quietFlags,
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
  });
};

/**
 * Creates a separate profile in a browser.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export const newProfile = async (browser, options) => {
  const context = await browser.newContext(options);
  // These stop what hangs and measure nothing: by default the driver gives up after 30 seconds, which a busy machine needs.
  context.setDefaultTimeout(90_000);
  context.setDefaultNavigationTimeout(120_000);
  return context;
};
