import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** True where a text column holds the words, letter case of ASCII ignored, `%` and `_` taken literally. */
export const contains = (column: Expression<string | null>, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** True where a JSON list of strings has the item. */
export const hasItem = (column: Expression<string>, item: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select 1 from json_each(${column}) where value = ${item})`;

/** True where a column has one of the values; the same statement for any number of them. */
export const isOneOf = (column: Expression<string>, values: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(values)}))`;

/** Orders text without regard to the case of ASCII letters. */
export const ignoringCase = (column: Expression<string>): RawBuilder<string> => sql<string>`${column} collate nocase`;
