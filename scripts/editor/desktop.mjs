import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { editorVersion } from './versions.mjs';

/** @typedef {{ kind: 'desktop' | 'server', reason: string }} EditorChoice */

const releases = 'https://update.code.visualstudio.com/api/releases/stable';
const probeMilliseconds = 4000;

/** Whether a window can be shown here. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

const isDownloaded = () =>
  existsSync(cacheFolder) &&
  readdirSync(cacheFolder).some((name) => name.startsWith('vscode-') && name.endsWith(`-${editorVersion}`));

const isDownloadable = async () => {
  try {
    const response = await fetch(releases, { signal: AbortSignal.timeout(probeMilliseconds) });
    const versions = /** @type {unknown} */ (await response.json());
    return Array.isArray(versions) && versions.includes(editorVersion);
  } catch {
    // Any failure means the same here: this machine cannot download from there now.
    return false;
  }
};

/** The path of the `code` command of a user-installed desktop VS Code, or undefined. */
export const findInstalledCode = () => {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
};

/**
 * Chooses the editor to run and says why: DEVPLAN_EDITOR if set, else the desktop if it is available and can be shown,
 * else the server.
 * @param {{ acceptInstalled?: boolean }} [options] `acceptInstalled` also takes the user's own VS Code
 * @returns {Promise<EditorChoice>}
 */
export const chooseEditor = async ({ acceptInstalled = false } = {}) => {
  const forced = process.env['DEVPLAN_EDITOR'];
  if (forced === 'desktop' || forced === 'server') return { kind: forced, reason: 'DEVPLAN_EDITOR says so' };
  if (forced !== undefined) throw new Error(`DEVPLAN_EDITOR is "${forced}"; it can be "desktop" or "server".`);
  if (!hasDisplay()) return { kind: 'server', reason: 'there is no display' };
  if (acceptInstalled && findInstalledCode() !== undefined) return { kind: 'desktop', reason: 'it is installed' };
  if (isDownloaded()) return { kind: 'desktop', reason: 'it was downloaded before' };
  return (await isDownloadable())
    ? { kind: 'desktop', reason: 'it can be downloaded' }
    : { kind: 'server', reason: 'desktop VS Code cannot be downloaded here' };
};

/**
 * The command that controls desktop VS Code: the installed one, else a downloaded one.
 * @returns {Promise<string>} its path
 */
export const desktopCommand = async () => {
  const installed = findInstalledCode();
  if (installed !== undefined) return installed;
  const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const executable = await downloadAndUnzipVSCode({ version: editorVersion, cachePath: cacheFolder });
  return resolveCliPathFromVSCodeExecutablePath(executable);
};
