import { definitionAt, definitionReader } from '../index/store/definitions';
import { nameParts } from '../references/planSymbols';

/** Lines of a file from 1, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

const closing = /^(?:[)\]}]|end\b|<\/)/;
/** A closing line that ends a definition; after `)` and `=>` comes its body. */
const ending = /^(?:[\]}]|end\b|<\/)(?!.*=>\s*$)/;
/** What goes on with a definition no deeper than its first line: a body's brace, Rust's bounds, Ruby's handlers. */
const continuing = /^(?:\{|where(?:\s+\w|\s*$)|rescue\b|ensure\b)/;
/** Comments and directives stand wherever their writer likes. */
const aside = /^#(?!\[)|^\s*(?:#(?: |$)|\/\/|--)/;
const escapesAndStrings = /\\.|(["'`])(?:\\.|(?!\1)[^\\])*?\1/g;

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** How many more braces a line opens than it closes. */
const openedBy = (line: string): number => {
  const braces =
    line
      .replace(escapesAndStrings, '')
      .replace(/\/\/.*/, '')
      .match(/[{}]/g) ?? [];
  return braces.reduce((sum, brace) => sum + (brace === '{' ? 1 : -1), 0);
};

/**
 * The lines of the definition that starts on a line: those that are indented deeper, and those that open and close its
 * body. While that is open, others count too: text of a template, labels, directives.
 */
export const blockAt = (lines: readonly string[], startLine: number): LineRange => {
  const first = lines[startLine - 1] ?? '';
  const indent = indentOf(first);
  let open = Math.max(0, openedBy(first));
  let endLine = startLine;
  for (let line = startLine + 1; line <= lines.length; line++) {
    const whole = lines[line - 1] ?? '';
    const text = whole.trimStart();
    const depth = indentOf(whole) - indent;
    if (text === '') continue;
    if (depth > 0) {
      endLine = line;
      // Braces further inside need not match: they may be in comments.
      if (open > 0) open = Math.max(0, open + openedBy(text));
    } else if (depth === 0 && (open > 0 ? text.startsWith('}') : closing.test(text))) {
      endLine = line;
      // Ends all that was open, whatever was counted: branches of a directive may open the same brace twice.
      open = Math.max(0, openedBy(text.slice(1)));
      if (open === 0 && ending.test(text)) break;
    } else if (depth === 0 && open === 0 && continuing.test(text)) {
      endLine = line;
      open = Math.max(0, openedBy(text));
      // A brace without a line of a body was none, as in a regular expression.
    } else if (open > 0 && endLine > startLine ? depth < 0 && closing.test(text) : !aside.test(whole)) break;
  }
  return { startLine, endLine };
};

/**
 * The lines that define a symbol in a file's text: of `Type.method` only those of that type, of several definitions the
 * outermost; empty if it is not defined there.
 */
export const symbolRanges = (path: string, text: string, symbol: string): LineRange[] => {
  const nameOn = definitionReader(path);
  const [name = '', owner = ''] = nameParts(symbol).toReversed();
  if (nameOn === null || name === '') return [];
  const lines = text.split('\n');
  const all = lines.flatMap((line, at) => (line.includes(name) && nameOn(line) === name ? [at + 1] : []));
  const within = (isOwner: (line: string) => boolean): number[] =>
    owner === '' ? [] : all.filter((line) => enclosing(lines, line).some(isOwner));
  const defined = within((line) => nameOn(line) === owner);
  // Rust's `impl Type` and Go's receivers are no definitions of the type.
  const named = defined.length > 0 ? defined : within((line) => line.split(/[^\w$]+/).includes(owner));
  const found = named.length > 0 ? named : all;
  const indentAt = (line: number): number => indentOf(lines[line - 1] ?? '');
  const outermost = Math.min(...found.map(indentAt));
  return found.filter((line) => indentAt(line) === outermost).map((line) => blockAt(lines, line));
};

/** A line and those whose blocks it is in, the innermost first. */
const enclosing = (lines: readonly string[], startLine: number): string[] => {
  const found: string[] = [];
  let indent = Infinity;
  for (let line = startLine; line > 0 && indent > 0; line--) {
    const text = lines[line - 1] ?? '';
    const own = text.trimStart();
    if (own === '' || indentOf(text) >= indent || closing.test(own) || continuing.test(own) || aside.test(text))
      continue;
    indent = indentOf(text);
    found.push(text);
  }
  return found;
};

/** The name of the definition that starts on a line; null if there is none. */
export const definedAt = (path: string, text: string, line: number): string | null =>
  definitionAt(path, text.split('\n')[line - 1] ?? '');

/** The lines that a named line or range stands for: the whole definition that starts on a single line, else just the lines. */
export const lineRange = (path: string, text: string, startLine: number, endLine: number): LineRange => {
  const lines = text.split('\n');
  const isDefinition = definitionAt(path, lines[startLine - 1] ?? '') !== null;
  return isDefinition && endLine === startLine ? blockAt(lines, startLine) : { startLine, endLine };
};

/** The text of some lines. */
export const linesOf = (text: string, { startLine, endLine }: LineRange): string =>
  text
    .split('\n')
    .slice(startLine - 1, endLine)
    .join('\n');
