import * as z from 'zod';
import { UserError } from '../domain/errors';
import type { JsonObject } from '../domain/plan';
import { invalid } from './validate';

const maxJsonLength = 256 * 1024;

/** A list of tags. */
export const tagsColumn = z.array(z.string());

/** Any JSON object. */
export const objectColumn: z.ZodType<JsonObject> = z.record(z.string(), z.json()) as z.ZodType<JsonObject>;

/** Reads a JSON column; throws `storageCorrupt` if its text does not match the schema. */
export const readJson = <T>(schema: z.ZodType<T>, text: string, column: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError('storageCorrupt', { file: column, reason: 'not JSON' }, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UserError('storageCorrupt', { file: column, reason: z.prettifyError(parsed.error) });
  return parsed.data;
};

/** Checks a value against the column's schema and returns its JSON text; throws `invalidInput`. */
export const writeJson = <T>(schema: z.ZodType<T>, value: unknown, field: string): string => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return invalid(field, z.prettifyError(parsed.error));
  const text = JSON.stringify(parsed.data);
  return text.length > maxJsonLength ? invalid(field, `at most ${maxJsonLength} characters of JSON`) : text;
};
