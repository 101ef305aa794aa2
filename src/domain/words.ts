const wordPattern = /[\p{L}\p{N}_$]+/gu;
const partPattern = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{Lo}\p{Lm}]+/gu;
const cjkPattern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const stopWords = new Set(
  (
    'a an and any are as at be been but by can could do does for from had has have how i if in into is it its let me may more must ' +
    'my need no not of on one or our out over please shall should so some such than that the their them then there these they this ' +
    'those to too until up us use using via want was we were what when where which while who why will with would you your'
  ).split(' '),
);

/** Splits an identifier or phrase into its lower-case words: `HTTPServer_v2` becomes `http`, `server`, `v`, `2`. */
export const splitWords = (text: string): string[] => (text.match(partPattern) ?? []).map((part) => part.toLowerCase());

/** True for words without a meaning of their own, such as `the` or `with`. */
export const isStopWord = (word: string): boolean => stopWords.has(word);

const lowerPattern = /^[a-z]+$/;

const plural = (word: string): string => {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
};

/** Endings (longest first), the minimum number of letters before them, and their replacement. */
const suffixes: readonly (readonly [string, number, string])[] = [
  ['isation', 3, 'iz'],
  ['ization', 3, 'iz'],
  ['ation', 3, 'at'],
  ['ator', 3, 'at'],
  ['able', 4, ''],
  ['ment', 4, ''],
  ['ing', 3, ''],
  ['ion', 4, ''],
  ['ed', 3, ''],
  ['er', 3, ''],
  ['or', 4, ''],
  ['ly', 4, ''],
];

/** Reduces a lower-case English word to a rough stem, so that `caching`, `caches` and `cache` are equal; not always a real word. */
export const stem = (word: string): string => {
  if (word.length < 4 || !lowerPattern.test(word)) return word;
  let rest = word.endsWith('s') ? plural(word) : word;
  for (const [suffix, least, end] of suffixes) {
    const kept = rest.length - suffix.length;
    if (kept < least || !rest.endsWith(suffix) || !/[aeiouy]/.test(rest.slice(0, kept))) continue;
    rest = rest.slice(0, kept) + end;
    break;
  }
  if (rest.length > 3 && /([bdgmnprt])\1$/.test(rest)) rest = rest.slice(0, -1);
  if (rest.length > 3 && rest.endsWith('e')) rest = rest.slice(0, -1);
  return rest.length > 3 && rest.endsWith('y') ? `${rest.slice(0, -1)}i` : rest;
};

const asciiPattern = /^[\0-\x7f]*$/;
const asciiPartPattern = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** Search terms of one identifier: the stems of its parts and, to preserve word order, each pair of neighbours joined. */
export const identifierTerms = (word: string): string[] => {
  if (lowerPattern.test(word)) return [stem(word)];
  const isAscii = asciiPattern.test(word);
  const parts = (word.match(isAscii ? asciiPartPattern : partPattern) ?? []).map((part) => part.toLowerCase());
  const terms = isAscii
    ? parts.map(stem)
    : parts.flatMap((part) => (cjkPattern.test(part) ? pairsOf(part) : [stem(part)]));
  return terms.length < 2 ? terms : terms.concat(joinedPairs(terms));
};

const joinedPairs = (parts: readonly string[]): string[] =>
  parts.slice(1).map((part, index) => `${parts[index]}${part}`);

const pairsOf = (text: string): string[] =>
  text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));

/** Calls `take` with the search terms of each word of a text; sharing a `cache` between calls makes long runs cheap. */
export const eachTerm = (text: string, cache: Map<string, readonly string[]>, take: (term: string) => void): void => {
  for (const [word] of text.matchAll(wordPattern)) {
    let terms = cache.get(word);
    if (terms === undefined) {
      terms = word.length > 80 ? [] : identifierTerms(word);
      cache.set(word, terms);
    }
    for (const term of terms) take(term);
  }
};

/** Search terms of a request: stems without stop words, and neighbouring words joined (`rate limit` finds `rateLimit`). */
export const queryTerms = (text: string): string[] => {
  const words = Array.from(text.matchAll(wordPattern), ([word]) => word).filter(
    (word) => !isStopWord(word.toLowerCase()),
  );
  const terms = words.flatMap(identifierTerms);
  return [...new Set(terms.concat(joinedPairs(words.flatMap(splitWords).map(stem))))];
};
