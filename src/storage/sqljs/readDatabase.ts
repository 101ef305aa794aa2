import { UserError } from '../../domain/errors';
import type { Database } from './database';
import { orClose } from './engine';
import { restore } from './files/restore';
import type { StorageFolder } from './files/storageFolder';
import { type DatabaseKind, migrateToRead } from './migrate';

/** Reads a folder's data once, for copying from it, and never writes it; an older schema is migrated in memory. */
export const openReadDatabase = (folder: StorageFolder, kind: DatabaseKind): Database => {
  const { engine, problem, seq } = restore(folder, kind);
  orClose(engine, () => migrateToRead(engine, kind, seq));
  const refuse = (): never => {
    throw problem ?? new UserError('readOnly');
  };
  return {
    engine,
    state: 'follower',
    problem,
    prepare() {},
    checkWritable: refuse,
    commit: () => void engine.query('commit', []),
    takeApplied() {},
    beforeSnapshot() {},
    tick() {},
    settle() {},
    takeOver: refuse,
    async close() {
      engine.close();
    },
  };
};
