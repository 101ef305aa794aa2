import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ignore, { type Ignore } from 'ignore';
import * as vscode from 'vscode';

/** A file below a root: its path relative to the root with `/`, and its size in bytes when it was listed. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

const run = promisify(execFile);
const statsAtOnce = 64;

/** Files that git tracks or would track, or null where there is no git, no repository, or nothing that is its own. */
export const listByGit = async (root: string): Promise<ListedFile[] | null> => {
  const options = {
    cwd: root,
    maxBuffer: 256 * 1024 * 1024,
    // Listing must not write the index of the user's repository.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  };
  const output = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], options).then(
    ({ stdout }) => stdout,
    () => null,
  );
  if (output === null) return null;
  const paths = [...new Set(output.split('\0').filter(Boolean))];
  // A folder that a repository around it ignores is no part of that repository: git lists nothing there, the walk does.
  if (paths.length === 0) return null;
  const files: ListedFile[] = [];
  for (let start = 0; start < paths.length; start += statsAtOnce) {
    const sizes = await Promise.all(paths.slice(start, start + statsAtOnce).map((path) => fileSize(join(root, path))));
    for (const [index, size] of sizes.entries()) if (size !== null) files.push({ path: paths[start + index]!, size });
  }
  return files;
};

/** Size of a regular file; null for what is none or was deleted since git listed it. */
const fileSize = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );

/** Files found by walking the folder through the editor, each folder's .gitignore respected; for roots without git or disk. */
export const listByWalk = async (root: vscode.Uri): Promise<ListedFile[]> => {
  const files: ListedFile[] = [];
  const walk = async (folder: vscode.Uri, prefix: string, rules: readonly Rules[]): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const own = entries.some(([name]) => name === '.gitignore') ? [...rules, await readRules(folder, prefix)] : rules;
    for (const [name, type] of entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const path = prefix + name;
      if (name === '.git' || name === 'node_modules' || type & vscode.FileType.SymbolicLink) continue;
      const isFolder = (type & vscode.FileType.Directory) !== 0;
      if (isIgnored(own, isFolder ? `${path}/` : path)) continue;
      const uri = vscode.Uri.joinPath(folder, name);
      if (isFolder) await walk(uri, `${path}/`, own);
      else files.push({ path, size: (await vscode.workspace.fs.stat(uri)).size });
    }
  };
  await walk(root, '', []);
  return files;
};

interface Rules {
  readonly prefix: string;
  readonly ignore: Ignore;
}

const readRules = async (folder: vscode.Uri, prefix: string): Promise<Rules> => {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.gitignore'));
  return { prefix, ignore: ignore().add(new TextDecoder().decode(bytes)) };
};

/** The deepest .gitignore that speaks of a path decides. */
const isIgnored = (rules: readonly Rules[], path: string): boolean => {
  for (const { prefix, ignore: matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(path.slice(prefix.length));
    if (ignored || unignored) return ignored;
  }
  return false;
};
