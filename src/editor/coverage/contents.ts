import { blobHash } from '../../context/drift/recordReference';
import { UserError } from '../../domain/errors';
import type { Core } from '../core';
import { uncommittedPaths } from '../workspace/gitChanges';

/** Maximum number of files recorded: more are no work in progress; the rest counts as changed since the approval. */
const maxFiles = 200;

/** Git's hash of a file's current content; empty if it is gone or may not be read. */
export const contentOf = async ({ files }: Core, path: string): Promise<string> => {
  try {
    return blobHash(await files.read(path));
  } catch (error) {
    if (error instanceof UserError) return '';
    throw error;
  }
};

/** The `contentOf` of each uncommitted file, by path. */
export const uncommittedContents = async (core: Core): Promise<Record<string, string>> => {
  const contents: Record<string, string> = {};
  for (const path of (await uncommittedPaths()).slice(0, maxFiles)) contents[path] = await contentOf(core, path);
  return contents;
};
