/** @typedef {{ passed: number, failed: number }} Counts */

/** Starts the line by which a suite tells its counts to the process that runs it. */
export const countsMark = 'DEVPLAN-COUNTS ';

/** Starts each line that tests print inside an editor, to tell them from what the editor prints. */
export const outputMark = 'DEVPLAN-TESTS ';

/**
 * The counts that a line tells, or undefined for any other line.
 * @param {string} line
 * @returns {Counts | undefined}
 */
export const parseCounts = (line) =>
  line.startsWith(countsMark) ? JSON.parse(line.slice(countsMark.length)) : undefined;
