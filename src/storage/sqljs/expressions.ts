import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** True where a text column holds the words, letter case of ASCII ignored, `%` and `_` taken literally. */
export const contains = (column: Expression<string | null>, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** True where a JSON list of strings has the item. */
export const hasItem = (column: Expression<string>, item: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select 1 from json_each(${column}) where value = ${item})`;

/** Orders text without regard to the case of ASCII letters. */
export const ignoringCase = (column: Expression<string>): RawBuilder<string> => sql<string>`${column} collate nocase`;
