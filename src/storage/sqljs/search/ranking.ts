const weights = [3, 1, 0.5];
const k1 = 1.2;
const b = 0.75;

/**
 * BM25 over the columns of one row, from SQLite's `matchinfo(..., 'pcnalx')`
 * (https://www.sqlite.org/fts3.html#matchinfo): the sum over phrases and columns, the title counting three times.
 */
export const bm25 = (info: Uint8Array): number => {
  const numbers = new Uint32Array(info.buffer, info.byteOffset, info.byteLength / 4);
  const at = (index: number): number => numbers[index] ?? 0;
  const [phrases, columns, rows] = [at(0), at(1), at(2)];
  const [averages, lengths, hits] = [3, 3 + columns, 3 + 2 * columns];
  let score = 0;
  for (let phrase = 0; phrase < phrases; phrase += 1)
    for (let column = 0; column < columns; column += 1) {
      const base = hits + 3 * (phrase * columns + column);
      const [count, rowsWith] = [at(base), at(base + 2)];
      if (count === 0) continue;
      const rarity = Math.log(1 + (rows - rowsWith + 0.5) / (rowsWith + 0.5));
      const length = at(lengths + column) / Math.max(1, at(averages + column));
      score += (weights[column] ?? 1) * rarity * ((count * (k1 + 1)) / (count + k1 * (1 - b + b * length)));
    }
  return score;
};
