import { toFailure } from '../domain/errors';
import type { Log } from '../domain/log';
import type { DevPlanError } from './contract/common';

/** The error as other extensions get it: they may rely only on `name`, `message`, `code` and `args`. */
export const publicError = (error: unknown, words: (error: unknown) => string, log: Log): DevPlanError => {
  const { code, args } = toFailure(error);
  if (code === 'bug') log.error('public API', error);
  return Object.assign(new Error(words(error), { cause: error }), { name: 'DevPlanError' as const, code, args });
};
