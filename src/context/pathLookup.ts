const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Finds files and folders of a workspace by exact, rootless and similar paths. */
export class PathLookup {
  private readonly files: ReadonlySet<string>;
  private readonly folders = new Set<string>();
  private readonly byName = new Map<string, string[]>();

  constructor(
    paths: readonly string[],
    private readonly roots: readonly string[],
  ) {
    this.files = new Set(paths);
    for (const path of paths) {
      const name = baseName(path);
      const same = this.byName.get(name);
      if (same) same.push(path);
      else this.byName.set(name, [path]);
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) this.folders.add(path.slice(0, at));
    }
  }

  /** The file or folder of exactly that path; with several roots those of that path below each. */
  resolve(path: string): readonly string[] {
    if (this.files.has(path) || this.folders.has(path)) return [path];
    return this.roots.map((root) => `${root}/${path}`).filter((full) => this.files.has(full) || this.folders.has(full));
  }

  /** Every file of that name. */
  named(name: string): readonly string[] {
    return this.byName.get(name) ?? [];
  }

  /** The file whose name differs from a bare one only in case or a plural; null for short names and names of products. */
  misspelled(name: string): string | null {
    const at = name.indexOf('.');
    if (at < 5 || /^[A-Z][a-z]+\.js$/.test(name)) return null;
    const other =
      name[at - 1] === 's' ? name.slice(0, at - 1) + name.slice(at) : `${name.slice(0, at)}s${name.slice(at)}`;
    const lower = name.toLowerCase();
    const paths = this.byName.get(other) ?? [];
    if (paths.length > 0) return paths.length === 1 ? paths[0]! : null;
    const cased = [...this.byName].filter(([known]) => known.toLowerCase() === lower).flatMap(([, same]) => same);
    return cased.length === 1 ? cased[0]! : null;
  }

  /** True for a file; a folder is none. */
  isFile(path: string): boolean {
    return this.files.has(path);
  }

  /** True when the path's first part is a folder of the workspace or of one of its roots. */
  startsInWorkspace(path: string): boolean {
    return this.resolve(path.slice(0, path.indexOf('/'))).length > 0;
  }

  /** The most similar file: one of the same name nearest by folders, else one with a similar name; null without any. */
  nearest(path: string): string | null {
    const same = this.named(baseName(path));
    if (same.length > 0) return best(same, (other) => distance(path, other, Infinity));
    const name = baseName(path);
    const allowed = Math.max(1, Math.floor(name.length * 0.4));
    let found: string | null = null;
    let least = Infinity;
    for (const [other, paths] of this.byName) {
      const off = distance(name, other, allowed);
      if (off > allowed) continue;
      const nearest = best(paths, (candidate) => distance(path, candidate, Infinity));
      const total = off * 3 + distance(path, nearest, Infinity);
      if (total < least) [found, least] = [nearest, total];
    }
    return found;
  }
}

const best = (paths: readonly string[], cost: (path: string) => number): string =>
  paths.map((path) => ({ path, cost: cost(path) })).reduce((a, b) => (b.cost < a.cost ? b : a)).path;

/** Edit distance of two texts (Levenshtein); anything above `limit` may come back as `limit + 1`. */
export const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const change = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const cost = Math.min(change, previous[column]! + 1, current[column - 1]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
};
