import { type ErrorArgs, UserError } from '../domain/errors';

/** Throws `invalidInput` for a field. */
export const invalid = (field: string, reason: string, args: ErrorArgs = {}): never => {
  throw new UserError('invalidInput', { field, reason, ...args });
};

/**
 * Returns the text, with lone surrogates replaced by U+FFFD; throws `invalidInput` if it is not a string or its length (in
 * UTF-16 units) is out of bounds.
 */
export const checkText = (field: string, value: unknown, max: number, min: 0 | 1 = 0): string => {
  if (typeof value !== 'string') return invalid(field, 'text expected');
  if (value.length < min) return invalid(field, 'empty');
  if (value.length > max) return invalid(field, 'tooLong', { max });
  return value.toWellFormed();
};

/** Returns the text trimmed and on one line; throws `invalidInput` if it is then empty or too long. */
export const checkName = (field: string, value: unknown, max = 255): string =>
  checkText(field, typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value, max, 1);

/** Like `checkText`, but allows null; undefined counts as null. */
export const checkOptionalText = (field: string, value: unknown, max: number): string | null =>
  value == null ? null : checkText(field, value, max);

/** Returns the value if it is one of those allowed; throws `invalidInput`. */
export const checkOneOf = <T extends string>(field: string, value: unknown, allowed: readonly T[]): T =>
  allowed.find((each) => each === value) ?? invalid(field, `one of ${allowed.join(', ')}`);

/** Returns the number; throws `invalidInput` if it is not a whole number within the bounds. */
export const checkInteger = (
  field: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
    ? value
    : invalid(field, `a whole number from ${min} to ${max}`);

/**
 * Returns the tags trimmed and without duplicates; throws `invalidInput` if there are more than 50 or one is not 1 to
 * 64 characters long.
 */
export const checkTags = (field: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value)) return invalid(field, 'a list expected');
  if (value.length > 50) return invalid(field, 'at most 50');
  return Array.from(new Set(value.map((tag) => checkName(field, tag, 64))));
};

/** A page of a list: 1 to 200 rows (default 50), skipping the first `offset`. */
export interface Paging {
  readonly limit?: number;
  readonly offset?: number;
}

/** One page and the number of rows in the whole list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The checked page bounds with their defaults. */
export const checkPaging = ({ limit = 50, offset = 0 }: Paging): { limit: number; offset: number } => ({
  limit: checkInteger('limit', limit, 1, 200),
  offset: checkInteger('offset', offset, 0),
});
