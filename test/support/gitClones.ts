import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git';

/** Two clones of a new bare repository, each with its own user. */
export const openClones = () => {
  const root = mkdtempSync(join(tmpdir(), 'devplan-clones-'));
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  git(root, '--git-dir=origin.git', 'config', 'receive.autogc', 'false');
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
      /** Merges what the other one pushed, and pushes; throws if git cannot merge. */
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
