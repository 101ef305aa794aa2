import { spawn, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();
const onWindows = process.platform === 'win32';
const graceMilliseconds = 5000;
/** Longer than the grace period that a started process allows its own children. */
const stragglerMilliseconds = 7000;
/** For what was killed: it ends only when the disk has written what it waits for. */
const killedMilliseconds = 10_000;
const pollMilliseconds = 50;

const hasEnded = (/** @type {ChildProcess} */ child) => child.exitCode !== null || child.signalCode !== null;

/**
 * Signals a process and everything it started, which form a process group of their own; returns false if none is left.
 * Signal 0 only checks.
 */
const signalTree = (/** @type {ChildProcess} */ child, /** @type {string | number} */ signal) => {
  if (child.pid === undefined) return false;
  if (onWindows) {
    if (signal === 0) return !hasEnded(child);
    return spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']).status === 0;
  }
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    return false;
  }
};

/**
 * The environment for an editor, without variables from the surrounding shell, npm or another editor: code-server would
 * pass its arguments to the VS Code in whose terminal it runs.
 * @param {Record<string, string>} [extra]
 * @returns {Record<string, string>}
 */
export const cleanEnvironment = (extra = {}) => {
  const foreign = /^(VSCODE_|CODE_SERVER_|CS_|ELECTRON_|npm_|DEVPLAN_|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$)/;
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !foreign.test(name));
  return /** @type {Record<string, string>} */ ({ ...Object.fromEntries(kept), ...extra });
};

/**
 * Starts a process that ends with this one and passes each line of its output to `onLine`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, onLine?: (line: string) => void, shell?: boolean }} [options]
 * @returns {ChildProcess}
 */
export const startProcess = (command, args, { onLine = () => {}, ...options } = {}) => {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: !onWindows });
  running.add(child);
  // Not on `exit`: its children may still be running and hold its output.
  child.on('close', () => running.delete(child));
  child.on('error', () => running.delete(child));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }
  return child;
};

/**
 * Resolves with the exit code (1 if a signal ended the process); rejects if the command cannot be started.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export const exitOf = (child) =>
  new Promise((resolve, reject) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

/** Resolves once `check` is true, at the latest after `milliseconds`. */
const waitFor = async (/** @type {() => boolean} */ check, /** @type {number} */ milliseconds) => {
  const deadline = Date.now() + milliseconds;
  while (!check() && Date.now() < deadline) await setTimeout(pollMilliseconds);
};

/**
 * Ends a process and everything it started: gracefully first, then by force what is left after at most twelve seconds.
 * @param {ChildProcess} child
 */
export const stopProcess = async (child) => {
  // The id of a process that ended long ago may have been reused.
  if (!running.has(child) || !signalTree(child, 'SIGTERM')) return;
  await waitFor(() => hasEnded(child), graceMilliseconds);
  // Its group may outlive it: npm, for example, ends before the script that it runs has stopped its own children.
  await waitFor(() => !signalTree(child, 0), stragglerMilliseconds);
  if (signalTree(child, 'SIGKILL')) await waitFor(() => !signalTree(child, 0), killedMilliseconds);
};

/**
 * Deletes a folder, again as long as something that was killed still writes there.
 * @param {string} folder
 */
export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });

process.on('exit', () => {
  for (const child of running) signalTree(child, 'SIGKILL');
});
for (const [signal, code] of /** @type {const} */ ([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
])) {
  process.once(signal, () => void Promise.all([...running].map(stopProcess)).finally(() => process.exit(code)));
}

/**
 * Runs a command and shows its output only if it fails, in the error thrown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, shell?: boolean, what: string }} options
 * @returns {Promise<string>} what the command printed
 */
export const runQuietly = async (command, args, { what, ...options }) => {
  /** @type {string[]} */
  const lines = [];
  const child = startProcess(command, args, { ...options, onLine: (line) => lines.push(line) });
  const code = await exitOf(child).catch((/** @type {Error} */ error) => {
    throw new Error(`${what} failed: ${error.message}`);
  });
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}):\n${lines.join('\n')}`);
  return lines.join('\n');
};

/**
 * Finds a free TCP port on this machine: `preferred` if nothing uses it.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export const freePort = (preferred = 0) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort())));
    server.listen(preferred, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
