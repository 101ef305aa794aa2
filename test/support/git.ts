import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** The environment without the machine's git settings, and without what a git that runs the tests in a hook sets for its own repository. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  // Saves a process per commit and fetch; with a new git it goes on in the background, maybe while the folder is removed.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
};

/** Runs git in a folder and returns its output; throws with git's error output. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });

/** The same, as a user who can commit. */
export const gitAsAda = (folder: string, ...args: readonly string[]): string =>
  git(folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args);
