import * as vscode from 'vscode';
import { contentMark } from '../../context/coverage/contentMark';
import { keptPath } from '../../context/files/rootPaths';
import type { Core } from '../core';
import { uncommittedPaths } from '../workspace/gitChanges';
import { openRoots } from '../workspace/openRoots';

/** Maximum number of files recorded: more are no work in progress; the rest counts as changed since the approval. */
const maxFiles = 200;

/** What tells a file's current content from another one; empty if it is gone. */
export const contentOf = ({ files }: Core, path: string): Promise<string> =>
  contentMark(
    () => files.read(path),
    async () => {
      const { size, mtime, type } = await vscode.workspace.fs.stat(await files.confinedUri(path));
      // The time of a folder, such as a clone inside of this one, tells nothing of its content.
      return type & vscode.FileType.File ? `${size} ${mtime}` : '';
    },
  );

/** The `contentOf` of each uncommitted file, by its path as it is kept. */
export const uncommittedContents = async (core: Core): Promise<Record<string, string>> => {
  const contents: Record<string, string> = {};
  const roots = openRoots();
  for (const path of (await uncommittedPaths()).slice(0, maxFiles))
    contents[keptPath(roots, path)] = await contentOf(core, path);
  return contents;
};
