import type { MirrorFolder } from '../../src/mirror/mirrorFolder';

/** A mirror's folder as a map from names to texts, with the number of writes to it. */
export const memoryMirrorFolder = (files = new Map<string, string>()) => {
  let writes = 0;
  const before = new Map<string, () => void>();
  const folder: MirrorFolder = {
    list: () => Promise.resolve([...files.keys()]),
    read: (name) => Promise.resolve(files.get(name) ?? null),
    async write(name, text, was) {
      before.get(name)?.();
      before.delete(name);
      if ((files.get(name) ?? null) !== was) return false;
      files.set(name, text);
      writes += 1;
      return true;
    },
    async remove(name, was) {
      return files.get(name) === was && files.delete(name);
    },
  };
  /** Registers what somebody else does just before the next write to a name. */
  const beforeWrite = (name: string, work: () => void): void => void before.set(name, work);
  /** Changes a file by hand. */
  const edit = (name: string, change: (text: string) => string): void =>
    void files.set(name, change(files.get(name) ?? ''));
  return { folder, files, writes: () => writes, beforeWrite, edit };
};
