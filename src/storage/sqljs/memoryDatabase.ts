import type { StoreChange } from '../storeChange';
import type { Database } from './database';
import { type DatabaseKind, migrate } from './migrate';

/** Opens a database that lives as long as its process. */
export const openMemoryDatabase = (kind: DatabaseKind): Database => {
  const engine = kind.create(null);
  migrate(engine, kind, kind.migrations.length, 0);
  let applied: StoreChange[] = [];
  return {
    engine,
    state: 'owner',
    problem: null,
    prepare() {},
    checkWritable() {},
    commit(_, changes) {
      engine.query('commit', []);
      applied.push(...changes);
    },
    takeApplied(take) {
      take(applied);
      applied = [];
    },
    beforeSnapshot() {},
    tick() {},
    settle() {},
    takeOver() {},
    async close() {
      engine.close();
    },
  };
};
