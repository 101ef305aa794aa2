import { UserError } from '../../../domain/errors';
import { errorCode } from './storageFolder';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Converts a file system failure to an error with a user-facing message. */
export const asStorageError = (error: unknown): UserError => {
  if (error instanceof UserError) return error;
  if (fullCodes.has(errorCode(error))) return new UserError('storageFull', {}, { cause: error });
  return new UserError('storageFailed', { reason: String(error) }, { cause: error });
};
