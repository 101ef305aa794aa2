import { baseName } from '../../domain/paths';
import { UserError } from '../../domain/errors';
import { languageOf } from '../index/store/fileKind';
import type { WorkspaceFile, WorkspaceFiles } from './workspaceFiles';

/** What a workspace shows at a glance. */
export interface WorkspaceFacts {
  /** Languages by number of files, most first. */
  readonly languages: readonly { readonly name: string; readonly files: number }[];
  /** The project's manifest: `package.json`, `go.mod`...; null if there is none. */
  readonly manifest: { readonly path: string; readonly name: string | null } | null;
  /** Scripts of the manifest, as `name: command`. */
  readonly scripts: readonly string[];
  /** The README's first lines; empty if there is none. */
  readonly readmeHead: string;
  /** Folders down to the second level with their number of files: `src/routes/ (12)`. */
  readonly folders: readonly string[];
  readonly files: number;
}

const manifests = [
  'package.json',
  'pyproject.toml',
  'setup.cfg',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'composer.json',
  'Gemfile',
  'mix.exs',
  'pubspec.yaml',
];
const readmeLines = 25;
const maxFolders = 40;
/** Characters of a manifest that are searched for its name, which is near the top. */
const manifestHead = 64 * 1024;

type Overview = Pick<WorkspaceFacts, 'languages' | 'folders'> & {
  readonly manifestPath: string | null;
  readonly readmePath: string | null;
};

/** Facts from a listing alone, cached as long as the listing stays the same. */
const overviews = new WeakMap<readonly WorkspaceFile[], Overview>();

const overviewOf = (listed: readonly WorkspaceFile[]): Overview => {
  const overview = overviews.get(listed) ?? {
    languages: countLanguages(listed),
    folders: sketchFolders(listed),
    manifestPath: shallowest(listed, (name) => manifests.includes(name)),
    readmePath: shallowest(listed, (name) => /^readme(\.(md|rst|txt|adoc))?$/i.test(name)),
  };
  overviews.set(listed, overview);
  return overview;
};

/** Reads the facts of a workspace. */
export const workspaceFacts = async (files: WorkspaceFiles, signal?: AbortSignal): Promise<WorkspaceFacts> => {
  const listed = await files.list(signal);
  const { languages, folders, manifestPath, readmePath } = overviewOf(listed);
  const manifestText = manifestPath === null ? '' : await readOrEmpty(files, manifestPath, signal);
  const readme = readmePath === null ? '' : await readOrEmpty(files, readmePath, signal);
  return {
    languages,
    manifest: manifestPath === null ? null : { path: manifestPath, name: manifestName(manifestPath, manifestText) },
    scripts: manifestPath?.endsWith('package.json') ? packageScripts(manifestText) : [],
    readmeHead: readme.split(/\r?\n/).slice(0, readmeLines).join('\n').trim().slice(0, 2000),
    folders,
    files: listed.length,
  };
};

/** The facts as text for a model; empty for an empty workspace. */
export const factsText = (facts: WorkspaceFacts): string => {
  if (facts.files === 0) return '';
  const lines = [`Files: ${facts.files}`];
  const languages = facts.languages.slice(0, 6).map(({ name, files }) => `${name} (${files})`);
  if (languages.length > 0) lines.push(`Languages: ${languages.join(', ')}`);
  if (facts.manifest)
    lines.push(`Manifest: ${facts.manifest.path}${facts.manifest.name ? ` (${facts.manifest.name})` : ''}`);
  if (facts.scripts.length > 0) lines.push('Scripts:', ...facts.scripts.map((script) => `- ${script}`));
  if (facts.folders.length > 0) lines.push('Folders:', ...facts.folders.map((folder) => `- ${folder}`));
  if (facts.readmeHead) lines.push('README begins:', facts.readmeHead);
  return lines.join('\n');
};

const shallowest = (files: readonly WorkspaceFile[], fits: (name: string) => boolean): string | null => {
  const depth = (path: string): number => path.split('/').length;
  const paths = files.map(({ path }) => path).filter((path) => fits(baseName(path)));
  return paths.sort((a, b) => depth(a) - depth(b))[0] ?? null;
};

const readOrEmpty = async (files: WorkspaceFiles, path: string, signal?: AbortSignal): Promise<string> => {
  try {
    return await files.read(path, signal);
  } catch (error) {
    // The file may have been deleted since it was listed: go on without it.
    if (error instanceof UserError) return '';
    throw error;
  }
};

const countLanguages = (files: readonly WorkspaceFile[]): WorkspaceFacts['languages'] => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const language = languageOf(path);
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return Array.from(counts, ([name, files]) => ({ name, files })).sort(
    (a, b) => b.files - a.files || (a.name < b.name ? -1 : 1),
  );
};

const manifestName = (path: string, whole: string): string | null => {
  const text = whole.slice(0, manifestHead);
  if (path.endsWith('.json')) return /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? null;
  if (path.endsWith('go.mod')) return /^module\s+(\S+)/m.exec(text)?.[1] ?? null;
  return /^[ \t]*name[ \t]*[=:]\s*["']?([^"'\n]+)/m.exec(text)?.[1]?.trim() ?? null;
};

const packageScripts = (text: string): string[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A manifest that is being edited may be broken for a moment; it then counts as having no scripts.
    return [];
  }
  const scripts = (parsed as { scripts?: unknown } | null)?.scripts;
  if (typeof scripts !== 'object' || scripts === null) return [];
  return Object.entries(scripts)
    .slice(0, 20)
    .map(([name, command]) => `${name}: ${String(command).slice(0, 100)}`);
};

const sketchFolders = (files: readonly WorkspaceFile[]): string[] => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(2, parts.length); depth++) {
      const folder = `${parts.slice(0, depth).join('/')}/`;
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  const largest = [...counts].sort((a, b) => b[1] - a[1]).slice(0, maxFolders);
  return largest.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([folder, count]) => `${folder} (${count})`);
};
