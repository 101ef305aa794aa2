import { fold } from '../sqljs/search/tokens';

const width = 160;
const lead = 40;
const maxScanned = 200_000;
const maxMarks = 2000;

/** A range `[start, end)` in UTF-16 units. */
export type Range = readonly [number, number];

/** An excerpt of a text, on one line, with the ranges that matched. */
export interface Snippet {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** Strips the endings that SQLite's stemmer removes most often: close enough to mark its matches. */
const stem = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ations?|ators?|ings?|ed|es|s|ly|e|y)$/, '') : word;

/** The ranges of the words: whole words, or the exact characters in scripts without spaces between words. */
const findWords = (text: string, words: readonly string[]): Range[] => {
  const stems = words.map(stem);
  const found: Range[] = [];
  for (const { 0: word, index } of text.slice(0, maxScanned).matchAll(/[\p{L}\p{N}_]+/gu)) {
    const folded = fold(word);
    const wanted = stems.find((each) => folded.includes(each));
    if (wanted === undefined) continue;
    const isWhole = /^\w/.test(wanted) || folded.length !== word.length;
    const at = index + (isWhole ? 0 : folded.indexOf(wanted));
    found.push([at, at + (isWhole ? word.length : wanted.length)]);
    if (found.length === maxMarks) break;
  }
  return found;
};

const findLiterally = (text: string, wanted: string): Range[] => {
  const at = text.toLowerCase().indexOf(wanted.toLowerCase());
  return at === -1 ? [] : [[at, at + wanted.length]];
};

/** The start of the snippet's width that covers the most ranges. */
const densest = (ranges: readonly Range[]): Range | undefined => {
  let [best, most, end] = [0, 0, 0];
  for (const [index, [start]] of ranges.entries()) {
    while ((ranges[end]?.[1] ?? Infinity) <= start + width - lead) end += 1;
    if (end - index > most) [best, most] = [index, end - index];
  }
  return ranges[best];
};

const cut = (text: string, ranges: readonly Range[]): Snippet => {
  const isLow = (at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  const from = Math.max(0, (densest(ranges)?.[0] ?? 0) - lead);
  const start = isLow(from) ? from + 1 : from;
  const to = Math.min(text.length, start + width);
  const end = isLow(to) ? to - 1 : to;
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end).replace(/\s/g, ' ')}${end < text.length ? '…' : ''}`,
    ranges: ranges
      .filter((range) => range[0] >= start && range[1] <= end)
      .map((range) => [range[0] + shift, range[1] + shift]),
  };
};

/** The excerpt with the most words of the query close together; the beginning of the text if it has none of them. */
export const snippetOf = (text: string, query: string): Snippet =>
  cut(text, findWords(text, fold(query).match(/[\p{L}\p{N}_]+/gu) ?? []));

/** The excerpt around the first literal match of the query, ignoring case. */
export const literalSnippetOf = (text: string, query: string): Snippet => cut(text, findLiterally(text, query));
