/** @typedef {{ command: string, args: readonly string[], shell: boolean }} Command */

/**
 * How to run npm here: inside `npm run` the npm that runs is known exactly, elsewhere the one in PATH is used.
 * @param {readonly string[]} args
 * @returns {Command}
 */
export const npmCommand = (args) => {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js')
    ? { command: process.execPath, args: [script, ...args], shell: false }
    : { command: 'npm', args, shell: process.platform === 'win32' };
};
