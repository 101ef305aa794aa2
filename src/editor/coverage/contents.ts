import { blobHash } from '../../context/drift/recordReference';
import { UserError } from '../../domain/errors';
import type { Core } from '../core';
import { uncommittedPaths } from '../workspace/gitChanges';

/** More files than that are no work in progress; what is left over counts as it is found later. */
const maxFiles = 200;

/** Git's hash of what a file holds now; empty for one that is gone or may not be read. */
export const contentOf = async ({ files }: Core, path: string): Promise<string> => {
  try {
    return blobHash(await files.read(path));
  } catch (error) {
    if (error instanceof UserError) return '';
    throw error;
  }
};

/** What the files that are not committed hold now, as `contentOf` tells it, by path. */
export const uncommittedContents = async (core: Core): Promise<Record<string, string>> => {
  const contents: Record<string, string> = {};
  for (const path of (await uncommittedPaths()).slice(0, maxFiles)) contents[path] = await contentOf(core, path);
  return contents;
};
