const word = /[\p{L}\p{N}_]+/gu;
const eastAsian = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]/u;
const eastAsianRun =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+/gu;
const part = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|[\p{Lo}\p{Lm}\p{Lt}]+/gu;
const maxToken = 64;
const minPrefix = 3;
/** SQLite's porter tokenizer keeps only the first and last ten letters of a word of more than 20. */
const maxPrefixLength = 10;

const isPlain = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** The text without case, accents and compatibility forms. */
export const fold = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC')
        .toLowerCase();

/** Scripts without spaces between words are indexed as pairs of characters, plus the last character of a run. */
const pairs = (run: string): string[] => {
  const characters = Array.from(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
};

const tokensOf = (text: string): string[] =>
  isPlain(text)
    ? [text.slice(0, maxToken)]
    : (text.match(eastAsianRun) ?? []).flatMap((run) => (eastAsian.test(run) ? pairs(run) : [run.slice(0, maxToken)]));

/** A word of lowercase letters only has no parts, which spares most words further work. */
const isCompound = (text: string): boolean => /\P{Ll}/u.test(text);

/** What is indexed of a text: its words in order, and separately the parts of compound identifiers. */
export const indexed = (text: string): { readonly words: string; readonly parts: string } => {
  const words: string[] = [];
  const parts = new Set<string>();
  for (const [found] of text.matchAll(word)) {
    words.push(...tokensOf(fold(found)));
    const pieces = isCompound(found) ? (found.match(part) ?? []) : [];
    if (pieces.length > 1) for (const piece of pieces) if (piece.length > 1) parts.add(fold(piece).slice(0, maxToken));
  }
  return { words: words.join(' '), parts: Array.from(parts).join(' ') };
};

/** One search term: tokens in order; the last one may be the beginning of a word. */
export interface SearchTerm {
  readonly tokens: readonly string[];
  readonly isPrefix: boolean;
}

const toTerm = (text: string, mayBegin: boolean): SearchTerm | null => {
  const isStarred = text.endsWith('*');
  const found = fold(text).match(word) ?? [];
  const tokens = found.flatMap(tokensOf);
  const last = tokens.at(-1);
  if (last === undefined) return null;
  if (eastAsian.test(last)) {
    // The index holds a run's last character alone only at the end of the run; in a query the pair before it covers it.
    const isAlone = tokens.length === 1;
    return { tokens: isAlone ? tokens : tokens.slice(0, -1), isPrefix: isAlone };
  }
  const isPrefix = (isStarred || mayBegin) && last.length >= minPrefix;
  return { tokens: isPrefix ? [...tokens.slice(0, -1), last.slice(0, maxPrefixLength)] : tokens, isPrefix };
};

/** Parses a query: words, "phrases", word* for prefixes; the word being typed may be a prefix too. All terms must match. */
export const parseQuery = (query: string): readonly SearchTerm[] => {
  const found = Array.from(query.matchAll(/"([^"]*)"?|[^\s"]+/g));
  return found
    .map(([text, phrase], index) =>
      phrase === undefined ? toTerm(text, index === found.length - 1 && query.endsWith(text)) : toTerm(phrase, false),
    )
    .filter((term) => term !== null);
};

/** The terms as an FTS4 expression (https://www.sqlite.org/fts3.html#full_text_index_queries). */
export const toMatch = (terms: readonly SearchTerm[]): string =>
  terms.map(({ tokens, isPrefix }) => `"${tokens.join(' ')}${isPrefix ? '*' : ''}"`).join(' AND ');
