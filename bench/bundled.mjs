import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The exports of some of the project's TypeScript files, bundled like the tests. */
export const bundled = async (...files) => {
  const outfile = join(mkdtempSync(join(tmpdir(), 'devplan-bench-')), 'bundle.cjs');
  const contents = files.map((file) => `export * from './${file}';`).join('\n');
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.md': 'text' },
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile);
};

/** Returns a generator of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export const random = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};
