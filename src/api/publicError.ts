import { toFailure } from '../domain/errors';
import type { Log } from '../domain/log';
import type { DevPlanError } from './contract/common';

/** What was thrown as others get it: `name`, `message`, `code` and `args` are all that they may rely on. */
export const publicError = (error: unknown, words: (error: unknown) => string, log: Log): DevPlanError => {
  const { code, args } = toFailure(error);
  if (code === 'bug') log.error('public API', error);
  return Object.assign(new Error(words(error), { cause: error }), { name: 'DevPlanError' as const, code, args });
};
