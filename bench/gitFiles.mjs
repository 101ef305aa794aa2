import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const most = 512 * 1024;

/**
 * Runs git in a repository without modifying it.
 * @param {string} repository
 * @param {readonly string[]} args
 * @param {string} [input]
 */
export const git = (repository, args, input) =>
  execFileSync('git', ['-C', repository, ...args], {
    input,
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });

/**
 * A file's text at a commit; null if it does not exist there.
 * @param {string} repository
 * @param {string} commit
 * @param {string} path
 */
export const shown = (repository, commit, path) => {
  try {
    return git(repository, ['show', `${commit}:${path}`]).toString();
  } catch {
    return null;
  }
};

/**
 * The repositories in a mirror folder (`<name>/repo`), by name.
 * @param {string} folder
 */
export const mirrored = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .toSorted()
        .map((name) => ({ name, path: join(folder, name, 'repo') }))
        .filter(({ path }) => existsSync(path))
    : [];

/**
 * The texts of a commit by path; files larger than 512 KB and binary ones are empty.
 * @param {string} repository
 * @param {string} commit
 */
export const textsAt = (repository, commit) => {
  const entries = git(repository, ['ls-tree', '-r', '-l', '-z', commit])
    .toString()
    .split('\0')
    .flatMap((line) => {
      const match = /^100\d+ blob (\w+) +(\d+)\t(.*)$/s.exec(line);
      return match ? [{ id: match[1] ?? '', size: Number(match[2]), path: match[3] ?? '' }] : [];
    });
  const wanted = entries.filter(({ size }) => size <= most);
  const output = git(repository, ['cat-file', '--batch'], wanted.map(({ id }) => `${id}\n`).join(''));
  const texts = Object.fromEntries(entries.map(({ path }) => [path, '']));
  let at = 0;
  for (const { path } of wanted) {
    const headEnd = output.indexOf(10, at);
    const size = Number(output.subarray(at, headEnd).toString().split(' ')[2]);
    const bytes = output.subarray(headEnd + 1, headEnd + 1 + size);
    if (!bytes.includes(0)) texts[path] = bytes.toString();
    at = headEnd + 2 + size;
  }
  return texts;
};
