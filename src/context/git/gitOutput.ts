import { baseName } from '../../domain/paths';
import type { LineRange } from '../drift/symbolRange';
import type { CommitName } from '../coverage/coverage';

const maxCommits = 1000;

/** Git arguments that list a folder's commits after one, newest first, with the paths they changed. */
export const commitsSince = (commit: string): string[] => [
  'log',
  '--no-show-signature',
  '-z',
  // Of a merge, only what differs from all of its parents.
  '-c',
  '--no-renames',
  '--relative',
  '--name-only',
  `--max-count=${maxCommits}`,
  '--format=%x01%H%x02%s',
  ...inFolder(`${commit}..HEAD`),
];

/** Narrows a log to the folder that git is asked in, which must not be crowded out by the rest of the repository. */
export const inFolder = (revisions: string): string[] => ['--full-history', revisions, '--', '.'];

/** The commits that `commitsSince` lists by the paths they changed, newest first. */
export const commitsByPath = (output: string): Map<string, CommitName[]> => {
  const byPath = new Map<string, CommitName[]>();
  let commit: CommitName | null = null;
  for (const entry of output.split('\0')) {
    const text = entry.replace(/^\n+/, '');
    if (text.startsWith('\u0001')) {
      const [hash = '', subject = ''] = text.slice(1).split('\u0002');
      commit = { hash, subject };
    } else if (text !== '' && commit !== null) byPath.set(text, [...(byPath.get(text) ?? []), commit]);
  }
  return byPath;
};

/** True if `commitsSince` listed all commits, not just as many as it may. */
export const isWholeLog = (output: string): boolean => output.split('\u0001').length <= maxCommits;

/** The changed lines in the current version of a file, from the `git diff -U0` of that file alone; a deletion counts as the line before it. */
export const changedLines = (diff: string): LineRange[] =>
  Array.from(diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm), ([, start, count = '1']) => {
    const startLine = Math.max(1, Number(start));
    return { startLine, endLine: startLine + Math.max(1, Number(count)) - 1 };
  });

const renameFormat = ['-M', '--name-status', '--diff-filter=R', '-z'];

/** Git arguments that list the renames of each commit, newest first; to be followed by a range of commits. */
export const renameSteps: readonly string[] = [
  'log',
  '--no-show-signature',
  '--max-count=1000',
  '--format=',
  ...renameFormat,
];

/** Git arguments that list the renames between two states; to be followed by those states. */
export const renamesInAll: readonly string[] = ['diff', ...renameFormat];

/** New paths by old ones: a file rewritten little by little shows as a rename only commit by commit, one copied and then deleted only in the overall diff. */
export const renamedPaths = (steps: string, inAll: string): Map<string, string> => {
  const renamed = new Map<string, string>();
  for (const [from, to] of renamesIn(steps)) renamed.set(from, renamed.get(to) ?? to);
  for (const [from, to] of renamesIn(inAll)) renamed.set(from, to);
  return renamed;
};

const renamesIn = (output: string): [from: string, to: string][] => {
  const parts = output.split('\0');
  const renames: [string, string][] = [];
  for (let at = 0; at + 2 < parts.length; at += 3) renames.push([parts[at + 1]!, parts[at + 2]!]);
  return renames;
};

/** The likely new paths of missing files that git does not know to be moved yet: the only new file of the same name. */
export const sameNames = (gone: readonly string[], fresh: readonly string[]): Map<string, string> => {
  const moved = new Map<string, string>();
  for (const path of gone) {
    const named = fresh.filter((other) => baseName(other) === baseName(path));
    if (named.length === 1) moved.set(path, named[0]!);
  }
  return moved;
};
