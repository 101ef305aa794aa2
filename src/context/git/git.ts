import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gitArguments, gitEnvironment } from './gitCall';

const run = promisify(execFile);
const maxBytes = 256 * 1024 * 1024;

/** What git prints in a folder, cut after `most` bytes where that is given; null where git fails, is not there or prints far too much. */
export const runGit = async (folder: string, args: readonly string[], most?: number): Promise<string | null> => {
  try {
    const options = { maxBuffer: most ?? maxBytes, env: gitEnvironment() };
    return (await run('git', gitArguments(folder, args), options)).stdout;
  } catch (error) {
    const { code, stdout } = error as { readonly code?: unknown; readonly stdout?: string };
    return most !== undefined && code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' ? (stdout ?? null) : null;
  }
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
