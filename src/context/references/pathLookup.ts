import { baseName } from '../../domain/paths';
import { inSlices } from '../slices';
import type { SpacedPaths } from './planPaths';

const withoutExtension = (path: string): string => path.replace(/(?<=[^/])\.\w+$/, '');

/** A name without what people most often get wrong: case, a plural's `s`, the extension. */
const plainName = (path: string): string =>
  withoutExtension(baseName(path))
    .toLowerCase()
    .replace(/s(?=$|\.)/g, '');

const spacedPaths = (paths: readonly string[], roots: readonly string[]): SpacedPaths => {
  const rootless = roots.flatMap((root) =>
    paths.flatMap((path) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : [])),
  );
  const spaced = new Map<string, string[]>();
  for (const path of [...paths, ...rootless].filter((path) => path.includes(' '))) {
    const first = path.slice(0, path.indexOf(' '));
    const same = spaced.get(first);
    if (same) same.push(path);
    else spaced.set(first, [path]);
  }
  for (const same of spaced.values()) same.sort((a, b) => b.length - a.length);
  return spaced;
};

/** Finds files and folders of a workspace by exact, rootless and similar paths. */
export class PathLookup {
  private readonly files: ReadonlySet<string>;
  private readonly folders = new Set<string>();
  private readonly byName = new Map<string, string[]>();
  private readonly byFolder = new Map<string, string[]>();
  private brackets: boolean | null = null;
  /** The files whose paths have spaces, with and without their root's name. */
  readonly spaced: SpacedPaths;

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
      this.addChild(path);
      // If a folder is known, so are its parents.
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        const folder = path.slice(0, at);
        if (this.folders.has(folder)) break;
        this.folders.add(folder);
      }
    }
    for (const folder of this.folders) this.addChild(folder);
    this.spaced = spacedPaths(paths, roots);
  }

  private addChild(path: string): void {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const siblings = this.byFolder.get(folder);
    if (siblings) siblings.push(path);
    else this.byFolder.set(folder, [path]);
  }

  /** The file or folder with exactly that path, else those with that path below each root. */
  resolve(path: string): readonly string[] {
    if (this.files.has(path) || this.folders.has(path)) return [path];
    return this.roots.map((root) => `${root}/${path}`).filter((full) => this.files.has(full) || this.folders.has(full));
  }

  /**
   * The files deeper in the workspace whose path ends with the given one, as plans for one of several packages write
   * them; else such folders; else the modules, files whose path ends so without its extension.
   */
  endingIn(path: string): readonly string[] {
    const end = `/${path}`;
    const files = this.named(baseName(path)).filter((file) => file.endsWith(end));
    if (files.length > 0) return files;
    const folders = [...this.folders].filter((folder) => folder.endsWith(end));
    return folders.length > 0
      ? folders
      : [...this.files].filter((file) => file.includes(`${path}.`) && `/${withoutExtension(file)}`.endsWith(end));
  }

  /**
   * True if a path may be a slip for another one: the only file of that name, a file that shares its folder's name too,
   * or one in a folder of that path that differs only in case, a plural or the extension.
   */
  hasLookalike(path: string): boolean {
    const same = this.named(baseName(path));
    const end = `/${path.split('/').slice(-2).join('/')}`;
    if (same.length === 1 || same.some((file) => `/${file}`.endsWith(end))) return true;
    const folder = path.slice(0, path.lastIndexOf('/'));
    const plain = plainName(path);
    return [...this.folders].some(
      (other) =>
        (other === folder || other.endsWith(`/${folder}`)) &&
        this.byFolder.get(other)?.some((child) => plainName(child) === plain),
    );
  }

  /** True if the path's folder exists and another folder has a file of that name. */
  hasNamesake(path: string): boolean {
    return this.folders.has(path.slice(0, path.lastIndexOf('/'))) && this.named(baseName(path)).length > 0;
  }

  /** True if any file or folder of the workspace has brackets in its name, as routes of web frameworks do. */
  get usesBrackets(): boolean {
    this.brackets ??= [...this.files].some((path) => path.includes('['));
    return this.brackets;
  }

  /** Every file of that name. */
  named(name: string): readonly string[] {
    return this.byName.get(name) ?? [];
  }

  /** The file whose name differs from a bare name only in case or a plural; null if there is none, and for short or product names. */
  misspelled(name: string): string | null {
    const at = name.indexOf('.');
    if (at < 5 || /^[A-Z][a-z]+\.js$/.test(name)) return null;
    const lower = name.toLowerCase();
    const numbers = [`${name.slice(0, at)}s${name.slice(at)}`];
    if (lower[at - 1] === 's') numbers.push(name.slice(0, at - 1) + name.slice(at));
    const paths = numbers.flatMap((other) => this.named(other));
    if (paths.length > 0) return onlyOrTop(paths);
    return onlyOrTop([...this.byName].filter(([known]) => known.toLowerCase() === lower).flatMap(([, same]) => same));
  }

  /** True for a file, false for a folder. */
  isFile(path: string): boolean {
    return this.files.has(path);
  }

  /** True if the path's first part is a folder of the workspace or of one of its roots. */
  startsInWorkspace(path: string): boolean {
    return this.resolve(path.slice(0, path.indexOf('/'))).length > 0;
  }

  /** The most similar file: the nearest one of the same name, else one with a similar name; null if there is none. Yields to other work meanwhile. */
  async nearest(path: string): Promise<string | null> {
    const turn = inSlices();
    const same = this.named(baseName(path));
    if (same.length > 0) return (await closest(path, same, Infinity, turn))?.path ?? null;
    const name = baseName(path);
    const allowed = Math.max(1, Math.floor(name.length * 0.4));
    let found: string | null = null;
    let least = Infinity;
    for (const [other, paths] of this.byName) {
      await turn();
      const off = distance(name, other, allowed);
      if (off > allowed || off * 3 >= least) continue;
      const nearest = await closest(path, paths, least - off * 3 - 1, turn);
      if (nearest !== null) [found, least] = [nearest.path, off * 3 + nearest.cost];
    }
    return found;
  }
}

/** The candidate with the smallest edit distance from a path, at most `limit`; the first of equals. */
const closest = async (
  path: string,
  candidates: readonly string[],
  limit: number,
  turn: () => Promise<void> | undefined,
): Promise<{ path: string; cost: number } | null> => {
  let found: { path: string; cost: number } | null = null;
  for (const candidate of candidates) {
    await turn();
    const most = found === null ? limit : found.cost - 1;
    const cost = distance(path, candidate, most);
    if (cost <= most) found = { path: candidate, cost };
  }
  return found;
};

/** The only one of some paths, else the one in the workspace's top folder; null if any of them may be meant. */
const onlyOrTop = (paths: readonly string[]): string | null =>
  paths.length === 1 ? paths[0]! : (paths.find((path) => !path.includes('/')) ?? null);

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
