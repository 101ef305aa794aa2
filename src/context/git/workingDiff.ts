import { freshFiles, namesIn, plainDiff, runGit } from './git';

/** Characters of paths that go onto one command line: every system takes more. */
const lineCharacters = 8000;
/** Bytes that a character takes at most. */
const characterBytes = 4;

/**
 * The diff of a folder's files that may be read against the last commit, and the names of new ones, all paths with the
 * prefix; of more than `most` characters only the first lines, which say so. Empty without git.
 */
export const workingDiff = async (
  folder: string,
  prefix: string,
  mayRead: (path: string) => boolean,
  most: number,
): Promise<string> => {
  const readable = async (args: readonly string[]): Promise<string[]> =>
    namesIn(await runGit(folder, args)).filter((path) => mayRead(prefix + path));
  const base = (await commitOf(folder)) ?? (await emptyTree(folder));
  const changed = await readable(['diff', '--name-only', '--relative', '-z', base]);
  const prefixes = [`--src-prefix=a/${prefix}`, `--dst-prefix=b/${prefix}`];
  const texts: string[] = [];
  let left = most;
  for (const paths of inLines(changed)) {
    if (left <= 0) break;
    const args = ['--literal-pathspecs', 'diff', ...plainDiff, ...prefixes, base, '--', ...paths];
    const text = (await runGit(folder, args, left * characterBytes)) ?? '';
    texts.push(text);
    left -= text.length;
  }
  const fresh = left > 0 ? await readable(freshFiles) : [];
  const text = [texts.join(''), ...fresh.map((path) => `new file ${prefix}${path}`)].filter(Boolean).join('\n');
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf('\n', most) + 1)}(more was changed)`;
};

const commitOf = async (folder: string): Promise<string | null> =>
  (await runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']))?.trim() ?? null;

/** What everything is new against, as long as nothing is committed. */
const emptyTree = async (folder: string): Promise<string> =>
  (await runGit(folder, ['hash-object', '-t', 'tree', '/dev/null']))?.trim() ?? '';

/** Paths in the groups that go onto a command line each. */
const inLines = (paths: readonly string[]): string[][] => {
  const lines: string[][] = [];
  let left = 0;
  for (const path of paths) {
    left -= path.length;
    if (left < 0) {
      lines.push([]);
      left = lineCharacters - path.length;
    }
    lines.at(-1)!.push(path);
  }
  return lines;
};
