import initSqlJs, { type Database, type Statement } from 'sql.js';
import type { SqlResult, SqlValue } from './values';

const maxStatements = 128;
const setUp =
  'pragma journal_mode = memory; pragma synchronous = off; pragma foreign_keys = on; pragma temp_store = memory;';

/** SQLite in memory; everything is synchronous and throws SQLite's own words. */
export interface Engine {
  /** Runs one statement with bound values. */
  query(sql: string, values: readonly SqlValue[]): SqlResult;
  /** Runs several statements without values. */
  script(sql: string): void;
  /** The database file's bytes; throws inside a write transaction. */
  export(): Uint8Array;
  close(): void;
}

class SqlJsEngine implements Engine {
  private readonly statements = new Map<string, { statement: Statement; columns: string[] }>();

  constructor(private readonly database: Database) {}

  query(sql: string, values: readonly SqlValue[]): SqlResult {
    const { statement, columns } = this.prepare(sql);
    try {
      statement.bind(values as SqlValue[]);
      const rows: Record<string, SqlValue>[] = [];
      while (statement.step()) {
        const cells = statement.get();
        rows.push(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])));
      }
      return { rows, modified: this.database.getRowsModified() };
    } finally {
      statement.reset();
    }
  }

  script(sql: string): void {
    this.forget();
    this.database.exec(sql);
  }

  export(): Uint8Array {
    return this.database.export();
  }

  close(): void {
    this.database.close();
  }

  /** Statements are kept, the least recently used one is freed when there are too many. */
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

/** Gives a leading byte order mark back as text, where the platform's own decoder takes it away. */
class ExactTextDecoder extends TextDecoder {
  constructor(label?: string, options?: ConstructorParameters<typeof TextDecoder>[1]) {
    super(label, { ...options, ignoreBOM: true });
  }
}

/** sql.js makes its one text decoder while it is being called, so that is when it is given ours. */
const loadSqlJs = (wasmPath: string): ReturnType<typeof initSqlJs> => {
  const platformDecoder = globalThis.TextDecoder;
  globalThis.TextDecoder = ExactTextDecoder;
  try {
    return initSqlJs({ locateFile: () => wasmPath, useOldExtensionFunctions: false } as object);
  } finally {
    globalThis.TextDecoder = platformDecoder;
  }
};

/** Loads SQLite from its WebAssembly file; gives what opens databases on a file's bytes, or empty ones. */
export const loadSqlite = async (wasmPath: string): Promise<(bytes: Uint8Array | null) => Engine> => {
  const { Database } = await loadSqlJs(wasmPath);
  return (bytes) => {
    const database = new Database(bytes);
    database.exec(setUp);
    return new SqlJsEngine(database);
  };
};
