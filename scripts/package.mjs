import { relative } from 'node:path';
import { packageExtension } from './editor/extensionPackage.mjs';
import { projectRoot, vsixFile } from './editor/paths.mjs';

const bytes = await packageExtension();
console.log(`${relative(projectRoot, vsixFile)}: ${(bytes / 1_000_000).toFixed(2)} MB`);
