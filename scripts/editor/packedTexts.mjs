import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';

/** Packages that are packed without being an input of a bundle: their WebAssembly is copied. */
const copied = ['node_modules/sql.js'];

/** The folders of the packages contained in the bundles, from esbuild's metafiles. */
const bundledPackages = () => {
  const { host, views } = JSON.parse(readFileSync(join(projectRoot, 'dist', 'meta.json'), 'utf8'));
  const inputs = [...Object.keys(host.inputs), ...Object.keys(views.inputs)];
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? '');
  return [...new Set([...folders, ...copied])].filter(Boolean).toSorted();
};

const noticeOf = (/** @type {string} */ folder) => {
  const path = join(projectRoot, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} is packed, and its package.json names no licence.`);
  const texts = readdirSync(path)
    .filter((file) => /^(licen[cs]e|copying|notices?)\b/i.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8').trim());
  const by = typeof author === 'object' ? author.name : (author ?? 'its authors');
  return [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [`Copyright ${by}`])].join('\n\n');
};

/** Writes the licences of everything packed with the extension to `dist/ThirdPartyNotices.txt`. */
export const writeNotices = () => {
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const notices = ['DevPlan holds parts of the following packages.', ...bundledPackages().map(noticeOf)];
  writeFileSync(join(projectRoot, 'dist', 'ThirdPartyNotices.txt'), `${notices.join(rule)}\n`);
};

/**
 * The README for the extension's own page, where the repository's pictures and files are not available.
 * @param {string} text
 */
export const withoutRelativeLinks = (text) =>
  text
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replaceAll(/(?<!!)\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, '$1');

/** Writes the README of the package to `dist/README.md`. */
export const writeReadme = () =>
  writeFileSync(
    join(projectRoot, 'dist', 'README.md'),
    withoutRelativeLinks(readFileSync(join(projectRoot, 'README.md'), 'utf8')),
  );
