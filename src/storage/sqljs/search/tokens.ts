const word = /[\p{L}\p{N}_]+/gu;
const eastAsian = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]/u;
const eastAsianRun =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+/gu;
const part = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|[\p{Lo}\p{Lm}\p{Lt}]+/gu;
const maxToken = 64;
const leastPrefix = 3;
/** Of a word of more than 20 letters SQLite's porter tokenizer keeps the first and the last ten. */
const longestPrefix = 10;

const isPlain = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** The text without letter case, accents and compatibility forms. */
export const fold = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC')
        .toLowerCase();

/** Scripts that put no space between words are indexed by pairs of characters, and by the last one of a run. */
const pairs = (run: string): string[] => {
  const characters = Array.from(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
};

const tokensOf = (text: string): string[] =>
  isPlain(text)
    ? [text.slice(0, maxToken)]
    : (text.match(eastAsianRun) ?? []).flatMap((run) => (eastAsian.test(run) ? pairs(run) : [run.slice(0, maxToken)]));

/** A word of small letters has no parts: most words are looked at no further. */
const isCompound = (text: string): boolean => /\P{Ll}/u.test(text);

/** What of a text goes into the index: its words in order, and beside them the parts of compound identifiers. */
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

/** One thing that is looked for: tokens in this order, the last one perhaps the beginning of a word. */
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
    // The last character of a run stands alone in the index only where the run ends: in a query its pair says it.
    const isAlone = tokens.length === 1;
    return { tokens: isAlone ? tokens : tokens.slice(0, -1), isPrefix: isAlone };
  }
  const isPrefix = (isStarred || mayBegin) && last.length >= leastPrefix;
  return { tokens: isPrefix ? [...tokens.slice(0, -1), last.slice(0, longestPrefix)] : tokens, isPrefix };
};

/** Reads a query: words, "phrases", word* for beginnings; the word being typed may be a beginning too. All must be found. */
export const parseQuery = (query: string): readonly SearchTerm[] => {
  const found = Array.from(query.matchAll(/"([^"]*)"?|[^\s"]+/g));
  return found
    .map(([text, phrase], index) =>
      phrase === undefined ? toTerm(text, index === found.length - 1 && query.endsWith(text)) : toTerm(phrase, false),
    )
    .filter((term) => term !== null);
};

/** The terms as an expression of FTS4 (https://www.sqlite.org/fts3.html#full_text_index_queries). */
export const toMatch = (terms: readonly SearchTerm[]): string =>
  terms.map(({ tokens, isPrefix }) => `"${tokens.join(' ')}${isPrefix ? '*' : ''}"`).join(' AND ');
