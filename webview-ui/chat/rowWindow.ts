/** The rows that are in the document: `[start, end)` of the messages. */
export interface RowWindow {
  readonly start: number;
  readonly end: number;
}

/** The maximum number of rows in the document. */
export const maxRows = 200;
const firstRows = 24;
const moreRows = 16;

/** The newest rows. */
export const newest = (count: number): RowWindow => ({ start: Math.max(0, count - firstRows), end: count });

/** The rows around the one at `index`. */
export const around = (index: number, count: number): RowWindow => {
  const start = Math.max(0, index - firstRows / 2);
  return { start, end: Math.min(count, start + firstRows) };
};

/** Adds some earlier rows; the last ones are dropped if there are too many. */
export const earlier = ({ start, end }: RowWindow): RowWindow => {
  const first = Math.max(0, start - moreRows);
  return { start: first, end: Math.min(end, first + maxRows) };
};

/** Adds some later rows; the first ones are dropped if there are too many. */
export const later = ({ start, end }: RowWindow, count: number): RowWindow => {
  const last = Math.min(count, end + moreRows);
  return { start: Math.max(start, last - maxRows), end: last };
};

/** The rows after the number of messages changed: a window that showed the newest shows it again. */
export const follow = (rows: RowWindow, before: number, count: number): RowWindow => {
  if (count < rows.end || (rows.end === 0 && count > 0)) return newest(count);
  if (count === before || rows.end < before) return rows;
  return { start: Math.max(rows.start, count - maxRows), end: count };
};
