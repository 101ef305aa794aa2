import type { MirrorFolder } from '../../src/mirror/mirrorFolder';

/** A mirror's folder as a map from names to texts, and how often it was written. */
export const memoryMirrorFolder = (files = new Map<string, string>()) => {
  let writes = 0;
  const folder: MirrorFolder = {
    list: () => Promise.resolve([...files.keys()]),
    read: (name) => Promise.resolve(files.get(name) ?? null),
    async write(name, text, was) {
      if ((files.get(name) ?? null) !== was) return false;
      files.set(name, text);
      writes += 1;
      return true;
    },
    async remove(name, was) {
      if (files.get(name) === was) files.delete(name);
    },
  };
  return { folder, files, writes: () => writes };
};
