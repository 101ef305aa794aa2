import { setImmediate } from 'node:timers/promises';

/** Longest time in milliseconds that indexing works before others get their turn. */
const sliceMs = 8;

/** Makes long work polite: call the result often; it waits for the event loop whenever its slice of time is used up. */
export const inSlices = (): (() => Promise<void> | undefined) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
};
