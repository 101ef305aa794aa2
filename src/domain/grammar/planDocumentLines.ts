import type { TextRange } from './planModel';

/** The lines of a text by number; positions are in UTF-16 units, a byte order mark belongs to no line. */
export interface Lines {
  readonly source: string;
  readonly count: number;
  /** Where a line's text starts; the end of the source for a line past the last. */
  start(line: number): number;
  /** Where a line's text ends, without its line break. */
  end(line: number): number;
  text(line: number): string;
  /** The texts of the lines from one up to another. */
  texts(from: number, to: number): string[];
  isBlank(line: number): boolean;
  /** From the start of one line to the start of another. */
  range(from: number, to: number): TextRange;
  /** The line break after a line, else the nearest one before it, else `\n`. */
  breakAt(line: number): string;
}

const blank = /^[ \t]*$/;

/** Splits a text at `\r `, `\r` and ` `, the way markdown-it counts lines. */
export const splitLines = (source: string): Lines => {
  const first = source.startsWith('\uFEFF') ? 1 : 0;
  const texts = source.slice(first).split(/\r\n?|\n/);
  const starts: number[] = [];
  const ends: number[] = [];
  let at = first;
  for (const { length } of texts) {
    starts.push(at);
    ends.push(at + length);
    at += length + (source.startsWith('\r\n', at + length) ? 2 : 1);
  }
  const start = (line: number): number => starts[line] ?? source.length;
  const end = (line: number): number => ends[line] ?? source.length;
  const text = (line: number): string => texts[line] ?? '';
  return {
    source,
    count: starts.length,
    start,
    end,
    text,
    texts: (from, to) => texts.slice(from, to),
    isBlank: (line) => blank.test(text(line)),
    range: (from, to) => ({ start: start(from), end: start(to) }),
    breakAt: (line) => {
      for (let at = Math.min(line, starts.length - 1); at >= 0; at--)
        if (end(at) < start(at + 1)) return source.slice(end(at), start(at + 1));
      return starts.length > 1 ? source.slice(end(0), start(1)) : '\n';
    },
  };
};

/** Converts line ends, which depend on the checkout rather than the text: git may change them. */
export const unixLineEnds = (text: string): string => text.replaceAll('\r\n', '\n');

/** A text as editors show it, without a byte order mark and with one kind of line end. */
export const asShown = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
