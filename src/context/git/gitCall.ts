/** The arguments of a git call that only reads a folder. Git is not started inside it, where Windows would run a `git.exe` of the folder first. */
export const gitArguments = (folder: string, args: readonly string[]): string[] => [
  '-C',
  folder,
  // A repository's configuration must not make git run a program of its choice.
  '-c',
  'core.fsmonitor=false',
  ...args,
];

/** The environment of such a call: reading must not write the index of the user's repository. */
export const gitEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, GIT_OPTIONAL_LOCKS: '0' });
