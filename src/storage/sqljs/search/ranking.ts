const weights = [3, 1, 0.5];
const k1 = 1.2;
const b = 0.75;

/** The values `bm25` needs of a row, as a format for SQLite's `matchinfo` (https://www.sqlite.org/fts3.html#matchinfo). */
export const matchedAmongAll = 'pcnalx';
/** The values `bm25Alone` needs of a row; unlike the above, SQLite computes them without visiting every row. */
export const matchedAlone = 'pcaly';

const numbersOf = (info: Uint8Array): ((index: number) => number) => {
  const numbers = new Uint32Array(info.buffer, info.byteOffset, info.byteLength / 4);
  return (index) => numbers[index] ?? 0;
};

/** The weight of `count` occurrences in a column of this length (relative to the average); a title counts three times. */
const weightOf = (column: number, count: number, length: number): number =>
  ((weights[column] ?? 1) * count * (k1 + 1)) / (count + k1 * (1 - b + b * length));

/** The BM25 score of one row: the sum over phrases and columns. */
export const bm25 = (info: Uint8Array): number => {
  const at = numbersOf(info);
  const [phrases, columns, rows] = [at(0), at(1), at(2)];
  const [averages, lengths, hits] = [3, 3 + columns, 3 + 2 * columns];
  let score = 0;
  for (let phrase = 0; phrase < phrases; phrase += 1)
    for (let column = 0; column < columns; column += 1) {
      const base = hits + 3 * (phrase * columns + column);
      const [count, rowsWith] = [at(base), at(base + 2)];
      if (count === 0) continue;
      const rarity = Math.log(1 + (rows - rowsWith + 0.5) / (rowsWith + 0.5));
      score += rarity * weightOf(column, count, at(lengths + column) / Math.max(1, at(averages + column)));
    }
  return score;
};

/** The same for a query of one phrase, which is equally rare for every row. */
export const bm25Alone = (info: Uint8Array): number => {
  const at = numbersOf(info);
  const columns = at(1);
  const [averages, lengths, hits] = [2, 2 + columns, 2 + 2 * columns];
  let score = 0;
  for (let column = 0; column < columns; column += 1) {
    const count = at(hits + column);
    if (count > 0) score += weightOf(column, count, at(lengths + column) / Math.max(1, at(averages + column)));
  }
  return score;
};
