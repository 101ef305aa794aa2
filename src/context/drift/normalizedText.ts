import { languageOf } from '../index/store/fileKind';

// Unclosed text must be scanned only once: a comment then runs to the end, and a quote after a backslash begins no string.
const slashComment = String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`;
const quoted = String.raw`(?<!\\)(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')`;
const tripleQuoted = String.raw`"""[\s\S]*?"""|'''[\s\S]*?'''`;
const hashLanguages: ReadonlySet<string> = new Set(['Python', 'Ruby', 'Shell', 'Elixir']);

/** Matches comments, and strings first, because comment marks inside them do not count. */
const slashPattern = new RegExp(String.raw`(${quoted}|(?<!\\)\x60(?:\\.|[^\x60\\])*\x60)|${slashComment}`, 'g');
const hashPattern = new RegExp(String.raw`(${tripleQuoted}|${quoted})|(?<![\w$&{])#[^\n]*`, 'g');

const withoutComments = (path: string, text: string): string => {
  const language = languageOf(path);
  if (language === null || language === 'HTML' || language === 'SQL' || language === 'Lua') return text;
  const pattern = hashLanguages.has(language) ? hashPattern : slashPattern;
  return text.replace(pattern, (_, string: string | undefined) => string ?? '');
};

/** Applies the rewrites that Go's own tools make without changing the meaning. */
const simplifiedGo = (text: string): string =>
  text
    .replace(/,\s*_\s*(?=:?=\s*range\b)/g, '')
    .replace(/\b(\w+)\[([^[\]:]*):\s*len\(\1\)\]/g, '$1[$2:]')
    .replace(/\binterface\s*\{\}/g, 'any');

const normalizedCode = (path: string, code: string): string =>
  (languageOf(path) === 'Go' ? simplifiedGo(code) : code)
    .replace(/["`]/g, "'")
    .replace(/[^\S\n]+/g, '')
    .replace(/[\n;]+/g, '\n')
    .replace(/,(?=\n?(?:[)\]}]|$))/g, '')
    .replace(/\(\n?(\w+)\n?\)\n?=>/g, '$1=>');

/** A file's `normalizedText` with a newline where a line or statement of it ends. */
export const normalizedLines = (path: string, text: string): string =>
  normalizedCode(path, withoutComments(path, text));

/**
 * A file's text, or a part of it, without comments and without what formatters change: white space, kinds of quotes,
 * semicolons, commas before a closing bracket or at the end, parentheses around a single arrow function parameter. Texts
 * that differ only in these become equal.
 */
export const normalizedText = (path: string, text: string): string => normalizedLines(path, text).replaceAll('\n', '');

const blockEnd = '\u21E4';

/** The `normalizedText` of a definition; where the language has no brackets around blocks, it also tells where they end. */
export const normalizedDefinition = (path: string, text: string): string => {
  const code = withoutComments(path, text);
  const whole = languageOf(path) === 'Python' ? withBlockEnds(code) : code;
  return normalizedCode(path, whole).replaceAll('\n', '');
};

/** What `normalizedText` makes of the text whose `normalizedDefinition` is given. */
export const withoutBlockEnds = (text: string): string => text.replaceAll(blockEnd, '');

const withBlockEnds = (python: string): string => {
  const indents: number[] = [];
  const marked = pythonStatements(python).map((statement) => {
    const indent = statement.length - statement.trimStart().length;
    const outer = indents.filter((other) => other < indent);
    const ended = Math.max(0, indents.length - outer.length - 1);
    indents.splice(0, indents.length, ...outer, indent);
    return blockEnd.repeat(ended) + statement + (isWholeBlock(statement) ? blockEnd : '');
  });
  return marked.join('\n') + blockEnd.repeat(Math.max(0, indents.length - 1));
};

/** True for a compound statement on one line, which formatters take apart. */
const isWholeBlock = (statement: string): boolean =>
  /^\s*(?:async\s|(?:if|elif|else|for|while|with|try|except|finally|def|class|match|case)\b)/.test(statement) &&
  !statement.trimEnd().endsWith(':');

const pythonToken = new RegExp(String.raw`${tripleQuoted}|${quoted}|\\\r?\n|[\n([{}\])]`, 'g');

/** Statements, each with all of its lines. */
const pythonStatements = (code: string): string[] => {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of `${code}\n`.matchAll(pythonToken)) {
    if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token)) depth--;
    else if (token === '\n' && depth <= 0) {
      found.push(code.slice(start, index));
      start = index + 1;
    }
  }
  return found.filter((statement) => statement.trim() !== '');
};
