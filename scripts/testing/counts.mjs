/** @typedef {{ passed: number, failed: number }} Counts */

/** Prefix of the line in which a suite reports its counts to the process that runs it. */
export const countsMark = 'DEVPLAN-COUNTS ';

/** Prefix of each line that tests print inside an editor, to distinguish it from the editor's own output. */
export const outputMark = 'DEVPLAN-TESTS ';

/**
 * The counts in a line, or undefined for any other line.
 * @param {string} line
 * @returns {Counts | undefined}
 */
export const parseCounts = (line) =>
  line.startsWith(countsMark) ? JSON.parse(line.slice(countsMark.length)) : undefined;
