import * as vscode from 'vscode';
import type { FileChange } from '../../context/coverage/coverage';
import {
  changedLines,
  commitsByPath,
  commitsSince,
  isWholeLog,
  renamedPaths,
  renamesInAll,
  renameSteps,
  sameNames,
} from '../../context/git/gitOutput';
import { freshFiles, headOf, namesIn, plainDiff, runGit } from '../../context/git/git';
import { type OpenRoot, openRoots } from './openRoots';
import { workingDiff } from '../../context/git/workingDiff';

/** Returns git's output; null without git, a repository, a disk or trust. */
export type AskGit = (folder: vscode.WorkspaceFolder, args: readonly string[]) => Promise<string | null>;

const git: AskGit = async (folder, args) => (isOpen(folder) ? runGit(folder.uri.fsPath, args) : null);

/** Caches git's answers, for one look at the workspace as it is now. */
export const oneLook = (): AskGit => {
  const answers = new Map<string, Promise<string | null>>();
  return (folder, args) => {
    const key = [folder.uri.fsPath, ...args].join('\0');
    const answer = answers.get(key) ?? git(folder, args);
    answers.set(key, answer);
    return answer;
  };
};

const isOpen = (folder: vscode.WorkspaceFolder): boolean => vscode.workspace.isTrusted && folder.uri.scheme === 'file';

/** The paths of a root that git prints with `-z`. */
const names = async (ask: AskGit, { folder, owns }: OpenRoot, args: readonly string[]): Promise<string[]> =>
  namesIn(await ask(folder, args)).filter(owns);

/** The HEAD commit of each workspace folder, by its name in paths; folders without git are left out. */
export const currentHeads = async (): Promise<Record<string, string>> => {
  const heads: Record<string, string> = {};
  for (const { folder, name } of openRoots()) {
    const head = isOpen(folder) ? await headOf(folder.uri.fsPath) : null;
    if (head !== null) heads[name] = head;
  }
  return heads;
};

/** False if git reported no commit: without git, without trust, or before the first commit. */
export const hasHeads = (heads: Readonly<Record<string, string>>): boolean => Object.keys(heads).length > 0;

/** The configured URLs of each folder's git remotes; null if git reported none. */
export const remoteUrls = (): Promise<(string[] | null)[]> =>
  Promise.all(
    (vscode.workspace.workspaceFolders ?? []).map(async (folder) => {
      const lines = await git(folder, ['config', '--get-regexp', '^remote\\..*\\.url$']);
      const withUrl = lines?.split('\n').filter((line) => line.includes(' '));
      return withUrl?.map((line) => line.slice(line.indexOf(' ') + 1)) ?? null;
    }),
  );

const commitPattern = /^[0-9a-f]{40,64}$/;
const changedNames = ['diff', '--name-only', '--no-renames', '--relative', '-z'];
const lineArguments = ['--literal-pathspecs', 'diff', '-U0', ...plainDiff];

/** The diff of readable files against HEAD, plus the names of new ones, up to `most` characters; empty without git. */
export const workingChanges = async (mayRead: (path: string) => boolean, most: number): Promise<string> => {
  const texts: string[] = [];
  let left = most;
  for (const { folder, prefix } of openRoots()) {
    if (left <= 0 || !isOpen(folder)) continue;
    const text = await workingDiff(folder.uri.fsPath, prefix, mayRead, left);
    texts.push(text);
    left -= text.length;
  }
  return texts.filter(Boolean).join('\n');
};

/** Workspace files that differ from the last commit, including new ones; folders without git are left out. */
export const uncommittedPaths = async (): Promise<string[]> => {
  const paths: string[] = [];
  for (const root of openRoots())
    for (const args of [[...changedNames, 'HEAD'], freshFiles])
      paths.push(...(await names(git, root, args)).map((path) => root.prefix + path));
  return paths;
};

/** What changed since the given commits; null if git cannot tell. `withLines` are the files to compare by line. */
export const changesSince = async (
  heads: Readonly<Record<string, string>>,
  mayTell: (path: string) => boolean,
  withLines: ReadonlySet<string>,
  ask: AskGit = git,
): Promise<FileChange[] | null> => {
  const changes: FileChange[] = [];
  let isTold = false;
  for (const root of openRoots()) {
    const { folder, name, prefix } = root;
    const head = heads[name];
    if (head === undefined || !commitPattern.test(head)) continue;
    const log = await ask(folder, commitsSince(head));
    if (log === null) continue;
    isTold = true;
    const fresh = await names(ask, root, freshFiles);
    const uncommitted = new Set([...(await names(ask, root, [...changedNames, 'HEAD'])), ...fresh]);
    const committed = commitsByPath(log);
    const isWhole = isWholeLog(log);
    // Compare the net difference: rewritten or reverted commits have changed nothing.
    for (const path of new Set([...(await names(ask, root, [...changedNames, head])), ...fresh])) {
      const full = prefix + path;
      const commits = committed.get(path) ?? [];
      // What only the other commit has, on a branch that was left, nobody has changed here.
      if (!mayTell(full) || (isWhole && commits.length === 0 && !uncommitted.has(path))) continue;
      const diff = withLines.has(full) ? await ask(folder, [...lineArguments, head, '--', path]) : null;
      changes.push({
        path: full,
        commits,
        uncommitted: uncommitted.has(path),
        // Git prints no diff for untracked files.
        lines: diff ? changedLines(diff) : null,
      });
    }
  }
  return isTold ? changes : null;
};

/** Renames since the given commits, in history and working tree: new workspace paths by old ones; null without git. */
export const renamesSince = async (
  heads: Readonly<Record<string, string>>,
  ask: AskGit = git,
): Promise<ReadonlyMap<string, string> | null> => {
  const renames = new Map<string, string>();
  let isTold = false;
  for (const root of openRoots()) {
    const { folder, name, prefix } = root;
    const head = heads[name];
    if (head === undefined || !commitPattern.test(head)) continue;
    const inAll = await ask(folder, [...renamesInAll, '--relative', head]);
    if (inAll === null) continue;
    isTold = true;
    const steps = (await ask(folder, [...renameSteps, '--relative', `${head}..HEAD`])) ?? '';
    const gone = await names(ask, root, [...changedNames, '--diff-filter=D', 'HEAD']);
    const moved = sameNames(gone, gone.length === 0 ? [] : await names(ask, root, freshFiles));
    for (const [from, to] of [...moved, ...renamedPaths(steps, inAll)]) renames.set(prefix + from, prefix + to);
  }
  return isTold ? renames : null;
};
