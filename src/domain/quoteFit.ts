import type { CommentAnchor } from './comment';
import type { TextRange } from './grammar/planModel';

/** A possible match of a quote and its score from 0 to 1. */
export interface Fit {
  readonly range: TextRange;
  readonly score: number;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text with their positions. */
export const words = (text: string, offset = 0): readonly Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}_]+/gu), (match) => ({
    text: match[0].toLowerCase(),
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));

/** Positions in `line` of a longest common subsequence with `quote`. */
const common = (quote: readonly Word[], line: readonly Word[]): readonly number[] => {
  const width = line.length + 1;
  const lengths = new Uint16Array((quote.length + 1) * width);
  for (let i = quote.length - 1; i >= 0; i--)
    for (let j = line.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        quote[i]?.text === line[j]?.text
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const places: number[] = [];
  for (let i = 0, j = 0; i < quote.length && j < line.length;)
    if (quote[i]?.text === line[j]?.text) {
      places.push(j++);
      i++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  return places;
};

const share = (some: number, one: number, other: number): number =>
  one + other === 0 ? 0 : (2 * some) / (one + other);

/** Only the nearest words on each side are compared; those touching the quote are what a copy of the passage shares with the original. */
const near = 8;

/** How well an anchor's context matches the text around a range. */
const surroundings = (source: string, { start, end }: TextRange, { before, after }: CommentAnchor): number => {
  const sides: readonly (readonly [readonly Word[], readonly Word[]])[] = [
    [
      words(before).slice(-near),
      words(source.slice(Math.max(0, start - 2 * before.length - near), start)).slice(-near),
    ],
    [words(after).slice(0, near), words(source.slice(end, end + 2 * after.length + near)).slice(0, near)],
  ];
  const told = sides.filter(([own, there]) => own.length + there.length > 0);
  const shares = told.map(([own, there]) => share(common(own, there).length, own.length, there.length));
  return shares.length === 0 ? 1 : shares.reduce((sum, each) => sum + each, 0) / shares.length;
};

/** The quote's own words count more than its context. */
const ownWeight = 0.75;
const minOwn = 0.4;

/** Outside of tasks the same words may occur in several places: short or changed quotes also need a matching context. */
const proof = 8;
const witnesses = { few: 0.35, changed: 0.15 };

const fit = (source: string, range: TextRange, own: number, anchor: CommentAnchor): Fit => {
  const around = surroundings(source, range, anchor);
  const needed = own < 1 ? witnesses.changed : words(anchor.quote).length < proof ? witnesses.few : 0;
  const proven = anchor.taskId !== null || around >= needed;
  return { range, score: proven ? ownWeight * own + (1 - ownWeight) * around : 0 };
};

/** All verbatim occurrences of the quote. */
const verbatim = (source: string, region: TextRange, anchor: CommentAnchor): readonly Fit[] => {
  const { quote } = anchor;
  const found: Fit[] = [];
  if (quote === '') return found;
  for (let at = source.indexOf(quote, region.start); at >= 0 && at + quote.length <= region.end;) {
    found.push(fit(source, { start: at, end: at + quote.length }, 1, anchor));
    at = source.indexOf(quote, at + 1);
  }
  return found;
};

/** All runs of lines, as many as the quote has, that share words with it; each range covers the shared words. */
const lines = (source: string, region: TextRange, anchor: CommentAnchor): readonly Fit[] => {
  const quote = words(anchor.quote);
  if (quote.length === 0) return [];
  const height = anchor.quote.split('\n').length;
  const starts = [region.start];
  for (let at = source.indexOf('\n', region.start); at >= 0 && at + 1 < region.end; at = source.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts.flatMap((start, index): Fit[] => {
    const end = starts[index + height] ?? region.end;
    const line = words(source.slice(start, end), start);
    const shared = common(quote, line);
    const [first, last] = [line[shared[0] ?? -1], line[shared.at(-1) ?? -1]];
    if (!first || !last) return [];
    const span = (shared.at(-1) ?? 0) - (shared[0] ?? 0) + 1;
    const own = share(shared.length, quote.length, Math.max(span, shared.length));
    if (own < minOwn) return [];
    return [fit(source, { start: first.start, end: last.end }, own, anchor)];
  });
};

/** The ways to find an anchor's quote, with scores. */
export const fits = { verbatim, lines };
