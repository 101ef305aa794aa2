import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { DiskRoot } from '../../files/workspaceFiles';
import { defaultLimits } from '../searchEngine';
import type { TextSource } from '../source';

/**
 * Reads files in the given roots from the disk, and all others through `elsewhere`. Symbolic links are not followed, and
 * files that have grown too large since they were listed count as gone.
 */
export const diskSource = (
  roots: readonly DiskRoot[],
  elsewhere: (path: string) => Promise<string | null>,
): TextSource => {
  const found = (place: string): Stats | null => {
    const stats = lstatSync(place, { throwIfNoEntry: false });
    return stats?.isFile() && stats.size <= defaultLimits.fileBytes ? stats : null;
  };
  const placeOf = (path: string): string | null => {
    const root = roots.find(({ prefix }) => path.startsWith(prefix));
    return root === undefined ? null : join(root.folder, path.slice(root.prefix.length));
  };
  return {
    find({ path, size }) {
      const place = placeOf(path);
      if (place === null) return { size, stamp: String(size) };
      const stats = found(place);
      return stats && { size: stats.size, stamp: `${stats.size}-${stats.mtimeMs}` };
    },
    async read(path) {
      const place = placeOf(path);
      if (place === null) return elsewhere(path);
      try {
        return found(place) && readFileSync(place, 'utf8');
      } catch {
        // Gone or unreadable meanwhile: treated like a file that was never there.
        return null;
      }
    },
  };
};
