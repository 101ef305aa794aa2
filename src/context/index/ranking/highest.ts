/** The indexes of the highest scores above 0, highest first; `order` breaks ties. */
export const highest = (scores: Float32Array, limit: number, order: (a: number, b: number) => number): number[] => {
  const positive = scores.filter((score) => score > 0);
  if (positive.length === 0) return [];
  const least = positive.length > limit ? positive.sort()[positive.length - limit]! : 0;
  const found: number[] = [];
  for (let index = 0; index < scores.length; index++)
    if (scores[index]! > 0 && scores[index]! >= least) found.push(index);
  return found.sort((a, b) => scores[b]! - scores[a]! || order(a, b)).slice(0, limit);
};
