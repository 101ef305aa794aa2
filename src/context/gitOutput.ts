import type { LineRange } from './drift/symbolRange';
import type { CommitName } from './coverage/coverage';

/** The format for `git log -z --name-only` that `commitsByPath` reads. */
export const logFormat = '--format=%x01%H%x02%s';

/** The commits of a log by the path that they changed, in the log's order. */
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

/** The changed lines of a file as it is now, out of `git diff -U0` of that file alone; a deletion counts as the line before it. */
export const changedLines = (diff: string): LineRange[] =>
  Array.from(diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm), ([, start, count = '1']) => {
    const startLine = Math.max(1, Number(start));
    return { startLine, endLine: startLine + Math.max(1, Number(count)) - 1 };
  });

/** The arguments for git whose output `renamedPaths` reads. */
export const renameArguments: readonly string[] = ['diff', '-M', '--name-status', '--diff-filter=R', '-z'];

/** New paths by old ones. */
export const renamedPaths = (output: string): Map<string, string> => {
  const parts = output.split('\0');
  const renamed = new Map<string, string>();
  for (let at = 0; at + 2 < parts.length; at += 3) renamed.set(parts[at + 1]!, parts[at + 2]!);
  return renamed;
};
