/** The arguments of a git that looks at a folder: it is not started in there, where Windows would find a `git.exe` of the folder's own first. */
export const gitArguments = (folder: string, args: readonly string[]): string[] => [
  '-C',
  folder,
  // A repository's configuration must not have a program of its own run.
  '-c',
  'core.fsmonitor=false',
  ...args,
];

/** The environment of such a git: looking must not write the index of the user's repository. */
export const gitEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, GIT_OPTIONAL_LOCKS: '0' });
