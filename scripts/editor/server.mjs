import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installServer, linkNeededExtensions } from './serverInstall.mjs';
import { cleanEnvironment, freePort, runQuietly, startProcess, stopProcess } from './processes.mjs';

/**
 * @typedef {object} RunningServer
 * @property {string} url
 * @property {() => string} log what it printed so far
 * @property {(pattern: RegExp, milliseconds: number) => Promise<boolean>} prints whether it has printed a matching line, or does so in time
 * @property {Promise<void>} ended resolves when it has ended
 * @property {() => Promise<void>} stop
 */

const startMilliseconds = 120_000;

/** Starts a process, and records and watches its output. */
const startWatched = (
  /** @type {string} */ node,
  /** @type {string[]} */ args,
  /** @type {Record<string, string>} */ env,
) => {
  /** @type {string[]} */
  const lines = [];
  const events = new EventEmitter();
  const child = startProcess(node, args, {
    env: cleanEnvironment(env),
    onLine: (line) => {
      lines.push(line);
      events.emit('line', line);
    },
  });
  const prints = (/** @type {RegExp} */ pattern, /** @type {number} */ milliseconds) =>
    new Promise((/** @type {(found: boolean) => void} */ resolve) => {
      const end = (/** @type {boolean} */ found) => {
        clearTimeout(limit);
        events.off('line', check);
        resolve(found);
      };
      const check = (/** @type {string} */ line) => {
        if (pattern.test(line)) end(true);
      };
      const limit = setTimeout(() => end(false), milliseconds);
      events.on('line', check);
      child.on('close', () => end(false));
      if (lines.some((line) => pattern.test(line))) end(true);
    });
  return { child, lines, prints };
};

/** Starts a server and waits for the line that says it is listening. */
const startListening = async (
  /** @type {string} */ node,
  /** @type {string[]} */ args,
  /** @type {{ port: number, ready: RegExp, env: Record<string, string> }} */ { port, ready, env },
) => {
  const { child, lines, prints } = startWatched(node, args, env);
  if (!(await prints(ready, startMilliseconds))) {
    await stopProcess(child);
    throw new Error(`The editor's server did not start.\n${lines.slice(-40).join('\n')}`);
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    log: () => lines.join('\n'),
    prints,
    ended: new Promise((/** @type {(value: void) => void} */ resolve) => child.on('close', () => resolve())),
    stop: () => stopProcess(child),
  };
};

/** Builds command line flags from their names; `true` is a flag without a value, `false` omits the flag. */
const flags = (/** @type {Record<string, string | boolean>} */ options) =>
  Object.entries(options).flatMap(([name, value]) => {
    if (value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });

const codeServerEntry = (/** @type {string} */ codeServer) => join(codeServer, 'out', 'node', 'entry.js');

/** The options of every server that tests start. */
const testOptions = async (
  /** @type {Awaited<ReturnType<typeof installServer>>} */ editor,
  /** @type {string} */ dataFolder,
) => ({
  'builtin-extensions-dir': await linkNeededExtensions(editor, dataFolder),
  // Seconds. A busy browser may close a page before it has said goodbye; by default its extension host would then go on
  // writing for three hours, and the next window would only read.
  'reconnection-grace-time': '3',
});

/**
 * Starts code-server the way users run it: extensions are loaded from `extensionsFolder`, state is kept in
 * `dataFolder`.
 * @param {{ dataFolder: string, extensionsFolder: string, port?: number, trust?: 'disabled' | 'asks', env?: Record<string, string>, isForTests?: boolean }} options
 *   `trust: 'asks'` leaves workspace trust on, so that the window opens in restricted mode; `isForTests` leaves out those
 *   of the editor's own extensions that DevPlan has nothing to do with, and soon ends what a lost page leaves behind
 * @returns {Promise<RunningServer>}
 */
export const startCodeServer = async ({
  dataFolder,
  extensionsFolder,
  port,
  trust = 'disabled',
  env = {},
  isForTests = false,
}) => {
  const editor = await installServer();
  const { node, codeServer } = editor;
  const listenOn = port ?? (await freePort());
  await mkdir(dataFolder, { recursive: true });
  const options = flags({
    config: join(dataFolder, 'code-server.yaml'),
    auth: 'none',
    'bind-addr': `127.0.0.1:${listenOn}`,
    'disable-telemetry': true,
    'disable-update-check': true,
    'disable-getting-started-override': true,
    'ignore-last-opened': true,
    'disable-workspace-trust': trust === 'disabled',
    'user-data-dir': dataFolder,
    'extensions-dir': extensionsFolder,
    ...(isForTests ? await testOptions(editor, dataFolder) : {}),
  });
  const ready = /HTTP server listening on/;
  return startListening(node, [codeServerEntry(codeServer), ...options], { port: listenOn, ready, env });
};

/**
 * Starts the bare VS Code server for tests, in the mode that allows a page to run tests in the extension host.
 * @param {{ dataFolder: string, extensionsFolder: string, port: number, env?: Record<string, string> }} options
 * @returns {Promise<RunningServer>}
 */
export const startTestServer = async ({ dataFolder, extensionsFolder, port, env = {} }) => {
  const editor = await installServer();
  const { node, vscode } = editor;
  const options = flags({
    host: '127.0.0.1',
    port: String(port),
    'without-connection-token': true,
    'accept-server-license-terms': true,
    'enable-smoke-test-driver': true,
    'disable-workspace-trust': true,
    'telemetry-level': 'off',
    'user-data-dir': dataFolder,
    'server-data-dir': dataFolder,
    'extensions-dir': extensionsFolder,
    ...(await testOptions(editor, dataFolder)),
  });
  const ready = /Extension host agent listening on/;
  return startListening(node, [join(vscode, 'out', 'server-main.js'), ...options], { port, ready, env });
};

/**
 * Installs packaged extensions for a code-server.
 * @param {{ vsixFiles: readonly string[], dataFolder: string, extensionsFolder: string }} options
 */
export const installExtensions = async ({ vsixFiles, dataFolder, extensionsFolder }) => {
  const { node, codeServer } = await installServer();
  await mkdir(dataFolder, { recursive: true });
  const options = flags({
    config: join(dataFolder, 'code-server.yaml'),
    'user-data-dir': dataFolder,
    'extensions-dir': extensionsFolder,
    force: true,
  });
  const installs = vsixFiles.flatMap((file) => ['--install-extension', file]);
  const args = [codeServerEntry(codeServer), ...options, ...installs];
  await runQuietly(node, args, { env: cleanEnvironment(), what: 'Installing the packaged extension' });
};
