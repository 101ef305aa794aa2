import { splitWords, stem } from '../../domain/words';
import { type Language, languageOfPath, languages } from './languages';
import { baseName } from '../../domain/paths';
import { caseOf, type FileCase, folderOf, joinWords, nameWords, pathOf, stemOf } from './naming';

/** A file that a task names. */
export interface TaskPath {
  readonly path: string;
  readonly kind: 'modify' | 'new';
}

const testPattern = /(?:^|[/_.-])(?:tests?|specs?|__tests__|e2e)(?:[/_.-]|$)|[a-z](?:Tests?|Spec)\.\w+$/;

/** True for test files and everything in their folders. */
export const isTestPath = (path: string): boolean => testPattern.test(path);

/** True for prose: documentation and the like. */
export const isDocsPath = (path: string): boolean => /(?:^|\/)docs?\/|\.(?:md|mdx|rst|adoc|txt)$/i.test(path);

/** How this project names and places its files, inferred from the existing ones. */
export class Conventions {
  readonly language: Language;
  /** The deepest folder that contains nearly all source files; empty if there is none. */
  readonly sourceFolder: string;
  readonly isEmpty: boolean;
  private readonly known: ReadonlySet<string>;
  private readonly sources: readonly string[];
  private readonly tests: readonly string[];
  private readonly fileCase: FileCase;
  private readonly extension: string;

  constructor(
    private readonly paths: readonly string[],
    request: string,
    /** The file that the work is most about, if known. */
    private readonly anchor: string | null,
    /** False if there may be more files than these. */
    private readonly isWhole = true,
  ) {
    this.known = new Set(paths);
    const code = paths.filter((path) => languageOfPath(path) !== null);
    this.tests = code.filter(isTestPath);
    this.sources = code.filter((path) => !isTestPath(path) && !isDocsPath(path));
    this.isEmpty = isWhole && this.sources.length === 0;
    const asked = languages.find(({ pattern }) => pattern.test(request));
    this.language = most(this.sources.flatMap((path) => languageOfPath(path) ?? [])) ?? asked ?? languages[0]!;
    const own = this.sources.filter((path) => languageOfPath(path) === this.language);
    this.extension = most(own.map((path) => path.slice(path.lastIndexOf('.')))) ?? `.${this.language.extensions[0]}`;
    this.fileCase = caseOf(own.map((path) => stemOf(path))) ?? this.language.fileCase;
    this.sourceFolder = own.length === 0 ? this.language.sourceFolder : commonFolder(own);
  }

  /** The name in code for what a phrase describes. */
  symbol(phrase: string): string {
    return joinWords(nameWords(phrase), this.language.symbolCase);
  }

  /** A source file for what a phrase describes, beside the given file or in a folder of the subject. */
  source(phrase: string, near: string | null, subject: string): TaskPath {
    const name = joinWords(nameWords(phrase), this.fileCase) + this.extension;
    return this.at(pathOf(near === null ? this.folderFor(subject) : folderOf(near), name));
  }

  /** The test of a file, existing or still to be written. */
  test(path: string): TaskPath {
    const own = this.testOf(path);
    if (own !== null) return { path: own, kind: 'modify' };
    const stem = baseName(path).replace(/\.[^.]*$/, '');
    return this.at(pathOf(this.testFolder(path), this.testName(stem)));
  }

  /** The existing test of a file, found by its name; null if there is none. */
  testOf(path: string): string | null {
    const stem = stemOf(path).toLowerCase();
    const same = this.tests.filter((test) => stemOf(test).toLowerCase() === stem && languageOfPath(test) !== null);
    return nearest(path, same);
  }

  /** A file with that path, `new` if it is known not to exist. */
  at(path: string): TaskPath {
    return { path, kind: this.isWhole && !this.known.has(path) ? 'new' : 'modify' };
  }

  /** The shallowest file whose path matches, the shortest of several. */
  find(pattern: RegExp, among: readonly string[] = this.paths): string | null {
    const depth = (path: string): number => path.split('/').length;
    return (
      among
        .filter((path) => pattern.test(path))
        .sort((a, b) => depth(a) - depth(b) || a.length - b.length || (a < b ? -1 : 1))[0] ?? null
    );
  }

  /** The shallowest source file whose path matches. */
  findSource(pattern: RegExp): string | null {
    return this.find(pattern, this.sources);
  }

