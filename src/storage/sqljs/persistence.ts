import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Keeps the whole database as one file. */
export interface Persistence {
  load(): Uint8Array | null;
  save(bytes: Uint8Array): void;
}

/** The file `devplan.db` of a folder, replaced as a whole at each commit. */
export const openPersistence = (folder: string): Persistence => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'devplan.db');
  return {
    load: () => (existsSync(path) ? new Uint8Array(readFileSync(path)) : null),
    save(bytes) {
      const file = openSync(`${path}.tmp`, 'w');
      try {
        writeFileSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(`${path}.tmp`, path);
    },
  };
};
