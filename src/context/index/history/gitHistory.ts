import { runGit } from '../../git/git';
import { inFolder } from '../../git/gitOutput';
import type { DiskRoot } from '../../files/workspaceFiles';
import type { Commit } from './history';

/** How far back history is read, in commits. */
const maxCommits = 5000;
/** A commit that touches more paths is a sweeping change that says nothing about its files. */
const maxPaths = 30;
const maxMessage = 2000;
/** What is read of a history that sweeping commits have made huge; older commits are left out. */
const maxBytes = 64 * 1024 * 1024;

/** The last changes below a folder up to a revision, newest first, with the current names of the paths; null without git. */
export const readHistory = async (folder: string, revision = 'HEAD', most = maxBytes): Promise<Commit[] | null> => {
  const format = '--format=%x01%B%x02';
  const args = ['log', '--no-show-signature', '-n', String(maxCommits), '--no-merges', '-M100%', '--name-status'];
  const output = await runGit(folder, [...args, '--relative', '-z', format, ...inFolder(revision)], most);
  if (output === null) return null;
  const renamed = new Map<string, string>();
  // The last commit of a text that was cut lacks paths.
  const records = output.split('\u0001').slice(1, Buffer.byteLength(output) < most ? undefined : -1);
  return records.flatMap((record) => {
    const end = record.indexOf('\u0002');
    const paths = changedPaths(record.slice(end + 1), renamed);
    const message = record.slice(0, Math.min(end, maxMessage));
    return paths.length === 0 || paths.length > maxPaths ? [] : [{ message, paths }];
  });
};

/** The paths of one commit's name-status; `renamed` maps former names to current ones and is extended by this commit's renames. */
const changedPaths = (status: string, renamed: Map<string, string>): string[] => {
  const fields = status
    .split('\0')
    .map((field) => field.replace(/^\n/, ''))
    .filter(Boolean);
  const paths: string[] = [];
  const today = (path: string): string => renamed.get(path) ?? path;
  for (let at = 0; at < fields.length;) {
    const kind = fields[at++]!;
    const path = fields[at++] ?? '';
    if (!/^[RC]/.test(kind)) {
      paths.push(today(path));
      continue;
    }
    const now = today(fields[at++] ?? '');
    paths.push(now);
    if (kind.startsWith('R')) renamed.set(path, now);
  }
  return paths;
};

/** The current commits of the roots, as one text: the same as long as there is no new commit. */
export const headsOf = async (roots: readonly DiskRoot[]): Promise<string> => {
  const heads = await Promise.all(
    roots.map(({ folder }) => runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'])),
  );
  return JSON.stringify(heads);
};

/** The past changes of all roots, with workspace paths; roots without git have none. */
export const readHistories = async (roots: readonly DiskRoot[]): Promise<Commit[]> => {
  const histories = await Promise.all(
    roots.map(async ({ prefix, folder }) =>
      ((await readHistory(folder)) ?? []).map(({ message, paths }) => ({
        message,
        paths: paths.map((path) => prefix + path),
      })),
    ),
  );
  return histories.flat();
};
