import { languageOf } from '../index/store/fileKind';

// Unclosed text must be scanned only once: a comment then runs to the end, and a quote after a backslash begins no string.
const slashComment = String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`;
const quoted = String.raw`(?<!\\)(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')`;
const hashLanguages: ReadonlySet<string> = new Set(['Python', 'Ruby', 'Shell', 'Elixir']);

/** Matches comments, and strings first, because comment marks inside them do not count. */
const slashPattern = new RegExp(String.raw`(${quoted}|(?<!\\)\x60(?:\\.|[^\x60\\])*\x60)|${slashComment}`, 'g');
const hashPattern = new RegExp(String.raw`("""[\s\S]*?"""|'''[\s\S]*?'''|${quoted})|(?<![\w$&{])#[^\n]*`, 'g');

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

/**
 * A file's text, or a part of it, without comments and without what formatters change: white space, kinds of quotes,
 * semicolons, commas before a closing bracket or at the end, parentheses around a single arrow function parameter. Texts
 * that differ only in these become equal.
 */
export const normalizedText = (path: string, text: string): string => {
  const code = withoutComments(path, text);
  return (languageOf(path) === 'Go' ? simplifiedGo(code) : code)
    .replace(/["`]/g, "'")
    .replace(/[\s;]+/g, '')
    .replace(/,(?=[)\]}]|$)/g, '')
    .replace(/\((\w+)\)=>/g, '$1=>');
};
