/** The intended number of lines in a chunk. */
export const chunkLines = 60;
/** How many lines a chunk's end may move to a better place to cut. */
const slack = 15;

/** The offsets at which the lines of a text begin. */
export const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/**
 * The indexes of the lines at which the chunks of a text begin: about 60 lines each, cut where something new begins
 * nearby, ideally at an unindented line after a blank one.
 */
export const chunkStarts = (text: string, starts: readonly number[]): number[] => {
  const chunks = [0];
  for (let from = 0; from + chunkLines + slack < starts.length;) {
    const wanted = from + chunkLines;
    let best = wanted;
    let least = Infinity;
    for (let line = wanted - slack; line <= wanted + slack; line++) {
      const cost = cutCost(text, starts, line) + Math.abs(line - wanted) * 0.5;
      if (cost < least) [best, least] = [line, cost];
    }
    chunks.push(best);
    from = best;
  }
  return chunks;
};

/** How bad it is to cut before a line: its indentation, more so without a blank line before it. */
const cutCost = (text: string, starts: readonly number[], line: number): number => {
  const start = starts[line]!;
  const indentation = indentationAt(text, start);
  // A blank line or a closing bracket belongs to what is above it.
  if (indentation < 0 || /[)\]}]/.test(text[start + indentation]!)) return 30;
  const isAfterBlank = indentationAt(text, starts[line - 1]!) < 0;
  return Math.min(indentation, 16) + (isAfterBlank ? 0 : 10);
};

/** The number of leading blanks of a line; -1 for a blank line. */
const indentationAt = (text: string, start: number): number => {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return -1;
    if (code !== 32 && code !== 9) return at - start;
  }
  return -1;
};
