import type { FileSource } from './databaseFile';
import type { Engine } from './engine';

/** How databases are created (on a file, which they then own, or empty), and the migrations of this version. */
export interface DatabaseKind {
  readonly create: (source: FileSource | null) => Engine;
  readonly migrations: readonly string[];
}

/** The number of migrations that ran on the database. */
export const schemaOf = (engine: Engine): number =>
  Number(engine.query('pragma user_version', []).rows[0]?.['user_version'] ?? 0);

/** The same number, from the first bytes of a database file (https://www.sqlite.org/fileformat2.html, offset 60). */
export const schemaOfBytes = (bytes: Uint8Array): number =>
  bytes.length < 64 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(60);

/** Runs the missing migrations up to the given number, all or none, and records the transaction that they count as. */
export const migrate = (engine: Engine, { migrations }: DatabaseKind, to: number, seq: number): void => {
  engine.script('begin');
  try {
    for (const sql of migrations.slice(schemaOf(engine), to)) engine.script(sql);
    engine.script(`pragma user_version = ${to}`);
    setSeq(engine, seq);
    engine.script('commit');
  } catch (error) {
    engine.rollback();
    throw error;
  }
};

/** Adds the tables that the stores expect to data that is only read: in memory, without advancing the given transaction number. */
export const migrateToRead = (engine: Engine, kind: DatabaseKind, seq: number): void => {
  const schema = kind.migrations.length;
  if (schemaOf(engine) < schema) migrate(engine, kind, schema, seq);
};

/** The number of the last transaction, as stored in the database. */
export const seqOf = (engine: Engine): number =>
  Number(engine.query("select value from meta where key = 'seq'", []).rows[0]?.['value'] ?? 0);

/** Records the number of the last transaction, as part of it. */
export const setSeq = (engine: Engine, seq: number): void => {
  engine.query("update meta set value = ? where key = 'seq'", [seq]);
};
