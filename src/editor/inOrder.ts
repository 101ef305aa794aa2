/** Runs steps one after the other, in the order of asking; a step that fails does not hold up the next. */
export const inOrder = (): (<T>(step: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const done = last.then(step);
    last = done.catch(() => {});
    return done;
  };
};
