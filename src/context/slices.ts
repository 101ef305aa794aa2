import { setImmediate } from 'node:timers/promises';

/** Longest time in milliseconds that indexing works before it yields to other work. */
const sliceMs = 8;

/** Returns a function that long work must await often: it yields to the event loop whenever its slice of time is used up. */
export const inSlices = (): (() => Promise<void> | undefined) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
};
