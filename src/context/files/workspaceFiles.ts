import type { Event } from '../../domain/events';
import { withSlashes } from '../../domain/paths';

/** A text file that the program may read: never a secret, ignored or excluded one. */
export interface WorkspaceFile {
  /** Workspace path: relative to its root with `/`; with several roots it begins with the root's own name. */
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
}

/** A folder on this machine's disk that holds the workspace paths beginning with `prefix`. */
export interface DiskRoot {
  readonly prefix: string;
  readonly folder: string;
}

/** Read-only access to the workspace's files, confined to its roots; paths are workspace paths throughout. */
export interface WorkspaceFiles {
  /** Every readable file, sorted by path; empty without a folder or without trust. */
  list(signal?: AbortSignal): Promise<readonly WorkspaceFile[]>;
  /** The file's text; throws `outsideWorkspace`, `excludedFile`, `notFound`, `fileFailed` or, for a binary, `unknownFormat`. */
  read(path: string, signal?: AbortSignal): Promise<string>;
  /** True if a path exists, listed or not, or is left out by a sparse checkout; without this method only listed files are known to exist. */
  exists?(path: string): Promise<boolean>;
  /** Roots whose listed files a worker may read directly; without them everything goes through `read`. */
  diskRoots?(): readonly DiskRoot[];
  /** Fires with the paths that were changed, created or deleted; an empty list means that any may have been. */
  readonly onDidChange: Event<readonly string[]>;
}

/** True if a path exists but is not among the listed ones: generated, ignored, a secret, a link, outside of a sparse checkout. A listed path in another case does not count. */
export const isUnlisted = async (files: WorkspaceFiles, listed: readonly string[], path: string): Promise<boolean> => {
  const isOther = listed.some((each) => each.toLowerCase() === path.toLowerCase());
  return !isOther && (await files.exists?.(path)) === true;
};

/** The path that is meant by one with `\`: elsewhere than on Windows, a name may contain it. */
export const meantPath = async (files: WorkspaceFiles, path: string, signal?: AbortSignal): Promise<string> => {
  if (!path.includes('\\')) return path;
  const isName = (await files.list(signal)).some((file) => `${file.path}/`.startsWith(`${path}/`));
  return isName ? path : withSlashes(path);
};
