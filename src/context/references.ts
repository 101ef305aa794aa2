import { UserError } from '../domain/errors';
import type { CheckedReference } from '../domain/references';
import { PathLookup } from './pathLookup';
import { findPathMentions, type PathMention } from './planPaths';
import type { WorkspaceFiles } from './workspaceFiles';

/**
 * Checks the paths that a plan's Markdown names against the workspace: those in backticks and on `Files:` lines, outside code fences.
 * What is no path of this workspace (URLs, routes, packages, globs, flags, bare words) is left out of the answer.
 * `roots` are the names of the workspace's folders where there are several; a path may then leave its root's name out.
 */
export const checkReferences = async (
  source: string,
  files: WorkspaceFiles,
  roots: readonly string[] = [],
  signal?: AbortSignal,
): Promise<CheckedReference[]> => {
  const mentions = findPathMentions(source);
  if (mentions.length === 0) return [];
  const lookup = new PathLookup(
    (await files.list(signal)).map(({ path }) => path),
    roots,
  );
  const planned = plannedPaths(mentions);
  const checked: CheckedReference[] = [];
  for (const mention of mentions) {
    const reference = check(mention, lookup, planned);
    if (reference) checked.push(await checkLine(reference, files, signal));
  }
  return checked;
};

/** Folders whose files are made by tools and ignored: a path below them cannot be checked. */
const generatedPattern =
  /^(?:node_modules|dist|build|out|target|coverage|vendor|\.git|\.next|\.venv|venv|__pycache__)\//;

interface Planned {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const plannedPaths = (mentions: readonly PathMention[]): Planned => {
  const paths = mentions.filter(({ declaredNew }) => declaredNew).map(({ path }) => path);
  return { paths: new Set(paths), names: new Set(paths.map(baseName)) };
};

const check = (mention: PathMention, lookup: PathLookup, planned: Planned): CheckedReference | null => {
  const { path, line, text, offset } = mention;
  const reference = (
    state: CheckedReference['state'],
    found: string,
    nearest: string | null = null,
  ): CheckedReference => ({
    text,
    path: found,
    line,
    state,
    nearest,
    offset,
    length: text.length,
  });
  const exact = lookup.resolve(path);
  if (exact.length === 1) return reference('found', exact[0]!);
  if (exact.length > 1) return reference('ambiguous', path, exact[0]!);
  if (mention.declaredNew || planned.paths.has(path)) return reference('new', path);
  if (isFolderOfPlanned(path, planned.paths)) return reference('new', path);
  if (!path.includes('/')) return checkName(mention, lookup, planned, reference);
  if (!mention.isFile && !mention.onFilesLine && !lookup.startsInWorkspace(path)) return null;
  if (!mention.onFilesLine && (path.startsWith('@') || generatedPattern.test(path))) return null;
  return reference('missing', path, lookup.nearest(path));
};

/** A bare name may be a library or a product (`vue.js`): without a `Files:` line it counts only when exactly one file has it. */
const checkName = (
  { path, onFilesLine }: PathMention,
  lookup: PathLookup,
  planned: Planned,
  reference: (state: CheckedReference['state'], found: string, nearest?: string | null) => CheckedReference,
): CheckedReference | null => {
  if (planned.names.has(path)) return reference('new', path);
  const named = lookup.named(path);
  if (named.length === 1) return reference('found', named[0]!);
  if (!onFilesLine) return null;
  return named.length > 1 ? reference('ambiguous', path, named[0]!) : reference('missing', path, lookup.nearest(path));
};

const isFolderOfPlanned = (path: string, planned: ReadonlySet<string>): boolean =>
  [...planned].some((file) => file.startsWith(`${path}/`));

/** A line beyond the end of its file does not exist either; the file itself is then the nearest. */
const checkLine = async (
  reference: CheckedReference,
  files: WorkspaceFiles,
  signal?: AbortSignal,
): Promise<CheckedReference> => {
  const { state, line, path } = reference;
  if (state !== 'found' || line === null) return reference;
  try {
    const count = (await files.read(path, signal)).split('\n').length;
    return line >= 1 && line <= count ? reference : { ...reference, state: 'missing', nearest: path };
  } catch (error) {
    // The path may name a folder, or a file that went while we looked: its lines cannot be told.
    if (error instanceof UserError) return reference;
    throw error;
  }
};
