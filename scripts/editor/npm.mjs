/** @typedef {{ command: string, args: readonly string[], shell: boolean }} Command */

/**
 * How to run npm: inside `npm run` exactly the npm that is running, elsewhere the one in PATH.
 * @param {readonly string[]} args
 * @returns {Command}
 */
export const npmCommand = (args) => {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js')
    ? { command: process.execPath, args: [script, ...args], shell: false }
    : { command: 'npm', args, shell: process.platform === 'win32' };
};
