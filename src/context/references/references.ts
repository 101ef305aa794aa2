import { baseName } from '../../domain/paths';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckedReference } from '../../domain/references';
import { FileFacts, nearestName } from './fileFacts';
import { PathLookup } from './pathLookup';
import { findPathMentions, hasFileExtension, type PathMention } from './planPaths';
import { addedScripts, findScriptMentions, namesInManifest, type ScriptMention } from './planScripts';
import { findSymbolMentions, type SymbolMention } from './planSymbols';
import { isUnlisted, type WorkspaceFile, type WorkspaceFiles } from '../files/workspaceFiles';

interface Names {
  readonly paths: readonly string[];
  readonly lookup: PathLookup;
}

/** What is looked up in a listing, kept as long as it stays the same; other roots come with another listing. */
const known = new WeakMap<readonly WorkspaceFile[], Names>();

const namesOf = (listed: readonly WorkspaceFile[], roots: readonly string[]): Names => {
  const before = known.get(listed);
  if (before) return before;
  const paths = listed.map(({ path }) => path);
  const names = { paths, lookup: new PathLookup(paths, roots) };
  known.set(listed, names);
  return names;
};

/**
 * Checks what a plan's Markdown names against the workspace: paths and lines in backticks and on `Files:` lines, symbols
 * that it says are in a file, npm scripts; code fences are skipped. Anything that is not a path of this workspace (URLs,
 * routes, packages, globs, flags, bare words) is omitted from the result.
 * `roots` are the names of the workspace's folders if there are several; a path may then omit its root's name.
 */
export const checkReferences = async (
  source: string,
  files: WorkspaceFiles,
  roots: readonly string[] = [],
  signal?: AbortSignal,
): Promise<CheckedReference[]> => {
  const named = findPathMentions(source);
  const scripts = findScriptMentions(source);
  if (named.length + scripts.length === 0) return [];
  const listed = await files.list(signal);
  const { paths, lookup } = namesOf(listed, roots);
  const mentions = lookup.spaced.size === 0 ? named : findPathMentions(source, lookup.spaced);
  const facts = new FileFacts(files, signal);
  const planned = plannedPaths(mentions);
  const checked: CheckedReference[] = [];
  for (const mention of mentions) {
    const reference = await check(mention, lookup, planned);
    if (reference?.state === 'missing' && (await isUnlistedInRoots(mention.path, files, paths, roots))) continue;
    // A path that was not found was compared with every name of the workspace: yield to other work after each.
    if (reference?.state !== 'found') await nextTurn();
    if (reference) checked.push(await checkLine(reference, mention.endLine, facts));
  }
  const inFiles = await checkSymbols(findSymbolMentions(source, mentions), checked, lookup, facts);
  const run = await checkScripts(scripts, addedScripts(source), paths, facts);
  const isUnread =
    run.some(({ state }) => state === 'missing') && (await isUnlistedInRoots('package.json', files, paths, roots));
  // A manifest that may not be read may have the scripts that no other has.
  const told = isUnread ? run.filter(({ state }) => state !== 'missing') : run;
  return [...checked, ...inFiles, ...told].sort((a, b) => a.offset - b.offset || b.length - a.length);
};

const isUnlistedInRoots = async (
  path: string,
  files: WorkspaceFiles,
  paths: readonly string[],
  roots: readonly string[],
): Promise<boolean> => {
  for (const full of [path, ...roots.map((root) => `${root}/${path}`)])
    if (await isUnlisted(files, paths, full)) return true;
  return false;
};

/** Folders whose files are generated and mostly ignored: a path below them cannot be checked unless they are listed. */
const generatedPattern =
  /^(?:node_modules|dist|build|out|target|coverage|vendor|\.git|\.next|\.venv|venv|__pycache__)\//;

