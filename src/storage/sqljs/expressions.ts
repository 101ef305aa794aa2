import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** True if a text column contains the text; ASCII case is ignored, `%` and `_` are literal. */
export const contains = (column: Expression<string | null>, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** True if a JSON list of strings contains the item. */
export const hasItem = (column: Expression<string>, item: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select 1 from json_each(${column}) where value = ${item})`;

/** True if a column has one of the values; the SQL is the same for any number of them. */
export const isOneOf = (column: Expression<string>, values: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(values)}))`;

/** Compares text ignoring ASCII case. */
export const ignoringCase = (column: Expression<string>): RawBuilder<string> => sql<string>`${column} collate nocase`;
