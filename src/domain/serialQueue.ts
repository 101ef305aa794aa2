/** Runs asynchronous steps one after another. */
export type SerialQueue = <T>(step: () => T | Promise<T>) => Promise<T>;

/** Creates a queue that runs steps in the order they are added; a failed step does not block the next. */
export const serialQueue = (): SerialQueue => {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const done = last.then(step);
    last = done.catch(() => {});
    return done;
  };
};
