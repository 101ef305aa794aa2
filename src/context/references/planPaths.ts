import { withSlashes } from '../../domain/paths';
import { fileRole, languageOf } from '../index/store/fileKind';
import { codeSpans, lastSentence, linesOutsideFences } from './planLines';

/** A path as a plan names it; `text` is the text as written, `offset` its place in UTF-16 units. */
export interface PathMention {
  readonly text: string;
  /** Without `./`, line numbers and a trailing slash. */
  readonly path: string;
  readonly line: number | null;
  /** The last line of a range, else the same as `line`. */
  readonly endLine: number | null;
  readonly offset: number;
  /** True if its last part has a file extension. */
  readonly isFile: boolean;
  readonly onFilesLine: boolean;
  /** True if the plan says that the work creates it. */
  readonly declaredNew: boolean;
  /** True if the work writes something into it, so that the file may be created by that. */
  readonly perhapsNew: boolean;
}

/** Paths with spaces, by the part before their first space. */
export type SpacedPaths = ReadonlyMap<string, readonly string[]>;

/** Characters of a line on each side of a path that are searched: searching all of a long line for every path would take forever. */
const nearby = 500;
/** No path is longer, line numbers and symbol included. */
const maxTextLength = 500;
const filesLinePattern = /^\s*(?:[-*+]\s+)?\**(?:Files?|Touches|Modules?)\**\s*:\**/i;
const barePathPattern =
  /(?<![\p{L}\p{N}_.@[\]()+-])[\p{L}\p{N}_.@[\]()+-]*[\p{L}\p{N}_\])](?:\/[\p{L}\p{N}_.@[\]()+-]*[\p{L}\p{N}_\])+-])*\/?(?::\d+(?:[-–]\d+)?)?/gu;
/** What ends a bare path with spaces: its line numbers, and nothing that goes on with its name. */
const barePathEnd = /^(?::\d+(?:[-–]\d+)?)?(?![\p{L}\p{N}_/]|[.-][\p{L}\p{N}])/u;
/** A bare path next to one of these is part of a glob, or of a name with other letters. */
const partOfMore = /[*{}$\\]/;
const newAfterPattern =
  /^`?\**\s*(?:[([]\s*(?:new|create[sd]?|to be created|planned|if not exist\w*|add(?:ed)?(?=(?:\s+file)?\s*[)\]]))\b|(?:[-–—:]+\s*)?new\b)/i;
/** Paths in a list that one verb governs: "create `a`, `b` and `c`". */
const listBefore = String.raw`(?:\x60[^\x60]+\x60(?: \([^()]*\))?(?:,? and |, ))*\x60?$`;
const newBeforePattern = new RegExp(
  String.raw`\b(?:creat(?:e|es|ed|ing)|(?:adds?|adding|write|writes|introduces?|scaffold|generates?)(?: an?| the)?(?: new)?|new (?:file|module|folder|directory|test|script)s?)(?: (?:an?|the|file|files|module|folder|in|at|as|new))*[:\s]*${listBefore}`,
  'i',
);
/** Words earlier in the sentence, and right before the path, that mark a file which the work or a tool writes. */
const writesPattern = /\b(?:creat|writ|generat|scaffold|compil|emit|output|built|build|bundl|sav|stor)/i;
const intoPattern = / (?:in|into|to|at|as|under)(?: (?:an?|the|new|file))*:? `?$/i;
/** The same for a file to which tests are added. */
const addsPattern = /\badd.*/is;
const testsPattern = /\btests?\b/i;
const testsIntoPattern = / (?:in|into|to|at|under) `?$/i;
/** A heading or line that introduces a list of things to create. */
const newListPattern =
  /^\s*(?:(?:#+|[-*+]|\d+\.)\s*)?\**(?:new (?:files?|modules?|tests?|folders?|components?)|(?:files?|modules?|tests?) (?:to (?:be )?)?(?:creat(?:e|ed)|add(?:ed)?)|created(?: files?)?|create)\b[^`.]*$/i;
