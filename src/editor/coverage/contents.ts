import { blobHash } from '../../context/drift/recordReference';
import { keptPath } from '../../context/files/rootPaths';
import { UserError } from '../../domain/errors';
import type { Core } from '../core';
import { uncommittedPaths } from '../workspace/gitChanges';
import { openRoots } from '../workspace/openRoots';

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

/** The `contentOf` of each uncommitted file, by its path as it is kept. */
export const uncommittedContents = async (core: Core): Promise<Record<string, string>> => {
  const contents: Record<string, string> = {};
  const roots = openRoots();
  for (const path of (await uncommittedPaths()).slice(0, maxFiles))
    contents[keptPath(roots, path)] = await contentOf(core, path);
  return contents;
};
