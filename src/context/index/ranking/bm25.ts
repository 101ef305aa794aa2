const saturation = 2;
const lengthWeight = 0.6;

/** A term's weight by how few of all units contain it (BM25's inverse document frequency). */
export const rarity = (units: number, holding: number): number =>
  Math.log(1 + (units - holding + 0.5) / (holding + 0.5));

/** How much a term's occurrences in one unit count; `length` is the unit's length relative to the average. */
export const weigh = (count: number, length: number): number =>
  (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length));
