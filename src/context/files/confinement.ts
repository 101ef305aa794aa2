import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/** True for a path that cannot step out of the folder it is joined to; on Windows `\\` parts paths, too. */
export const hasNoWayOut = (path: string, platform: NodeJS.Platform): boolean =>
  !path.split(platform === 'win32' ? /[\\/]/ : '/').includes('..');

/** Where a path of a root stands once symbolic links are followed, relative to the root with `/`; null where that is outside. */
export const realPathIn = async (root: string, path: string): Promise<string | null> => {
  const realRoot = await realpath(root);
  // A file that does not exist follows no link.
  const real = await realpath(join(root, path)).catch(() => join(realRoot, path));
  const inside = relative(realRoot, real);
  return inside.split(sep)[0] === '..' || isAbsolute(inside) ? null : inside.replaceAll(sep, '/');
};

// Git may know a name in other letters than the disk: some file systems tell neither case nor kinds of accents apart.
const letters = (path: string): string => path.normalize('NFC').toLowerCase();

/** True for paths that are of one file wherever they are spelled alike. */
export const isSamePath = (one: string, other: string): boolean => letters(one) === letters(other);
