import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { decodeState, encodeState } from './codec';
import type { IndexState } from './indexState';

/** The state in a cache file; null if there is no usable one. */
export const loadState = (file: string): IndexState | null => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    // There is none yet, or it cannot be read: the index is built from the files.
    return null;
  }
  return decodeState(bytes);
};

/** Writes a state such that a reader sees either the old file or the whole new one. */
export const saveState = (file: string, state: IndexState): void => {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, encodeState(state));
  renameSync(part, file);
};
