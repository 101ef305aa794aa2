import { namesIn, runGit } from '../git/git';
import { rulesAbove } from './ignoreRules';
import { diskTree, pathsByWalk } from './walk';

/** Paths of a folder of a disk: those that git tracks or would track; where git does not answer, those that a walk finds by the same rules. */
export const diskPaths = async (root: string): Promise<string[]> =>
  (await pathsByGit(root)) ?? pathsByWalk(diskTree(root), await rulesAbove(root));

/** Null where there is no git, no repository, or one around that ignores the folder, so that the folder is no part of it. */
const pathsByGit = async (root: string): Promise<string[] | null> => {
  const output = await runGit(root, ['ls-files', '-co', '--exclude-standard', '-z']);
  if (output === '') return (await runGit(root, ['check-ignore', '.'])) === null ? [] : null;
  // A repository inside of this one ends in a slash; the folder itself would be a dot.
  const names = namesIn(output).map((name) => name.replace(/\/$/, ''));
  const paths = [...new Set(names.filter((name) => name !== '.'))];
  return paths.length === 0 ? null : paths;
};
