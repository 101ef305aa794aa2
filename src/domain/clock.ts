/** Tells the time in milliseconds since the Unix epoch; a port so that tests can hold it still. */
export type Clock = () => number;

/** The system's clock. */
export const systemClock: Clock = () => Date.now();
