/** Uses what work comes to, unless other work was begun meanwhile: an answer that comes late does not replace a newer one. */
export const latest = <T>(use: (value: T) => unknown): ((work: () => Promise<T>) => Promise<void>) => {
  let begun = 0;
  return async (work) => {
    const own = ++begun;
    const value = await work();
    if (own === begun) await use(value);
  };
};
