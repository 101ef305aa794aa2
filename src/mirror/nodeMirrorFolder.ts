import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../domain/errors';
import { errorCode } from '../storage/sqljs/files/storageFolder';
import type { MirrorFolder } from './mirrorFolder';

/** No plan is larger: a larger file is not one of ours. */
const maxBytes = 16 * 1024 * 1024;

/** True for a path, relative to a folder, that leads to something inside it and not into `.git`. */
const staysInside = (inside: string): boolean => {
  const parts = inside.split(sep);
  return inside !== '' && !isAbsolute(inside) && parts[0] !== '..' && !parts.includes('.git');
};

/** The real path of the part of a path that exists, followed by the rest as given. */
const realPathOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return join(await realPathOf(dirname(path)), relative(dirname(path), path));
  }
};

/** The real path of the folder at a relative path in a workspace root; throws `outsideWorkspace` unless it is inside the root and outside `.git`. */
export const mirrorPath = async (root: string, path: string): Promise<string> => {
  const real = await realPathOf(resolve(root, path));
  if (isAbsolute(path) || !staysInside(relative(await realpath(root), real)))
    throw new UserError('outsideWorkspace', { path });
  return real;
};

/** The folder at a `mirrorPath`, which every call checks; symbolic links in it are neither read nor written. */
export const openMirrorFolder = (root: string, path: string): MirrorFolder => {
  const confined = (): Promise<string> => mirrorPath(root, path);
  const at = async (name: string): Promise<string> => join(await confined(), name);
  const failed = (name: string, error: unknown): UserError =>
    new UserError('mirrorFailed', { file: name, reason: (error as Error).message }, { cause: error });

  const read = async (name: string): Promise<string | null> => {
    const file = await at(name);
    try {
      const stat = await lstat(file);
      if (!stat.isFile()) throw new TypeError('not a plain file');
      if (stat.size > maxBytes) throw new RangeError(`larger than ${maxBytes} bytes`);
      const handle = await open(file, 'r');
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw failed(name, error);
    }
  };

  return {
    async list() {
      const folder = await confined();
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return [];
        throw failed(path, error);
      }
    },
    read,
    async write(name, text, was) {
      const file = await at(name);
      // Named so that watchers and the listing do not take it for a plan.
      const begun = join(dirname(file), `.${name}.part`);
      try {
        await mkdir(dirname(file), { recursive: true });
        await confined();
        // A symbolic link that somebody has put there could lead out of the folder.
        await rm(begun, { force: true });
        const handle = await open(begun, 'wx');
        try {
          await handle.writeFile(text);
          await handle.sync();
        } finally {
          await handle.close();
        }
        if ((await read(name)) !== was) {
          await rm(begun, { force: true });
          return false;
        }
        await rename(begun, file);
        return true;
      } catch (error) {
        // The first failure is the one to report.
        await rm(begun, { force: true }).catch(() => {});
        throw error instanceof UserError ? error : failed(name, error);
      }
    },
    async remove(name, was) {
      if ((await read(name)) !== was) return false;
      const file = await at(name);
      await rm(file, { force: true }).catch((error: unknown) => {
        throw failed(name, error);
      });
      return true;
    },
  };
};
