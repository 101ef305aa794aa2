import { join } from 'node:path';
import initSqlJs, { type Database } from 'sql.js';
import { migrations } from '../../src/storage/migrations/migrations';

/** A bare database with the first `schema` migrations, to see what the next one does. */
export const openDatabase = async (schema: number): Promise<Database> => {
  const { Database } = await initSqlJs({ locateFile: (name) => join(process.cwd(), 'node_modules/sql.js/dist', name) });
  const db = new Database();
  for (const migration of migrations.slice(0, schema)) db.run(migration);
  return db;
};
