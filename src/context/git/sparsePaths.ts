import type { DiskRoot } from '../files/workspaceFiles';
import { namesIn, runGit } from './git';

/** The workspace paths of files that git tracks and a sparse checkout leaves out. */
export const sparsePaths = async (roots: readonly DiskRoot[]): Promise<string[]> => {
  const paths = roots.map(async ({ prefix, folder }) => {
    const isSparse = await runGit(folder, ['config', '--bool', 'core.sparseCheckout']);
    if (isSparse?.trim() !== 'true') return [];
    const tagged = namesIn(await runGit(folder, ['ls-files', '-t', '-z']));
    return tagged.flatMap((entry) => (entry.startsWith('S ') ? [prefix + entry.slice(2)] : []));
  });
  return (await Promise.all(paths)).flat();
};
