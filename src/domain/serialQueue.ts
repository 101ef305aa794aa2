/** Runs asynchronous steps one after the other. */
export type SerialQueue = <T>(step: () => T | Promise<T>) => Promise<T>;

/** A queue that runs its steps in the order of asking; a step that fails does not hold up the next. */
export const serialQueue = (): SerialQueue => {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const done = last.then(step);
    last = done.catch(() => {});
    return done;
  };
};