  /** The last matching file by name in the folder nearest to a path: the newest one if files are numbered. */
  lastNear(pattern: RegExp, path: string): string | null {
    const fitting = this.paths.filter((other) => pattern.test(other)).sort();
    const folders = [...new Set(fitting.map(folderOf))].sort((a, b) => a.length - b.length);
    const folder = nearest(path, folders);
    return fitting.findLast((other) => folderOf(other) === folder) ?? null;
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** The top folder that contains most source files; empty if there is none. */
  private get mainFolder(): string {
    const tops = this.sources.map((path) => path.split('/')[0] ?? '');
    const top = most(tops);
    return top !== null && tops.filter((other) => other === top).length * 2 > tops.length ? `${top}/` : '';
  }

  /** The folder for a new file: one named after the subject; else a new one if the source folder has many; else the source folder or the anchor's. */
  private folderFor(subject: string): string {
    if (this.isEmpty) return this.sourceFolder;
    const folders = [...new Set(this.sources.map(folderOf))].sort((a, b) => a.length - b.length);
    const named = nameWords(subject);
    const stems = new Set(named.map(stem));
    const { mainFolder } = this;
    const existing = folders.find(
      (folder) => folder.startsWith(mainFolder) && splitWords(baseName(folder)).every((word) => stems.has(stem(word))),
    );
    if (existing) return existing;
    const root = this.sourceFolder;
    const inner = new Set(
      folders
        .filter((folder) => folder.startsWith(`${root}/`))
        .map((folder) => folder.slice(root.length + 1).split('/')[0]),
    );
    const isTree = root !== '' && inner.size >= 3;
    if (!isTree && root !== '' && folders.includes(root)) return root;
    if (!isTree)
      return this.anchor === null
        ? (most(this.sources.map(folderOf).filter((folder) => folder !== '')) ?? '')
        : folderOf(this.anchor);
    return pathOf(root, joinWords(named.slice(0, 2), this.fileCase === 'pascal' ? 'camel' : this.fileCase));
  }

  /** Where the tests of a file are in a project whose test folders mirror its source folders: `src/domain` -> `test/unit/domain`. */
  private mirrorOf(path: string): string | null {
    const [top = '', ...rest] = folderOf(path).split('/');
    const own = (paths: readonly string[]): string[] => [
      ...new Set(paths.filter((other) => languageOfPath(other) === languageOfPath(path)).map(folderOf)),
    ];
    const tests = own(this.tests.filter((test) => testNameOf(test) !== null));
    const roots = own(this.sources).flatMap((source) => {
      const [first, ...inner] = source.split('/');
      if (first !== top || inner.length === 0) return [];
      const end = `/${inner.join('/')}`;
      return tests.flatMap((other) => (other.endsWith(end) && other !== source ? [other.slice(0, -end.length)] : []));
    });
    const root = most(roots);
    return root === null || roots.length < 2 || root.split('/')[0] === top ? null : pathOf(root, rest.join('/'));
  }

  private testName(stem: string): string {
    const name = most(this.tests.flatMap((path) => testNameOf(path) ?? [])) ?? this.language.testName;
    return name.replace('{}', stem);
  }

  private testFolder(path: string): string {
    const tests = this.tests.filter(
      (test) => testNameOf(test) !== null && languageOfPath(test) === languageOfPath(path),
    );
    const folders = (tests.length > 0 ? tests : this.tests).map(folderOf);
    const besides = this.tests.filter((test) =>
      this.sources.some((source) => folderOf(source) === folderOf(test)),
    ).length;
    const beside = this.tests.length === 0 ? this.language.testsBeside : besides * 2 > this.tests.length;
    if (beside) return folderOf(path);
    const mirror = this.mirrorOf(path);
    if (mirror !== null) return mirror;
    const inner = folderOf(path).slice(this.sourceFolder.length).replace(/^\//, '');
    const mirrored =
      inner === '' ? undefined : folders.find((folder) => folder.endsWith(`/${inner}`) || folder === inner);
    return (
      mirrored ??
      nearest(
        path,
        [...new Set(folders)].sort((a, b) => a.length - b.length),
      ) ??
      'test'
    );
  }
}

/** `users.test.ts` -> `{}.test.ts`; null if the name does not mark it as a test. */
const testNameOf = (path: string): string | null => {
  const name = baseName(path);
  const stem = stemOf(path);
  const plain = name.replace(/\.[^.]*$/, '');
  return plain === stem || !name.includes(stem) ? null : name.replace(stem, '{}');
};

/** The path that shares most leading folders with the given one, the first of equals; null if there are none. */
const nearest = (path: string, candidates: readonly string[]): string | null => {
  const parts = path.split('/');
  const shared = (other: string): number => {
    const theirs = other.split('/');
    const at = parts.findIndex((part, index) => part !== theirs[index]);
    return at < 0 ? parts.length : at;
  };
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0] ?? null;
};

/** The deepest folder that contains at least four fifths of the paths. */
const commonFolder = (paths: readonly string[]): string => {
  let folder = '';
  for (;;) {
    const inner = most(
      paths
        .filter((path) => path.startsWith(folder === '' ? '' : `${folder}/`))
        .flatMap((path) =>
          pathOf(
            folder,
            path
              .slice(folder === '' ? 0 : folder.length + 1)
              .split('/')
              .slice(0, -1)[0] ?? '',
          ),
        ),
    );
    if (inner === null || inner === folder || inner === `${folder}/`) return folder;
    if (paths.filter((path) => path.startsWith(`${inner}/`)).length < paths.length * 0.8) return folder;
    folder = inner;
  }
};

/** The value that occurs most often, the first of equals. */
const most = <T>(values: readonly T[]): T | null => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};
