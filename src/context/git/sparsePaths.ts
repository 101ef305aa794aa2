import type { DiskRoot } from '../files/workspaceFiles';
import { namesIn, runGit } from './git';

const withFolders = (path: string): string[] => {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

/** The workspace paths of files that git tracks and a sparse checkout leaves out, and of their folders. */
export const sparsePaths = async (roots: readonly DiskRoot[]): Promise<ReadonlySet<string>> => {
  const paths = roots.map(async ({ prefix, folder }) => {
    const isSparse = await runGit(folder, ['config', '--bool', 'core.sparseCheckout']);
    if (isSparse?.trim() !== 'true') return [];
    const tagged = namesIn(await runGit(folder, ['ls-files', '-t', '-z']));
    const left = tagged.filter((entry) => entry.startsWith('S ')).map((entry) => entry.slice(2));
    return left.flatMap(withFolders).map((path) => prefix + path);
  });
  return new Set((await Promise.all(paths)).flat());
};
