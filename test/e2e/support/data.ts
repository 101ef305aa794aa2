import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from './editor';

/** The folder with the data of the only workspace that an editor has opened. */
export const plansFolder = ({ dataFolder }: Editor): string => {
  const names = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' });
  const found = names.find((name) => /workspaceStorage[\\/][^\\/]+[\\/]devplan\.devplan[\\/]plans$/.test(name));
  assert.ok(found, 'the data is in the storage of the workspace');
  return join(dataFolder, found);
};

/** What the lock of a data folder says: which process writes, or that none does any more. */
export const readLock = (folder: string): { readonly pid: number; readonly released: boolean } =>
  JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'));
