import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskRoot } from '../workspaceFiles';
import type { TextSource } from './source';

/** Reads from the disk what lies in the given roots, and asks `elsewhere` for the rest. Symbolic links are not followed. */
export const diskSource = (
  roots: readonly DiskRoot[],
  elsewhere: (path: string) => Promise<string | null>,
): TextSource => {
  const placeOf = (path: string): string | null => {
    const root = roots.find(({ prefix }) => path.startsWith(prefix));
    return root === undefined ? null : join(root.folder, path.slice(root.prefix.length));
  };
  return {
    stamp({ path, size }) {
      const place = placeOf(path);
      if (place === null) return String(size);
      const found = lstatSync(place, { throwIfNoEntry: false });
      return found?.isFile() ? `${found.size}-${found.mtimeMs}` : null;
    },
    async read(path) {
      const place = placeOf(path);
      if (place === null) return elsewhere(path);
      try {
        return lstatSync(place).isFile() ? readFileSync(place, 'utf8') : null;
      } catch {
        // Gone or unreadable meanwhile: it is left out, as what was never there.
        return null;
      }
    },
  };
};
