import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { parseNames } from './sqljs/files/fileNames';

const entrySchema = z.object({
  dataFolder: z.string(),
  paths: z.array(z.string()),
  remotes: z.array(z.string()),
  projectIds: z.array(z.string()),
});

/** Where a workspace's data is, and what identifies the workspace: its folders and git remotes. */
export type WorkspaceEntry = z.infer<typeof entrySchema>;

/** Whether two entries share a folder or a remote: the folder was recreated, moved or cloned again. */
export const isSameWorkspace = (one: WorkspaceEntry, other: WorkspaceEntry): boolean =>
  one.paths.some((path) => other.paths.includes(path)) || one.remotes.some((url) => other.remotes.includes(url));

/** A git remote without the parts that vary with the way to reach it: scheme, user, password, port, `.git`. */
export const normalRemote = (url: string): string =>
  url
    .trim()
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):\d+\//, '$1/')
    .replace(/^([^/:]+):/, '$1/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();

const holdsData = async (folder: string): Promise<boolean> => {
  const names = await readdir(folder).catch(() => []);
  const { snapshots, journals } = parseNames(names);
  return snapshots.length + journals.length > 0;
};

/**
 * The data folders that exist in the `-1` to `-9` variants of a workspace's storage folder made by the editor; `data`
 * is their name within one.
 */
export const numberedData = async (storageFolder: string, data: string): Promise<readonly string[]> => {
  const workspace = dirname(storageFolder);
  const folders = Array.from({ length: 9 }, (_, n) => join(`${workspace}-${n + 1}`, basename(storageFolder), data));
  const isThere = await Promise.all(folders.map(holdsData));
  return folders.filter((_, index) => isThere[index]);
};

const nameOf = (dataFolder: string): string =>
  `${createHash('sha256').update(dataFolder).digest('hex').slice(0, 32)}.json`;

/**
 * Lists the known workspaces, one small file each. The editor names a workspace's storage by path and inode and cannot
 * list them, so without this a moved or newly cloned folder could not find its earlier data.
 */
export class WorkspaceRegistry {
  constructor(private readonly folder: string) {}

  /** Records a workspace, replacing the entry for the same data. */
  async note(entry: WorkspaceEntry): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, nameOf(entry.dataFolder));
    await writeFile(`${path}.${process.pid}`, JSON.stringify(entry));
    await rename(`${path}.${process.pid}`, path);
  }

  /** The entry of the workspace with this data; null if there is none. */
  noted(dataFolder: string): Promise<WorkspaceEntry | null> {
    return this.read(nameOf(dataFolder));
  }

  /** Every other workspace that has projects and whose data is still there. */
  async others(dataFolder: string): Promise<readonly WorkspaceEntry[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const found: WorkspaceEntry[] = [];
    for (const name of names.toSorted()) {
      const entry = await this.read(name);
      if (entry === null || entry.dataFolder === dataFolder || entry.projectIds.length === 0) continue;
      if (await holdsData(entry.dataFolder)) found.push(entry);
    }
    return found;
  }

  /** Null for an unreadable file: it holds no data, only a pointer to some. */
  private async read(name: string): Promise<WorkspaceEntry | null> {
    try {
      return entrySchema.parse(JSON.parse(await readFile(join(this.folder, name), 'utf8')));
    } catch {
      return null;
    }
  }
}
