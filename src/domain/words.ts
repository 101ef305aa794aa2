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

/** Splits an identifier or phrase into its lower-case words: `HTTPServer_v2` gives `http`, `server`, `v`, `2`. */
export const splitWords = (text: string): string[] => (text.match(partPattern) ?? []).map((part) => part.toLowerCase());

/** True for words that carry no subject, such as `the` or `with`. */
export const isStopWord = (word: string): boolean => stopWords.has(word);

const suffixes = [
  'ations',
  'ation',
  'ators',
  'ator',
  'ating',
  'ated',
  'ates',
  'ate',
  'ions',
  'ion',
  'ers',
  'ing',
  'ed',
  'er',
  'es',
  's',
  'e',
];

/** Cuts a lower-case English word down to a rough stem, so that `caching`, `caches` and `cache` are equal; not always a word. */
export const stem = (word: string): string => {
  if (word.length < 4 || /[^a-z]/.test(word) || word.endsWith('ss')) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  const suffix = suffixes.find(
    (end) => word.endsWith(end) && word.length - end.length >= 3 && /[aeiouy]/.test(word.slice(0, -end.length)),
  );
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  const doubled =
    suffix !== 's' && suffix !== 'e' && rest.length > 3 && rest.at(-1) === rest.at(-2) && !/[lsz]$/.test(rest);
  return doubled ? rest.slice(0, -1) : rest.replace(/(?<=..[^aeiou])e$/, '');
};

/** Search terms of one identifier: the stems of its parts and, to hold word order, each neighbouring pair joined. */
const identifierTerms = (word: string): string[] => {
  const parts = splitWords(word).flatMap((part) => (cjkPattern.test(part) ? pairsOf(part) : [stem(part)]));
  return parts.concat(joinedPairs(parts));
};

const joinedPairs = (parts: readonly string[]): string[] =>
  parts.slice(1).map((part, index) => `${parts[index]}${part}`);

const pairsOf = (text: string): string[] =>
  text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));

/** Calls back with the search terms of each word of a text; a `cache` shared between calls makes long runs cheap. */
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
