import initSqlJs, { type Database, type Statement } from 'sql.js';
import type { UserError } from '../../domain/errors';
import { DatabaseFile, type FileImage, type FileSource, imageOf } from './databaseFile';
import type { SqlResult, SqlValue } from './values';

const maxStatements = 128;
/**
 * Without cache spilling, nothing of a transaction reaches the file before its commit, so no rollback truncates it.
 * Nobody else uses the file: keeping the lock spares each statement a check for another process's journal. SQLite reads
 * each page through JavaScript, so 16 MB of pages are cached: the usual 2 MB do not hold the upper levels of all indexes.
 */
const setUp = `pragma journal_mode = memory; pragma synchronous = off; pragma foreign_keys = on;
  pragma temp_store = memory; pragma cache_spill = off; pragma locking_mode = exclusive; pragma cache_size = -16000;`;

/**
 * SQLite on a file of which only what was written is in memory. Everything is synchronous and throws SQLite's own
 * messages, unless the file could not be read: then a `UserError`, and the open transaction is undone.
 */
export interface Engine {
  /** Why the file could not be read, if that has ever failed: what an engine made anew from the folder may do better. */
  readonly failure: UserError | null;
  /** The size of what was written and is kept in memory until a snapshot holds it. */
  readonly writtenBytes: number;
  /** Runs one statement with bound values. */
  query(sql: string, values: readonly SqlValue[]): SqlResult;
  /** Runs several statements without values. */
  script(sql: string): void;
  /** Undoes the open transaction, if there is one. */
  rollback(): void;
  /** The database file as of the last transaction; immediate, however large it is. */
  export(): FileImage;
  /** Forgets what is in an image that was saved as that file, which the engine then owns. */
  moveTo(source: FileSource, image: FileImage): void;
  close(): void;
}

/** Runs work with an engine, which is closed if the work fails. */
export const orClose = <T>(engine: Engine, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    engine.close();
    throw error;
  }
};

class SqlJsEngine implements Engine {
  private readonly statements = new Map<string, { statement: Statement; columns: string[] }>();

  constructor(
    private readonly database: Database,
    private readonly file: DatabaseFile,
  ) {}

  get failure(): UserError | null {
    return this.file.failure;
  }

  get writtenBytes(): number {
    return this.file.writtenBytes;
  }

  query(sql: string, values: readonly SqlValue[]): SqlResult {
    return this.reading(() => this.run(sql, values));
  }

  script(sql: string): void {
    this.forget();
    this.reading(() => this.database.exec(sql));
  }

  rollback(): void {
    try {
      this.run('rollback', []);
    } catch {
      // No transaction is open: SQLite undoes one itself if it cannot read the file.
    }
  }

  moveTo(source: FileSource, image: FileImage): void {
    this.file.moveTo(source, image);
  }

  private run(sql: string, values: readonly SqlValue[]): SqlResult {
    const { statement, columns } = this.prepare(sql);
    try {
      statement.bind(values as SqlValue[]);
      const rows: Record<string, SqlValue>[] = [];
      while (statement.step()) {
        const cells = statement.get();
        const row: Record<string, SqlValue> = {};
        for (const [index, name] of columns.entries()) row[name] = cells[index] ?? null;
        rows.push(row);
      }
      return { rows, modified: this.database.getRowsModified() };
    } finally {
      statement.reset();
    }
  }

  export(): FileImage {
    const [{ bytes } = {}] = this.query(
      'select page_count * page_size as bytes from pragma_page_count, pragma_page_size',
      [],
    ).rows;
    const image = this.file.image();
    if (image !== null && image.length === bytes) return image;
    return this.reading(() => imageOf(this.database.export()));
  }

  close(): void {
    try {
      this.database.close();
    } finally {
      this.file.close();
    }
  }

  /** Runs work that may read the file. */
  private reading<T>(work: () => T): T {
    const { failure: before } = this;
    try {
      return work();
    } catch (error) {
      const { failure } = this;
      if (failure === before || failure === null) throw error;
      this.rollback();
      throw failure;
    }
  }

  /** Caches statements; frees the least recently used one when there are too many. */
  private prepare(sql: string): { statement: Statement; columns: string[] } {
    const known = this.statements.get(sql);
    if (known !== undefined) {
      this.statements.delete(sql);
      this.statements.set(sql, known);
      return known;
    }
    const statement = this.database.prepare(sql);
    const prepared = { statement, columns: statement.getColumnNames() };
    this.statements.set(sql, prepared);
    const [oldest] = this.statements.keys();
    if (this.statements.size > maxStatements && oldest !== undefined) {
      this.statements.get(oldest)?.statement.free();
      this.statements.delete(oldest);
    }
    return prepared;
  }

  private forget(): void {
    for (const { statement } of this.statements.values()) statement.free();
    this.statements.clear();
  }
}

/** Keeps a leading byte order mark as text, which the platform's decoder would drop. */
class ExactTextDecoder extends TextDecoder {
  constructor(label?: string, options?: ConstructorParameters<typeof TextDecoder>[1]) {
    super(label, { ...options, ignoreBOM: true });
  }
}

/** sql.js creates its only text decoder while being initialized, so ours is substituted for that moment. */
const loadSqlJs = (wasmPath: string): ReturnType<typeof initSqlJs> => {
  const platformDecoder = globalThis.TextDecoder;
  globalThis.TextDecoder = ExactTextDecoder;
  try {
    return initSqlJs({ locateFile: () => wasmPath, useOldExtensionFunctions: false } as object);
  } finally {
    globalThis.TextDecoder = platformDecoder;
  }
};

/** Loads SQLite from its WebAssembly file; returns a function that opens a database on a file, which it then owns, or an empty one. */
export const loadSqlite = async (wasmPath: string): Promise<(source: FileSource | null) => Engine> => {
  const { Database } = await loadSqlJs(wasmPath);
  const makeEmpty = (): Uint8Array => {
    const database = new Database();
    database.exec('pragma user_version = 0');
    const bytes = database.export();
    database.close();
    return bytes;
  };
  return (source) => {
    const file = new DatabaseFile(source);
    if (source === null) file.set(makeEmpty(), 0);
    const engine = new SqlJsEngine(new Database(file.opening), file);
    orClose(engine, () => engine.script(setUp));
    return engine;
  };
};
