import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { FileChange } from '../../context/coverage/coverage';
import {
  changedLines,
  commitsByPath,
  logFormat,
  renamedPaths,
  renamesInAll,
  renameSteps,
  sameNames,
} from '../../context/gitOutput';

const run = promisify(execFile);

/** What git prints; null where there is no git, no repository, no disk or no trust. */
const git = async (folder: vscode.WorkspaceFolder, args: readonly string[]): Promise<string | null> => {
  if (!vscode.workspace.isTrusted || folder.uri.scheme !== 'file') return null;
  const options = {
    cwd: folder.uri.fsPath,
    maxBuffer: 64 * 1024 * 1024,
    // Looking must not write the index of the user's repository.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  };
  return run('git', [...args], options).then(
    ({ stdout }) => stdout,
    () => null,
  );
};

/** The paths that git prints with `-z`. */
const names = async (folder: vscode.WorkspaceFolder, args: readonly string[]): Promise<string[]> =>
  ((await git(folder, args)) ?? '').split('\0').filter(Boolean);

const freshFiles = ['ls-files', '-o', '--exclude-standard', '-z'];

/** The commit that each folder of the workspace stands at, by the folder's name; folders without git are left out. */
export const currentHeads = async (): Promise<Record<string, string>> => {
  const heads: Record<string, string> = {};
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const head = (await git(folder, ['rev-parse', '--verify', 'HEAD']))?.trim();
    if (head) heads[folder.name] = head;
  }
  return heads;
};

/** The addresses of the folders' git remotes, as they were configured. */
export const remoteUrls = async (): Promise<string[]> => {
  const urls: string[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const lines = (await git(folder, ['config', '--get-regexp', '^remote\\..*\\.url$'])) ?? '';
    for (const line of lines.split('\n')) if (line.includes(' ')) urls.push(line.slice(line.indexOf(' ') + 1));
  }
  return urls;
};

/** A repository's configuration must not have a program of its own run. */
const plainDiff = ['--no-ext-diff', '--no-textconv', '--no-color', '--relative'];

const commitPattern = /^[0-9a-f]{40,64}$/;
const mostCommits = 1000;
const logArguments = [
  'log',
  '-z',
  '--no-merges',
  '--no-renames',
  '--relative',
  '--name-only',
  `--max-count=${mostCommits}`,
  logFormat,
];
const lineArguments = ['--literal-pathspecs', 'diff', '-U0', ...plainDiff];

const prefixOf = (folder: vscode.WorkspaceFolder): string =>
  (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';

/** The diff of the files that may be read against the last commit, and the names of new ones; empty without git. */
export const workingChanges = async (mayRead: (path: string) => boolean): Promise<string> => {
  const texts: string[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const prefix = prefixOf(folder);
    const readable = async (args: readonly string[]): Promise<string[]> =>
      (await names(folder, args)).filter((path) => mayRead(prefix + path));
    const changed = await readable(['diff', '--name-only', '--relative', '-z', 'HEAD']);
    const fresh = await readable(freshFiles);
    if (changed.length > 0)
      texts.push((await git(folder, ['--literal-pathspecs', 'diff', ...plainDiff, 'HEAD', '--', ...changed])) ?? '');
    texts.push(...fresh.map((path) => `new file ${prefix}${path}`));
  }
  return texts.filter(Boolean).join('\n');
};

/** What happened to the files of the workspace since some commits; null where no git can tell. `withLines` are the files whose changed lines are wanted. */
export const changesSince = async (
  heads: Readonly<Record<string, string>>,
  mayTell: (path: string) => boolean,
  withLines: ReadonlySet<string>,
): Promise<FileChange[] | null> => {
  const changes: FileChange[] = [];
  let isTold = false;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const head = heads[folder.name];
    if (head === undefined || !commitPattern.test(head)) continue;
    const log = await git(folder, [...logArguments, `${head}..HEAD`]);
    if (log === null) continue;
    isTold = true;
    const uncommitted = new Set([
      ...(await names(folder, ['diff', '--name-only', '--no-renames', '--relative', '-z', 'HEAD'])),
      ...(await names(folder, freshFiles)),
    ]);
    const committed = commitsByPath(log);
    for (const path of new Set([...committed.keys(), ...uncommitted])) {
      const full = prefixOf(folder) + path;
      if (!mayTell(full)) continue;
      const diff = withLines.has(full) ? await git(folder, [...lineArguments, head, '--', path]) : null;
      changes.push({
        path: full,
        commits: committed.get(path) ?? [],
        uncommitted: uncommitted.has(path),
        lines: diff === null ? null : changedLines(diff),
      });
    }
  }
  return isTold ? changes : null;
};

/** Where files went since some commits, by git's rename detection over history and working tree: new workspace paths by old ones; null without git. */
export const renamesSince = async (
  heads: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string> | null> => {
  const renames = new Map<string, string>();
  let isTold = false;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const head = heads[folder.name];
    if (head === undefined || !commitPattern.test(head)) continue;
    const inAll = await git(folder, [...renamesInAll, '--relative', head]);
    if (inAll === null) continue;
    isTold = true;
    const steps = (await git(folder, [...renameSteps, '--relative', `${head}..HEAD`])) ?? '';
    const gone = await names(folder, [
      'diff',
      '--name-only',
      '--no-renames',
      '--diff-filter=D',
      '--relative',
      '-z',
      'HEAD',
    ]);
    const moved = sameNames(gone, gone.length === 0 ? [] : await names(folder, freshFiles));
    const prefix = prefixOf(folder);
    for (const [from, to] of [...moved, ...renamedPaths(steps, inAll)]) renames.set(prefix + from, prefix + to);
  }
  return isTold ? renames : null;
};
