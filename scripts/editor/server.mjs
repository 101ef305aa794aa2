import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installServer } from './serverInstall.mjs';
import { cleanEnvironment, exitOf, freePort, runQuietly, startProcess, stopProcess } from './processes.mjs';

/** @typedef {{ url: string, port: number, log: () => string, stop: () => Promise<void> }} RunningServer */

const startLimitMilliseconds = 60_000;

/** Starts a server and waits for the line that says that it listens. */
const startListening = async (
  /** @type {string} */ node,
  /** @type {string[]} */ args,
  /** @type {{ port: number, ready: RegExp, env: Record<string, string> }} */ { port, ready, env },
) => {
  /** @type {string[]} */
  const lines = [];
  let onReady = () => {};
  const listening = new Promise((resolve) => {
    onReady = () => resolve('ready');
  });
  const child = startProcess(node, args, {
    env: cleanEnvironment(env),
    onLine: (line) => {
      lines.push(line);
      if (ready.test(line)) onReady();
    },
  });
  const limit = new AbortController();
  const outcome = await Promise.race([
    listening,
    exitOf(child).then((code) => `it ended with exit code ${code}`),
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve('it did not listen within a minute'), startLimitMilliseconds);
      limit.signal.addEventListener('abort', () => clearTimeout(timer));
    }),
  ]);
  limit.abort();
  if (outcome !== 'ready') {
    await stopProcess(child);
    throw new Error(`The editor's server did not start: ${outcome}.\n${lines.slice(-40).join('\n')}`);
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    log: () => lines.join('\n'),
    stop: () => stopProcess(child),
  };
};

/**
 * Starts code-server as a user has it: extensions come from `extensionsFolder`, state lives in `dataFolder`.
 * @param {{ dataFolder: string, extensionsFolder: string, port?: number, trust?: 'disabled' | 'asks', env?: Record<string, string> }} options
 *   `trust: 'asks'` leaves workspace trust on, so that the window opens in restricted mode
 * @returns {Promise<RunningServer>}
 */
export const startCodeServer = async ({ dataFolder, extensionsFolder, port, trust = 'disabled', env = {} }) => {
  const { node, codeServer } = await installServer();
  const listenOn = port ?? (await freePort());
  await mkdir(dataFolder, { recursive: true });
  const args = [
    join(codeServer, 'out', 'node', 'entry.js'),
    ...['--config', join(dataFolder, 'code-server.yaml')],
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${listenOn}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
    ...(trust === 'disabled' ? ['--disable-workspace-trust'] : []),
    ...['--user-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
  ];
  return startListening(node, args, { port: listenOn, ready: /HTTP server listening on/, env });
};

/**
 * Starts the bare VS Code server in the mode in which a page may run tests inside the extension host.
 * @param {{ dataFolder: string, extensionsFolder: string, port: number, env?: Record<string, string> }} options
 * @returns {Promise<RunningServer>}
 */
export const startTestServer = async ({ dataFolder, extensionsFolder, port, env = {} }) => {
  const { node, vscode } = await installServer();
  const args = [
    join(vscode, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--enable-smoke-test-driver', '--disable-workspace-trust', '--telemetry-level', 'off'],
    ...['--user-data-dir', dataFolder, '--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
  ];
  return startListening(node, args, { port, ready: /Extension host agent listening on/, env });
};

/**
 * Installs packaged extensions for a code-server.
 * @param {{ vsixFiles: readonly string[], dataFolder: string, extensionsFolder: string }} options
 */
export const installExtensions = async ({ vsixFiles, dataFolder, extensionsFolder }) => {
  const { node, codeServer } = await installServer();
  await mkdir(dataFolder, { recursive: true });
  const args = [
    join(codeServer, 'out', 'node', 'entry.js'),
    ...['--config', join(dataFolder, 'code-server.yaml')],
    ...['--user-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    ...['--force', ...vsixFiles.flatMap((file) => ['--install-extension', file])],
  ];
  await runQuietly(node, args, { env: cleanEnvironment(), what: 'Installing the packaged extension' });
};
