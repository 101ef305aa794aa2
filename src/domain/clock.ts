/** Tells the time in milliseconds since the Unix epoch; a port so that tests can hold it still. */
export type Clock = () => number;

/** The system's clock. */
export const systemClock: Clock = () => Date.now();

/** How far the clock of whoever wrote something may be ahead of this one; a time that is further ahead is wrong. */
export const longestLead = 24 * 60 * 60 * 1000;

/** The time of what takes the place of something else: later than that, though whoever wrote it may have a clock that is ahead. */
export const timeAfter = (clock: Clock, before: number): number => Math.max(clock(), before + 1);
