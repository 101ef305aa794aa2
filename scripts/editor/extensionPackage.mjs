import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeBundle } from './l10nBundle.mjs';
import { writeNotices, writeReadme } from './packedTexts.mjs';
import { projectRoot, vsixFile } from './paths.mjs';
import { runQuietly } from './processes.mjs';

const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');

/**
 * Packs an extension folder as it is into a .vsix, without prompting.
 * @param {string} folder
 * @param {string} target path of the .vsix
 * @param {readonly string[]} [more] further flags for vsce
 */
export const packFolder = async (folder, target, more = []) => {
  await mkdir(dirname(target), { recursive: true });
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--no-rewrite-relative-links'];
  await runQuietly(process.execPath, [vsce, 'package', ...flags, ...more, '--out', target], {
    cwd: folder,
    what: `Packaging ${basename(folder)}`,
  });
};

/**
 * Builds DevPlan for production, with its localization bundle and the licences of everything it contains, and packs it
 * into `dist/devplan.vsix`.
 * @returns {Promise<number>} size in bytes
 */
export const packageExtension = async () => {
  await runQuietly(process.execPath, ['esbuild.mjs', '--production'], {
    cwd: projectRoot,
    what: 'The production build',
  });
  writeBundle();
  writeNotices();
  writeReadme();
  await packFolder(projectRoot, vsixFile, ['--readme-path', 'dist/README.md']);
  return (await stat(vsixFile)).size;
};
