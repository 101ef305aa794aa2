import { UserError } from '../domain/errors';

/** Throws `invalidInput` for a field. */
export const invalid = (field: string, reason: string): never => {
  throw new UserError('invalidInput', { field, reason });
};

/** The text, unless it is none or its length (in UTF-16 units) is out of bounds; lone surrogates become U+FFFD. */
export const checkText = (field: string, value: unknown, max: number, min = 0): string => {
  if (typeof value !== 'string') return invalid(field, 'text expected');
  if (value.length < min) return invalid(field, min === 1 ? 'must not be empty' : `at least ${min} characters`);
  if (value.length > max) return invalid(field, `at most ${max} characters`);
  return value.toWellFormed();
};

/** The text without surrounding space, on one line; at least one character must stay. */
export const checkName = (field: string, value: unknown, max = 255): string =>
  checkText(field, typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value, max, 1);

/** As `checkText`, null allowed; undefined counts as null. */
export const checkOptionalText = (field: string, value: unknown, max: number): string | null =>
  value == null ? null : checkText(field, value, max);

/** The value, unless it is not one of those allowed. */
export const checkOneOf = <T extends string>(field: string, value: unknown, allowed: readonly T[]): T =>
  allowed.find((each) => each === value) ?? invalid(field, `one of ${allowed.join(', ')}`);

/** The whole number, unless it is none or out of bounds. */
export const checkInteger = (
  field: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
    ? value
    : invalid(field, `a whole number from ${min} to ${max}`);

/** Tags trimmed and without repetition; at most 50 of 1 to 64 characters. */
export const checkTags = (field: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value)) return invalid(field, 'a list expected');
  if (value.length > 50) return invalid(field, 'at most 50');
  return Array.from(new Set(value.map((tag) => checkName(field, tag, 64))));
};

/** A page of a list: 1 to 200 rows (default 50) after `offset` others. */
export interface Paging {
  readonly limit?: number;
  readonly offset?: number;
}

/** One page and how many rows there are in all. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The checked page bounds with their defaults. */
export const checkPaging = ({ limit = 50, offset = 0 }: Paging): { limit: number; offset: number } => ({
  limit: checkInteger('limit', limit, 1, 200),
  offset: checkInteger('offset', offset, 0),
});