interface Planned {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

const plannedPaths = (mentions: readonly PathMention[]): Planned => {
  const paths = mentions.filter(({ declaredNew }) => declaredNew).map(({ path }) => path);
  return { paths: new Set(paths), names: new Set(paths.map(baseName)) };
};

const check = async (mention: PathMention, lookup: PathLookup, planned: Planned): Promise<CheckedReference | null> => {
  const { path, line, text, offset } = mention;
  const reference = (
    state: CheckedReference['state'],
    found: string,
    nearest: string | null = null,
  ): CheckedReference => ({ kind: 'path', text, path: found, line, state, nearest, offset, length: text.length });
  const exact = lookup.resolve(path);
  if (exact.length === 1) return reference('found', exact[0]!);
  if (exact.length > 1) return reference('ambiguous', path, exact[0]!);
  if (!isOnePath(mention, lookup)) return null;
  if (mention.declaredNew || planned.paths.has(path)) return reference('new', path);
  if (isFolderOfPlanned(path, planned.paths)) return reference('new', path);
  if (!path.includes('/')) return checkName(mention, lookup, planned, reference);
  const inner = lookup.endingIn(path);
  if (inner.length === 1) return reference('found', inner[0]!);
  if (inner.length > 1) return mention.onFilesLine ? reference('ambiguous', path, inner[0]!) : null;
  if (mention.perhapsNew && !lookup.hasLookalike(path) && !lookup.hasNamesake(path)) return reference('new', path);
  if (!isClaimed(mention, lookup)) return null;
  return reference('missing', path, await lookup.nearest(path));
};

/**
 * Spaces may be those of a command or of words, and backslashes those of a namespace: a path with them that does not
 * exist must name a file of a folder that does, and no part of it may be a path by itself.
 */
const isOnePath = ({ text, path, isFile }: PathMention, lookup: PathLookup): boolean => {
  if (!/[\s\\]/.test(text)) return true;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  // A backslash before a dot is most often one of a pattern.
  if (!isFile || / -/.test(path) || text.includes('\\.') || lookup.resolve(folder).length === 0) return false;
  const beginnings = Array.from(path.matchAll(/ /g), ({ index }) => path.slice(0, index));
  return !beginnings.some((beginning) => hasFileExtension(beginning) || lookup.resolve(beginning).length > 0);
};

/**
 * A path that does not exist counts as missing only if it cannot be something else: a package, a branch, a generated
 * file, a file of another repository, a path with a placeholder.
 */
const isClaimed = ({ path, isFile, onFilesLine }: PathMention, lookup: PathLookup): boolean => {
  if (hasOpenName(path, lookup)) return false;
  if (onFilesLine) return true;
  if (!isFile) return lookup.hasLookalike(path);
  if (lookup.startsInWorkspace(path)) return true;
  return lookup.hasLookalike(path) && !(path.startsWith('@') || generatedPattern.test(path));
};

/** `docs/[name].md`, `path/to/app.ts` and `task-XXX.md` contain placeholders; brackets do not count if the workspace has names with brackets. */
const hasOpenName = (path: string, lookup: PathLookup): boolean =>
  /(?:^|\/)path\/to\/|(?:^|[^A-Z])(?:X{2,}|N{2,}|YYYY)(?![A-Z])/.test(path) ||
  (/\[[\w-]+\]/.test(path) && !lookup.usesBrackets);

/** A bare name may be a library or a product (`vue.js`): outside `Files:` lines it counts only if exactly one file has that name, or has it but for case or plural. */
const checkName = async (
  { path, onFilesLine }: PathMention,
  lookup: PathLookup,
  planned: Planned,
  reference: (state: CheckedReference['state'], found: string, nearest?: string | null) => CheckedReference,
): Promise<CheckedReference | null> => {
  if (planned.names.has(path)) return reference('new', path);
  const named = lookup.named(path);
  if (named.length === 1) return reference('found', named[0]!);
  if (!onFilesLine) {
    const meant = named.length === 0 ? lookup.misspelled(path) : null;
    return meant === null ? null : reference('missing', path, meant);
  }
  return named.length > 1
    ? reference('ambiguous', path, named[0]!)
    : reference('missing', path, await lookup.nearest(path));
};

const isFolderOfPlanned = (path: string, planned: ReadonlySet<string>): boolean =>
  [...planned].some((file) => file.startsWith(`${path}/`));

/** Checks the lines of a found path: lines beyond the end of the file are missing, with the file itself as the nearest. */
const checkLine = async (
  reference: CheckedReference,
  endLine: number | null,
  facts: FileFacts,
): Promise<CheckedReference> => {
  const { state, line, path } = reference;
  if (state !== 'found' || line === null) return reference;
  const count = await facts.lineCount(path);
  if (count === null || (line >= 1 && Math.max(line, endLine ?? line) <= count)) return { ...reference, kind: 'line' };
  return { ...reference, kind: 'line', state: 'missing', nearest: path };
};

/** Checks symbols whose file was found; how and where they are defined does not matter, only that the file contains the name. */
const checkSymbols = async (
  mentions: readonly SymbolMention[],
  paths: readonly CheckedReference[],
  lookup: PathLookup,
  facts: FileFacts,
): Promise<CheckedReference[]> => {
  const files = new Map(paths.filter(({ state }) => state === 'found').map((file) => [file.offset, file.path]));
  const checked: CheckedReference[] = [];
  for (const { text, name, offset, pathOffset } of mentions) {
    const path = files.get(pathOffset);
    const found = path !== undefined && lookup.isFile(path) ? await facts.symbol(path, name) : null;
    if (path === undefined || found === null) continue;
    // A file's own name can mean what the file contains (a component, a configuration), whether or not its text repeats it.
    if (found.line === null && baseName(path).split('.')[0]?.toLowerCase() === name.toLowerCase()) continue;
    const state = found.line === null ? ('missing' as const) : ('found' as const);
    if (state === 'missing') await nextTurn();
    checked.push({
      kind: 'symbol',
      text,
      path,
      line: found.line,
      state,
      nearest: found.nearest,
      offset,
      length: text.length,
    });
  }
  return checked;
};

const checkScripts = async (
  mentions: readonly ScriptMention[],
  added: readonly string[],
  paths: readonly string[],
  facts: FileFacts,
): Promise<CheckedReference[]> => {
  if (mentions.length === 0) return [];
  const manifests = paths.filter((path) => baseName(path) === 'package.json');
  if (manifests.length === 0) return [];
  const texts = await Promise.all(manifests.map((path) => facts.text(path)));
  const named = (...fields: string[]): Set<string> =>
    new Set(texts.flatMap((text) => namesInManifest(text ?? '', fields)));
  const known = named('scripts');
  const dependencies = named('dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies');
  const planned = new Set([...added, ...mentions.filter(({ declaredNew }) => declaredNew).map(({ name }) => name)]);
  return mentions.flatMap(({ name, offset, perhapsProgram }) => {
    const state = known.has(name) ? ('found' as const) : planned.has(name) ? ('new' as const) : ('missing' as const);
    const nearest = state === 'missing' ? nearestName(name, known) : null;
    // The program of a dependency mostly has its name, but need not: `typescript` brings `tsc`.
    if (state === 'missing' && perhapsProgram && (nearest === null || dependencies.has(name))) return [];
    return [{ kind: 'script', text: name, path: name, line: null, state, nearest, offset, length: name.length }];
  });
};
