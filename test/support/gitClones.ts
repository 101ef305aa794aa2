import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A git that knows no settings of the machine. */
const env = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };

/** Runs git in a folder; throws with what git said. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', [...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });

/** Two clones of one new bare repository, each of a user of its own. */
export const openClones = () => {
  const root = mkdtempSync(join(tmpdir(), 'devplan-clones-'));
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  const clone = (name: string) => {
    git(root, 'clone', '--quiet', 'origin.git', name);
    const folder = join(root, name);
    git(folder, 'config', 'user.name', name);
    git(folder, 'config', 'user.email', `${name}@example.com`);
    git(folder, 'checkout', '--quiet', '-B', 'main');
    return {
      folder,
      git: (...args: readonly string[]) => git(folder, ...args),
      commit: (message = 'Plans') => {
        git(folder, 'add', '--all');
        git(folder, 'commit', '--quiet', '-m', message);
      },
      /** Takes what the other pushed in and pushes; throws where git cannot merge. */
      exchange: () => {
        git(folder, 'fetch', '--quiet');
        const isBegun = git(folder, 'branch', '--remotes', '--list', 'origin/main').trim() !== '';
        if (isBegun) git(folder, 'merge', '--quiet', '--no-edit', 'origin/main');
        git(folder, 'push', '--quiet', 'origin', 'main');
      },
    };
  };
  return { ada: clone('ada'), bob: clone('bob'), dispose: () => rmSync(root, { recursive: true, force: true }) };
};
