import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

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

/** The commit that each folder of the workspace stands at, by the folder's name; folders without git are left out. */
export const currentHeads = async (): Promise<Record<string, string>> => {
  const heads: Record<string, string> = {};
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const head = (await git(folder, ['rev-parse', '--verify', 'HEAD']))?.trim();
    if (head) heads[folder.name] = head;
  }
  return heads;
};

/** A repository's configuration must not have a program of its own run. */
const plainDiff = ['--no-ext-diff', '--no-textconv', '--no-color', '--relative'];

const prefixOf = (folder: vscode.WorkspaceFolder): string =>
  (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';

/** The diff of the files that may be read against the last commit, and the names of new ones; empty without git. */
export const workingChanges = async (mayRead: (path: string) => boolean): Promise<string> => {
  const texts: string[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const prefix = prefixOf(folder);
    const names = async (args: readonly string[]): Promise<string[]> =>
      ((await git(folder, args)) ?? '').split('\0').filter((path) => path !== '' && mayRead(prefix + path));
    const changed = await names(['diff', '--name-only', '--relative', '-z', 'HEAD']);
    const fresh = await names(['ls-files', '-o', '--exclude-standard', '-z']);
    if (changed.length > 0)
      texts.push((await git(folder, ['--literal-pathspecs', 'diff', ...plainDiff, 'HEAD', '--', ...changed])) ?? '');
    texts.push(...fresh.map((path) => `new file ${prefix}${path}`));
  }
  return texts.filter(Boolean).join('\n');
};

/** Where files went since some commits, by git's rename detection over history and working tree: new workspace paths by old ones. */
export const renamesSince = async (heads: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> => {
  const renames = new Map<string, string>();
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    const head = heads[folder.name];
    if (head === undefined || !/^[0-9a-f]{40,64}$/.test(head)) continue;
    const prefix = folders.length > 1 ? `${folder.name}/` : '';
    const output = await git(folder, ['diff', '-M', '--name-status', '--relative', '--diff-filter=R', '-z', head]);
    const parts = output?.split('\0') ?? [];
    for (let at = 0; at + 2 < parts.length; at += 3) renames.set(prefix + parts[at + 1]!, prefix + parts[at + 2]!);
  }
  return renames;
};
