import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm.mjs';
import { cacheFolder } from './paths.mjs';
import { runQuietly } from './processes.mjs';
import { codeServerVersion, nodePackages } from './versions.mjs';

/** @typedef {{ node: string, codeServer: string, vscode: string }} ServerEditor paths: a Node 24 binary, the code-server package, its VS Code */

const installFlags = [
  'install',
  '--omit=dev',
  '--ignore-scripts',
  '--engine-strict=false',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

const nodePackage = () => {
  const found = Object.entries(nodePackages).find(([platform]) => platform === `${process.platform}-${process.arch}`);
  if (found) return found[1];
  throw new Error(
    `The server editor has no Node 24 binary for ${process.platform}-${process.arch}. ` +
      'Install desktop VS Code and set DEVPLAN_EDITOR=desktop.',
  );
};

const npmInstall = (/** @type {string} */ cwd, /** @type {string} */ what) => {
  const { command, args, shell } = npmCommand(installFlags);
  return runQuietly(command, args, { cwd, shell, what });
};

const locate = (/** @type {string} */ folder) => {
  const { name } = nodePackage();
  const codeServer = join(folder, 'node_modules', 'code-server');
  return {
    node: join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    codeServer,
    vscode: join(codeServer, 'lib', 'vscode'),
  };
};

const isInstalled = async (/** @type {string} */ folder, /** @type {string} */ wanted) => {
  const marker = join(folder, 'installed.json');
  return existsSync(marker) && (await readFile(marker, 'utf8')) === wanted;
};

const installInto = async (/** @type {string} */ folder, /** @type {Record<string, string>} */ dependencies) => {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await npmInstall(folder, 'Installing code-server from npm');
  const { node, vscode } = locate(folder);
  await npmInstall(vscode, "Installing the editor's own packages from npm");
  await runQuietly(node, ['--version'], { what: 'Starting the Node binary of the editor' });
};

/**
 * Installs the server editor into `.vscode-test/server`, from npm and only once; an interrupted or outdated install is
 * replaced.
 * @returns {Promise<ServerEditor>}
 */
export const installServer = async () => {
  const folder = join(cacheFolder, 'server');
  const { name, version } = nodePackage();
  const dependencies = { 'code-server': codeServerVersion, [name]: version };
  const wanted = JSON.stringify(dependencies);
  if (await isInstalled(folder, wanted)) return locate(folder);

  console.log('Fetching the editor from npm (about 800 MB on disk, once; a minute or two)...');
  await mkdir(cacheFolder, { recursive: true });
  const staging = await mkdtemp(join(cacheFolder, 'installing-'));
  const cleanUp = () => rmSync(staging, { recursive: true, force: true });
  // Ctrl+C must not leave half an editor behind.
  process.once('exit', cleanUp);
  try {
    await installInto(staging, dependencies);
    await writeFile(join(staging, 'installed.json'), wanted);
    // Another process may have finished the same install meanwhile: its result is just as good.
    if (!(await isInstalled(folder, wanted))) {
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder);
    }
  } catch (error) {
    throw new Error(
      `The editor could not be installed. Check that npm can reach its registry, then run the command again. ${String(error)}`,
      { cause: error },
    );
  } finally {
    cleanUp();
    process.off('exit', cleanUp);
  }
  return locate(folder);
};

/** The editor's own extensions that DevPlan and its tests have to do with. */
const neededExtensions = [
  'css',
  'git',
  'git-base',
  'html',
  'javascript',
  'json',
  'markdown-basics',
  'markdown-language-features',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'typescript-basics',
];

/**
 * Makes a folder with the few of the editor's own extensions that are needed: all of them would make each start of an
 * editor take a third longer.
 * @param {ServerEditor} editor
 * @param {string} dataFolder the editor's data, which the folder becomes a part of
 * @returns {Promise<string>} its path
 */
export const linkNeededExtensions = async ({ vscode }, dataFolder) => {
  const folder = join(dataFolder, 'needed-extensions');
  await mkdir(folder, { recursive: true });
  for (const name of neededExtensions) {
    const link = join(folder, name);
    if (!existsSync(link)) await symlink(join(vscode, 'extensions', name), link, 'junction');
  }
  return folder;
};
