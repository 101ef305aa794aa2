// Takes the pictures for the README: npm run screenshots. All others are in .vscode-test/screenshots.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packageExtension } from './editor/extensionPackage.mjs';
import { projectRoot } from './editor/paths.mjs';
import { closeEverything } from './editor/session.mjs';

const bundle = join(projectRoot, 'dist', 'screenshots.mjs');
await packageExtension();
await build({
  entryPoints: [join(projectRoot, 'test', 'e2e', 'screenshots.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['playwright-core'],
});
const { takeScreenshots } = await import(pathToFileURL(bundle).href);
await takeScreenshots(join(projectRoot, 'docs', 'images'));
await closeEverything();
console.log('docs/images is made anew; look at the pictures in .vscode-test/screenshots too.');
