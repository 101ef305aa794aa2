/** Returns the time in milliseconds since the Unix epoch; injected, so that tests can control it. */
export type Clock = () => number;

/** The system's clock. */
export const systemClock: Clock = () => Date.now();

/** How far another computer's clock may be ahead of this one; a time further ahead is wrong. */
export const maxLeadLength = 24 * 60 * 60 * 1000;

/** The time for something that replaces something else: always later, even if that was written by a clock that runs ahead. */
export const timeAfter = (clock: Clock, before: number): number => Math.max(clock(), before + 1);
