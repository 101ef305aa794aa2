import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import * as vscode from 'vscode';
import { inSlices } from '../../context/index/slices';
import { namesIn, runGit } from './git';

/** A file below a root: its path relative to the root with `/`, and its size in bytes when it was listed. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** Questions to a disk or to the editor that are under way together. */
const atOnce = 64;

/**
 * The files of a root: those that git tracks or would track, also in repositories inside of it; where there is no git or no
 * disk, those that a walk finds.
 */
export const listFolder = async (root: vscode.Uri): Promise<ListedFile[]> => {
  const tree = root.scheme === 'file' ? diskTree(root.fsPath) : editorTree(root);
  const byGit = root.scheme === 'file' ? await pathsByGit(root.fsPath) : null;
  const paths = byGit ?? (await pathsByWalk(tree));
  const found = await inBatches(paths, (path) => nullOnFailure(tree.find(path)));
  const sizes = new Map<string, number>();
  for (const [index, path] of paths.entries()) {
    const entry = found[index] ?? null;
    if (entry === 'folder') for (const file of await filesInside(root, path)) sizes.set(file.path, file.size);
    else if (entry !== null) sizes.set(path, entry);
  }
  return Array.from(sizes, ([path, size]) => ({ path, size }));
};

/** The files of a folder that git names and does not look into: a submodule or a clone inside of its own repository. */
const filesInside = async (root: vscode.Uri, folder: string): Promise<ListedFile[]> => {
  const files = (await nullOnFailure(listFolder(vscode.Uri.joinPath(root, folder)))) ?? [];
  return files.map(({ path, size }) => ({ path: `${folder}/${path}`, size }));
};

/** Paths that git tracks or would track, or null where there is no git, no repository, or nothing that is its own. */
const pathsByGit = async (root: string): Promise<string[] | null> => {
  const names = namesIn(await runGit(root, ['ls-files', '-co', '--exclude-standard', '-z']));
  // A repository inside of this one ends in a slash; the folder itself would be a dot.
  const paths = [...new Set(names.map((name) => name.replace(/\/$/, '')).filter((name) => name !== '.'))];
  // A folder that a repository around it ignores is no part of that repository: git lists nothing there, the walk does.
  return paths.length === 0 ? null : paths;
};

/** What a walk asks of a root; paths are relative to it. */
interface Tree {
  /** Files and folders in a folder; links are neither. */
  entries(folder: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  text(path: string): Promise<string>;
  /** Size in bytes of a regular file, or what is a folder, if no link leads there; else null. */
  find(path: string): Promise<number | 'folder' | null>;
}

const diskTree = (root: string): Tree => {
  const real = new Map<string, Promise<boolean>>();
  const isReal = (folder: string): Promise<boolean> => {
    if (folder === '.') return Promise.resolve(true);
    const known =
      real.get(folder) ?? lstat(join(root, folder)).then((found) => found.isDirectory() && isReal(dirname(folder)));
    real.set(folder, known);
    return known;
  };
  return {
    async entries(folder) {
      const entries = await readdir(join(root, folder), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() || entry.isDirectory())
        .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    },
    text: (path) => readFile(join(root, path), 'utf8'),
    async find(path) {
      const found = await lstat(join(root, path));
      // Git still lists the files of a folder that a link has taken the place of.
      if (!(await isReal(dirname(path)))) return null;
      return found.isDirectory() ? 'folder' : found.isFile() ? found.size : null;
    },
  };
};

const editorTree = (root: vscode.Uri): Tree => ({
  async entries(folder) {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
    return entries
      .filter(([, type]) => type === vscode.FileType.File || type === vscode.FileType.Directory)
      .map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }));
  },
  text: async (path) => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, path))),
  async find(path) {
    const { type, size } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(root, path));
    return type === vscode.FileType.File ? size : null;
  },
});

/** A folder to look into: its path with a `/` at the end (the root's is empty), and the rules that hold there. */
interface Folder {
  readonly prefix: string;
  readonly rules: readonly Rules[];
}

interface Rules {
  readonly prefix: string;
  readonly ignore: Ignore;
}

/** Walks the folders level by level, each one's .gitignore respected. Throws where the root itself cannot be read. */
const pathsByWalk = async (tree: Tree): Promise<string[]> => {
  const turn = inSlices();
  const files: string[] = [];
  const look = async ({ prefix, rules }: Folder): Promise<Folder[]> => {
    const reading = tree.entries(prefix);
    // A folder that may not be read holds nothing that may be.
    const entries = (await (prefix === '' ? reading : nullOnFailure(reading))) ?? [];
    const own = entries.some(({ name }) => name === '.gitignore') ? [...rules, await readRules(tree, prefix)] : rules;
    const folders: Folder[] = [];
    for (const { name, isFolder } of entries) {
      await turn();
      const path = prefix + name;
      if (name === '.git' || name === 'node_modules' || isIgnored(own, isFolder ? `${path}/` : path)) continue;
      if (isFolder) folders.push({ prefix: `${path}/`, rules: own });
      else files.push(path);
    }
    return folders;
  };
  for (let level: readonly Folder[] = [{ prefix: '', rules: [] }]; level.length > 0;)
    level = (await inBatches(level, look)).flat();
  return files;
};

const readRules = async (tree: Tree, prefix: string): Promise<Rules> => ({
  prefix,
  ignore: ignore().add((await nullOnFailure(tree.text(`${prefix}.gitignore`))) ?? ''),
});

/** The deepest .gitignore that speaks of a path decides. */
const isIgnored = (rules: readonly Rules[], path: string): boolean => {
  for (const { prefix, ignore: matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(path.slice(prefix.length));
    if (ignored || unignored) return ignored;
  }
  return false;
};

/** Null in place of any failure: of git that is not there, of a file that has gone meanwhile. */
const nullOnFailure = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);

const inBatches = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return results;
};
