// Creates a workspace of many files for measurements: node scripts/bigWorkspace.mjs FOLDER [--files N] [--mirror DIR]
// [--seed S]
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { git, mirrored, textsAt } from '../bench/gitFiles.mjs';
import { projectRoot } from './editor/paths.mjs';

/** @typedef {readonly [path: string, text: string]} Source */

const endings = new Set([
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.go',
  '.py',
  '.rs',
  '.java',
  '.cs',
  '.rb',
  '.md',
  '.json',
  '.html',
  '.css',
  '.toml',
  '.yml',
]);
/** The most characters of a file to use. */
const longest = 256 * 1024;
/** Commits between two trees of a repository, so that files differ between them. */
const stride = 200;

/** Files from the repositories' trees, one tree every `stride` commits, each content once. */
const historySources = function* (/** @type {string} */ mirror) {
  const seen = new Set();
  for (const { path: repository } of mirrored(mirror)) {
    const commits = git(repository, ['rev-list', '--first-parent', '--all']).toString().trim().split('\n');
    for (let at = 0; at < commits.length; at += stride)
      for (const [path, text] of Object.entries(textsAt(repository, commits[at] ?? ''))) {
        if (text === '' || text.length > longest || !endings.has(extname(path)) || seen.has(text)) continue;
        seen.add(text);
        yield /** @type {Source} */ ([`tree${at / stride}/${path}`, text]);
      }
  }
};

/** The project's own dependencies. */
const dependencySources = function* () {
  const folder = join(projectRoot, 'node_modules');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!endings.has(extname(path))) continue;
    const found = statSync(path);
    if (found.isFile() && found.size <= longest)
      yield /** @type {Source} */ ([name.replaceAll('node_modules', 'modules'), readFileSync(path, 'utf8')]);
  }
};

const hash = (/** @type {string} */ word, /** @type {number} */ seed) => {
  let state = seed;
  for (let at = 0; at < word.length; at++) state = Math.imul(state ^ word.charCodeAt(at), 0x01000193) >>> 0;
  return state;
};

/** Renames a quarter of the longer identifiers, always the same ones for one seed. */
const renamed = (/** @type {string} */ text, /** @type {number} */ seed) =>
  text.replaceAll(/\b[A-Za-z_]\w{5,}\b/g, (word) => {
    const drawn = hash(word, seed);
    return drawn % 4 === 0 ? `${word}${String.fromCharCode(65 + (drawn % 26))}${drawn % 97}` : word;
  });

/**
 * Texts by path: those in the git history of the repositories in `mirror` (without one, the project's dependencies),
 * again with other identifiers until there are `files`; every fortieth has an ignored neighbour.
 * @param {{ files: number, mirror?: string | undefined, seed?: number }} options
 */
export const bigWorkspace = function* ({ files, mirror, seed = 1 }) {
  let made = 0;
  for (let round = 0; made < files; round++) {
    const before = made;
    for (const [path, text] of mirror === undefined ? dependencySources() : historySources(mirror)) {
      if (made === files) return;
      made += 1;
      const place = `part${round}/${path}`;
      yield /** @type {Source} */ ([place, renamed(text, seed + round)]);
      if (made % 40 !== 0) continue;
      const folder = dirname(place);
      yield /** @type {Source} */ ([`${folder}/.gitignore`, 'ignored.*\n']);
      yield /** @type {Source} */ ([`${folder}/ignored${extname(path)}`, text]);
    }
    if (made === before) throw new Error('There is no file to make a workspace of.');
  }
};

/**
 * Writes such a workspace into a folder.
 * @param {string} folder
 * @param {Parameters<typeof bigWorkspace>[0]} options
 */
export const writeBigWorkspace = (folder, options) => {
  let bytes = 0;
  for (const [path, text] of bigWorkspace(options)) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
    bytes += Buffer.byteLength(text);
  }
  return { bytes };
};

if (process.argv[1] === import.meta.filename) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '10000' },
      mirror: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Say into which folder.');
  const { bytes } = writeBigWorkspace(folder, {
    files: Number(values.files),
    mirror: values.mirror,
    seed: Number(values.seed),
  });
  console.log(`${values.files} files, ${Math.round(bytes / 1e6)} MB in ${folder}`);
}
