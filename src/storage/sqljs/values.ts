/** A value in a column or bound to a query. */
export type SqlValue = number | string | Uint8Array | null;

/** A statement with its bound values. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Rows by column name, and how many rows an INSERT, UPDATE or DELETE affected directly (not by cascades). */
export interface SqlResult {
  readonly rows: readonly Record<string, SqlValue>[];
  readonly modified: number;
}

/**
 * Converts a value to the only form in which it is bound, so that a replayed statement binds the same as the first run:
 * -0 becomes 0, NaN null, booleans 0 and 1, a bigint its digits, lone surrogates U+FFFD; throws a `TypeError` for
 * anything else.
 */
export const toSqlValue = (value: unknown): SqlValue => {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) return null;
      if (!Number.isFinite(value)) throw new TypeError('An infinite number cannot be stored.');
      return value + 0;
    case 'string':
      // SQLite stores UTF-8, which cannot represent a lone surrogate.
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
