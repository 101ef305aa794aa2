import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Without the machine's settings, and without what a git that runs the tests as its hook says of its own repository. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Runs git in a folder and gives what it printed; throws with what git said. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });

/** The same as a user who may commit. */
export const gitAsAda = (folder: string, ...args: readonly string[]): string =>
  git(folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args);
