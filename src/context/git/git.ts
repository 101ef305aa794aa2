import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../../domain/errors';
import { nullOnFailure } from '../files/batches';

const run = promisify(execFile);
const maxBytes = 256 * 1024 * 1024;
/** After this time git is asked to end: a network disk or a pipe among the files can keep it waiting. */
const maxMs = 60_000;

/** The arguments of a git call that only reads a folder. Git is not started inside it, where Windows would run a `git.exe` of the folder first. */
const gitArguments = (folder: string, args: readonly string[]): string[] => [
  '-C',
  folder,
  // A repository's configuration must not make git run a program of its choice.
  '-c',
  'core.fsmonitor=false',
  ...args,
];

/** What `git rev-parse --local-env-vars` names but settings: an editor that a `git commit` opened inherits them, of whatever repository that was. */
const repositoryVariables = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** The environment of such a call: reading must not write the index of the user's repository, nor fetch what a partial clone lacks. */
const gitEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(repositoryVariables.map((name) => [name, undefined])),
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Older versions of git do not know the former; no protocol has this name.
  GIT_ALLOW_PROTOCOL: 'none',
});

/** What `runGit` returns; throws `fileFailed` where git has not answered in time. */
export const askGit = async (
  folder: string,
  args: readonly string[],
  { most, ms = maxMs }: { readonly most?: number | undefined; readonly ms?: number | undefined } = {},
): Promise<string | null> => {
  try {
    const options = { maxBuffer: most ?? maxBytes, timeout: ms, env: gitEnvironment() };
    return (await run('git', gitArguments(folder, args), options)).stdout;
  } catch (error) {
    const { code, killed, stdout } = error as {
      readonly code?: unknown;
      readonly killed?: boolean;
      readonly stdout?: string;
    };
    if (killed)
      throw new UserError('fileFailed', { file: folder, reason: 'gitSlow', max: ms / 1000 }, { cause: error });
    return most !== undefined && code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' ? (stdout ?? null) : null;
  }
};

/** What git prints in a folder, cut after `most` bytes where that is given; null where git fails, is not there, takes too long or prints far too much. */
export const runGit = (folder: string, args: readonly string[], most?: number): Promise<string | null> =>
  nullOnFailure(askGit(folder, args, { most }));

/** True if the repository around a folder ignores it, so that the folder is no part of it. */
export const isIgnored = async (folder: string): Promise<boolean> =>
  (await runGit(folder, ['check-ignore', '.'])) !== null;

/** The commit that a folder is at; null without git, before the first commit, and where the folder is ignored. */
export const headOf = async (folder: string): Promise<string | null> => {
  const lines = (await runGit(folder, ['rev-parse', '--show-prefix', '--verify', 'HEAD']))?.split('\n');
  if (lines === undefined) return null;
  const [prefix = '', head = ''] = lines;
  // The top folder of a repository is ignored by none.
  return prefix !== '' && (await isIgnored(folder)) ? null : head;
};

/** The names that git prints with `-z`. */
export const namesIn = (output: string | null): string[] => (output ?? '').split('\0').filter(Boolean);

/** Arguments for the files that git knows nothing of and does not ignore. */
export const freshFiles: readonly string[] = ['ls-files', '-o', '--exclude-standard', '-z'];

/** Arguments for a diff in git's own words: a repository's configuration must not have a program of its own run. */
export const plainDiff: readonly string[] = [
  '--no-ext-diff',
  '--no-textconv',
  '--submodule=short',
  '--no-color',
  '--relative',
];