const movesPattern = /\b(?:renam|mov|extract|split|cop)/i;
const movedToPattern = /\b(?:to|into|as)\s+`?$/i;

const dataExtensions =
  /\.(json5?|jsonc|ya?ml|toml|ini|cfg|conf|xml|lock|mod|sum|env|csv|tsv|svg|png|jpe?g|gif|ico|webp|woff2?|ttf|wasm|pdf|gradle|properties|snap|patch|editorconfig|gitignore|dockerignore|prettierrc|eslintrc|babelrc|nvmrc|txt|mjml|hbs|ejs|pug|njk|prisma|cue|bat|cmd|plist|tpl)$/i;

/** True for a name with a file extension. */
export const hasFileExtension = (path: string): boolean =>
  languageOf(path) !== null ||
  dataExtensions.test(path) ||
  (/\.[A-Za-z]\w{0,7}$/.test(path) && fileRole(path) !== 'other');

/**
 * Finds what looks like a path: in backticks anywhere, and without them on `Files:` lines; code fences are skipped.
 * `spaced` are the files whose paths have spaces, by the part before the first one, the longest first.
 */
export const findPathMentions = (source: string, spaced: SpacedPaths = new Map()): PathMention[] => {
  let inNewList = false;
  return linesOutsideFences(source).flatMap(({ text, offset }) => {
    const isItem = /^\s*(?:[-*+]|\d+\.)\s/.test(text);
    if (newListPattern.test(text)) inNewList = true;
    else if (!isItem && text.trim() !== '') inNewList = false;
    const found = inLine(text, offset, spaced);
    return inNewList && isItem ? found.map((mention) => ({ ...mention, perhapsNew: true })) : found;
  });
};

const inLine = (line: string, lineOffset: number, spaced: SpacedPaths): PathMention[] => {
  const onFilesLine = filesLinePattern.test(line);
  const found: PathMention[] = [];
  let rest = '';
  for (const code of codeSpans(line)) {
    const text = code.text.trim();
    const start = code.textStart + code.text.indexOf(text);
    const mention = toMention(text, start, line, onFilesLine);
    if (mention) found.push({ ...mention, offset: lineOffset + start });
    // Code in backticks must not be read again as bare text.
    rest += line.slice(rest.length, code.start) + ' '.repeat(code.end - code.start);
  }
  rest += line.slice(rest.length);
  if (!onFilesLine) return found;
  const from = filesLinePattern.exec(line)?.[0].length ?? 0;
  let end = from;
  for (const match of rest.slice(from).matchAll(barePathPattern)) {
    const start = from + match.index;
    if (start < end) continue;
    const text = spacedText(line, start, spaced.get(match[0]) ?? []) ?? match[0];
    end = start + text.length;
    if (!text.includes('/') && !hasFileExtension(text)) continue;
    if (partOfMore.test(rest[start - 1] ?? '') || partOfMore.test(rest[end] ?? '')) continue;
    const mention = toMention(text, start, line, true);
    if (mention) found.push({ ...mention, offset: lineOffset + start });
  }
  return found;
};

/** The first of some paths that stands at a place of a line, with its line numbers; null if none does. */
const spacedText = (line: string, start: number, paths: readonly string[]): string | null => {
  for (const path of paths) {
    if (!line.startsWith(path, start)) continue;
    const end = barePathEnd.exec(line.slice(start + path.length, start + maxTextLength));
    if (end) return path + end[0];
  }
  return null;
};

/** The lines that a reference names at its end (`:3`, `:3-5`, `:3:1-5:9`, `#L3-L5`), and where that begins; null if it names none. */
export const namedLines = (
  text: string,
): { readonly line: number; readonly endLine: number; readonly index: number } | null => {
  const range = /(?::|#L)(\d+)(?::\d+)*(?:[-–]L?(\d+)(?::\d+)*)?$/.exec(text);
  return range && { line: Number(range[1]), endLine: Number(range[2] ?? range[1]), index: range.index };
};

const toMention = (
  text: string,
  start: number,
  line: string,
  onFilesLine: boolean,
): Omit<PathMention, 'offset'> | null => {
  if (text.length > maxTextLength) return null;
  const range = namedLines(text);
  const withoutLines = range ? text.slice(0, range.index) : text;
  const path = withSlashes(withoutLines)
    .replace(/(?:::?|#)[A-Za-z_$][\w$.]*(?:\(\))?$/, '')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  if (!isPathLike(withoutLines, path, onFilesLine)) return null;
  const before = line.slice(Math.max(0, start - nearby), start);
  const sentence = lastSentence(before.replace(/`[^`]*`/g, '``'));
  const after = line.slice(start + text.length).slice(0, nearby);
  const declaredNew =
    newAfterPattern.test(after) ||
    /\((?:both|all) new\)/i.test(after) ||
    newBeforePattern.test(before) ||
    (movedToPattern.test(before) && movesPattern.test(sentence));
  return {
    text,
    path,
    line: range && range.line,
    endLine: range && range.endLine,
    isFile: hasFileExtension(path),
    onFilesLine,
    declaredNew,
    perhapsNew:
      (intoPattern.test(before) && writesPattern.test(sentence)) ||
      (fileRole(path) === 'test' &&
        testsIntoPattern.test(before) &&
        testsPattern.test(addsPattern.exec(sentence)?.[0] ?? '')),
  };
};

const isPathLike = (raw: string, path: string, onFilesLine: boolean): boolean => {
  const signs = onFilesLine ? path.replaceAll(' ', '') : path;
  if (path === '' || path.length > 300 || /[\s*?{}<>|"'=,;!$^\\]|:\/\//.test(signs)) return false;
  if (/^[-/~%]|^\.\.?$|^\.\.\//.test(path)) return false;
  if (/^(?:https?|mailto|node|npm|data|git|file|vscode|devplan|bun|deno|jsr):/i.test(raw)) return false;
  if (/[()]/.test(path) && !/\/\([\w-]+\)\/|^\([\w-]+\)\//.test(path)) return false;
  if (/:/.test(path)) return false;
  if (!path.includes('/')) return hasFileExtension(path);
  if (/^[A-Z]+\/[A-Z]+$/.test(path)) return false;
  if (/^(?:application|audio|font|image|message|multipart|text|video)\/[\w.+-]+$/.test(path) && !hasFileExtension(path))
    return false;
  return (
    !/^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|ai|co|app)(?:\/|$)/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '..' && part === part.trim())
  );
};
