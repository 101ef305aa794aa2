import type { Root } from './rootPaths';
import type { WorkspaceFile } from './workspaceFiles';

/** The files of all roots at one time. */
export interface Listing {
  readonly files: readonly WorkspaceFile[];
  readonly paths: ReadonlySet<string>;
  /** Why roots could not be listed, by their prefix: of their files nothing is known. */
  readonly unread: ReadonlyMap<string, unknown>;
}

export const emptyListing: Listing = { files: [], paths: new Set(), unread: new Map() };

/** Lists every root by its relative paths; one that fails is left out, unless all of them do. */
export const listRoots = async <R extends Root<unknown>>(
  roots: readonly R[],
  list: (root: R) => Promise<readonly WorkspaceFile[]>,
): Promise<Listing> => {
  const files: WorkspaceFile[] = [];
  const unread = new Map<string, unknown>();
  const add = async (root: R): Promise<void> => {
    const { prefix } = root;
    try {
      for (const { path, size } of await list(root)) files.push({ path: prefix + path, size });
    } catch (error) {
      unread.set(prefix, error);
    }
  };
  await Promise.all(roots.map(add));
  const [failure] = unread.values();
  if (unread.size > 0 && unread.size === roots.length) throw failure;
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, paths: new Set(files.map(({ path }) => path)), unread };
};

/** The paths that only one of two listings has, and those whose sizes differ. */
export const differences = (before: Listing, now: Listing): string[] => {
  const sizes = new Map(before.files.map(({ path, size }) => [path, size]));
  const gone = before.files.filter(({ path }) => !now.paths.has(path));
  return [...gone, ...now.files.filter(({ path, size }) => sizes.get(path) !== size)].map(({ path }) => path);
};
