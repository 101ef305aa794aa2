import type { ZodType } from 'zod';
import { UserError } from '../../domain/errors';

/** The parameters of a webview's request as its schema has them; a text that is too long is the user's, anything else a bug. */
export const parseRequest = (schema: ZodType, params: unknown): never => {
  const { success, data, error } = schema.safeParse(params);
  if (success) return data as never;
  const long = error.issues.find((issue) => issue.code === 'too_big' && issue.origin === 'string');
  if (long?.code !== 'too_big') throw error;
  const reason = `longer than ${long.maximum.toLocaleString('en')} characters`;
  throw new UserError('invalidInput', { field: long.path.join('.'), reason });
};
