const saturation = 2;
const lengthWeight = 0.6;

/** What a term tells by how few of all units hold it (BM25's inverse document frequency). */
export const rarity = (units: number, holding: number): number =>
  Math.log(1 + (units - holding + 0.5) / (holding + 0.5));

/** How much a term's occurrences in one unit count; `length` is the unit's length over the average one. */
export const weigh = (count: number, length: number): number =>
  (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length));
