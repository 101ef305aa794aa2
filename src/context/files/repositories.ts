import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { nullOnFailure } from './batches';
import { isSamePath } from './confinement';

/** The folder where a repository keeps what all of its working trees share; null for a folder that is no working tree. */
export const repositoryOf = async (folder: string): Promise<string | null> => {
  const marker = join(folder, '.git');
  const found = await nullOnFailure(stat(marker));
  if (found === null) return null;
  const textOf = (path: string): Promise<string | null> => nullOnFailure(readFile(path, 'utf8'));
  // Of a submodule and of a second working tree `.git` is a file that tells where the rest is.
  const link = found.isFile() ? /^gitdir: (.+)/.exec((await textOf(marker)) ?? '')?.[1] : undefined;
  const own = link === undefined ? marker : resolve(folder, link);
  return resolve(own, (await textOf(join(own, 'commondir')))?.trim() ?? '');
};

/** True for a folder that is one more working tree of the repository that another folder lies in. */
export const isWorktreeOf = async (folder: string, inner: string): Promise<boolean> => {
  const repository = await repositoryOf(inner);
  if (repository === null) return false;
  let around = await repositoryOf(folder);
  for (let at = folder; around === null && at !== dirname(at);) {
    at = dirname(at);
    around = await repositoryOf(at);
  }
  if (around === null) return false;
  const [real, realAround] = await Promise.all([repository, around].map((path) => nullOnFailure(realpath(path))));
  return isSamePath(real ?? repository, realAround ?? around);
};
