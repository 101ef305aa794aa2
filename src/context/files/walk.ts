import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inSlices } from '../slices';
import { inBatches, nullOnFailure } from './batches';
import { excludedByRepository, isIgnored, type Rules, rulesIn } from './ignoreRules';

/** What a walk asks of a root; paths are relative to it. */
export interface Tree {
  /** Files and folders in a folder; links are neither. */
  entries(folder: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  text(path: string): Promise<string>;
  /** What a folder with a `.git` excludes beside its .gitignore. */
  excluded(folder: string): Promise<string | null>;
  /** Size in bytes of a regular file, or what is a folder, if no link leads there; else null. */
  find(path: string): Promise<number | 'folder' | null>;
}

/** A folder of a disk. */
export const diskTree = (root: string): Tree => {
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
    excluded: (folder) => excludedByRepository(join(root, folder)),
    async find(path) {
      const found = await lstat(join(root, path));
      // Git still lists the files of a folder that a link has taken the place of.
      if (!(await isReal(dirname(path)))) return null;
      return found.isDirectory() ? 'folder' : found.isFile() ? found.size : null;
    },
  };
};

/** A folder to look into: its path with a `/` at the end (the root's is empty), and the rules that hold there. */
interface Folder {
  readonly prefix: string;
  readonly rules: readonly Rules[];
}

/** The most files that a walk finds: a home folder or a whole disk can have millions, and no project is meant by them. */
const maxFiles = 200_000;

/**
 * Walks the folders level by level by the rules from above and of each; ends with a call of `onCut` where there are too
 * many files. Throws where the root itself cannot be read.
 */
export const pathsByWalk = async (
  tree: Tree,
  onCut: () => void = () => undefined,
  above: readonly Rules[] = [],
): Promise<string[]> => {
  const turn = inSlices();
  const files: string[] = [];
  let isCut = false;
  const look = async ({ prefix, rules }: Folder): Promise<Folder[]> => {
    const reading = tree.entries(prefix);
    // A folder that may not be read holds nothing that may be.
    const entries = (await (prefix === '' ? reading : nullOnFailure(reading))) ?? [];
    const names = new Set(entries.map(({ name }) => name));
    const own = [...rules];
    if (names.has('.git')) own.push(rulesIn((await nullOnFailure(tree.excluded(prefix))) ?? '', prefix));
    if (names.has('.gitignore'))
      own.push(rulesIn((await nullOnFailure(tree.text(`${prefix}.gitignore`))) ?? '', prefix));
    const folders: Folder[] = [];
    for (const { name, isFolder } of entries) {
      if (isCut) return [];
      await turn();
      const path = prefix + name;
      if (name === '.git' || name === 'node_modules' || isIgnored(own, isFolder ? `${path}/` : path)) continue;
      if (isFolder) folders.push({ prefix: `${path}/`, rules: own });
      else if (files.length < maxFiles) files.push(path);
      else isCut = true;
    }
    return folders;
  };
  for (let level: readonly Folder[] = [{ prefix: '', rules: above }]; level.length > 0;)
    level = (await inBatches(level, look)).flat();
  if (isCut) onCut();
  return files;
};
