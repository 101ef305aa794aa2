import type { Database } from './database';
import { type DatabaseKind, migrate } from './migrate';

/** A database that lives as long as its process. */
export const openMemoryDatabase = (kind: DatabaseKind): Database => {
  const engine = kind.create(null);
  migrate(engine, kind, kind.migrations.length, 0);
  return {
    engine,
    state: 'owner',
    problem: null,
    prepare() {},
    checkWritable() {},
    commit: () => void engine.query('commit', []),
    tick() {},
    settle() {},
    takeOver() {},
    async close() {
      engine.close();
    },
  };
};
