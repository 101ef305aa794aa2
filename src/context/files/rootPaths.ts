/** A folder of the workspace with its own name in paths, and what workspace paths in it begin with: nothing where it is the only one. */
export interface Root<Folder> {
  readonly folder: Folder;
  readonly name: string;
  readonly prefix: string;
}

/** The roots that folders are: each one's name is one part of a path, and has a number where a folder before it has the same. */
export const rootsOf = <Folder extends { readonly name: string }>(folders: readonly Folder[]): Root<Folder>[] => {
  const taken = new Set<string>();
  return folders.map((folder) => {
    // The editor takes any name for a folder: also `packages/web`, and one name for several.
    const part = folder.name.replaceAll(/[\\/]/g, '-');
    let name = part;
    for (let number = 2; taken.has(name); number++) name = `${part}-${number}`;
    taken.add(name);
    return { folder, name, prefix: folders.length > 1 ? `${name}/` : '' };
  });
};

/** The root that a workspace path lies in, and the rest of the path; null for a root that is not open. */
export const locateIn = <Folder>(
  roots: readonly Root<Folder>[],
  path: string,
): { readonly root: Root<Folder>; readonly relative: string } | null => {
  const root = roots.find(({ prefix }) => `${path}/`.startsWith(prefix));
  return root ? { root, relative: path.slice(root.prefix.length) } : null;
};

/** A workspace path as it is kept: with its root's name even where the root is the only one, since another may join it. */
export const keptPath = <Folder>(roots: readonly Root<Folder>[], path: string): string => {
  const found = locateIn(roots, path);
  return found ? `${found.root.name}/${found.relative}` : path;
};

/** The workspace path that was kept; null where its root is not open. */
export const pathNow = <Folder>(roots: readonly Root<Folder>[], kept: string): string | null => {
  const root = roots.find(({ name }) => kept.startsWith(`${name}/`));
  return root ? root.prefix + kept.slice(root.name.length + 1) : null;
};

/** Tells which relative paths of a folder lie in none of the folders inside it. */
export const ownPaths = (folder: string, all: readonly string[]): ((path: string) => boolean) => {
  const inside = all.flatMap((other) => (other.startsWith(`${folder}/`) ? `${other.slice(folder.length + 1)}/` : []));
  return (path) => !inside.some((inner) => path.startsWith(inner));
};
