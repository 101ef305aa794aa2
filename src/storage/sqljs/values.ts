/** What a column holds and a query binds. */
export type SqlValue = number | string | Uint8Array | null;

/** A statement with what it binds. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Rows by column name, and how many rows an INSERT, UPDATE or DELETE touched itself (cascades not counted). */
export interface SqlResult {
  readonly rows: readonly Record<string, SqlValue>[];
  readonly modified: number;
}

/**
 * The one form in which a value is bound, so that a replayed statement binds what the first run bound: -0 is 0, NaN is
 * null, booleans are 0 and 1, a bigint is its digits, lone surrogates are U+FFFD; throws a `TypeError` for anything else.
 */
export const toSqlValue = (value: unknown): SqlValue => {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) return null;
      if (!Number.isFinite(value)) throw new TypeError('An infinite number cannot be stored.');
      return value + 0;
    case 'string':
      // SQLite keeps UTF-8, which has no place for a lone surrogate.
      return value.toWellFormed();
    case 'boolean':
      return Number(value);
    case 'bigint':
      return value.toString();
    default:
      if (value === null || value instanceof Uint8Array) return value;
      throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
  }
};
