import { dirname, join } from 'node:path';

/** The folder of the project's package.json. */
export const projectRoot = dirname(dirname(import.meta.dirname));

/** Everything that is downloaded or written while the editor runs; ignored by git and safe to delete. */
export const cacheFolder = join(projectRoot, '.vscode-test');

/** The packaged extension. */
export const vsixFile = join(projectRoot, 'dist', 'devplan.vsix');

/** The workspace that the demo and the tests copy and then open. */
export const sampleWorkspace = join(projectRoot, 'test', 'fixtures', 'sample-workspace');
