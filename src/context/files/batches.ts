/** Questions to a disk or to the editor that are under way together. */
const atOnce = 64;

/** Null in place of any failure: of git that is not there, of a file that has gone meanwhile. */
export const nullOnFailure = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);

/** Does the work for every item, some of them together. */
export const inBatches = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return results;
};
