import { askGit, isIgnored, namesIn } from '../git/git';
import { rulesAbove } from './ignoreRules';
import { diskTree, pathsByWalk } from './walk';

/**
 * Paths of a folder of a disk: those that git tracks or would track; without git or a repository, those that a walk
 * finds by the same rules, which calls `onCut` where it does not find all. Throws `fileFailed` where git has not
 * answered in time.
 */
export const diskPaths = async (root: string, onCut?: () => void, ms?: number): Promise<string[]> =>
  (await pathsByGit(root, ms)) ?? pathsByWalk(diskTree(root), onCut, await rulesAbove(root));

/** Null where there is no git, no repository, or one around that ignores the folder, so that the folder is no part of it. */
const pathsByGit = async (root: string, ms: number | undefined): Promise<string[] | null> => {
  // A git that is slow may ignore files by rules that a walk does not know, such as those of the user.
  const output = await askGit(root, ['ls-files', '-co', '--exclude-standard', '-z'], { ms });
  if (output === '') return (await isIgnored(root)) ? null : [];
  // A repository inside of this one ends in a slash; the folder itself would be a dot.
  const names = namesIn(output).map((name) => name.replace(/\/$/, ''));
  const paths = [...new Set(names.filter((name) => name !== '.'))];
  return paths.length === 0 ? null : paths;
};
