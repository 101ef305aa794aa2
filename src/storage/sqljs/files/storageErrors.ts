import { UserError } from '../../../domain/errors';
import { errorCode } from './storageFolder';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A failure of the file system as an error with words for people. */
export const asStorageError = (error: unknown): UserError => {
  if (error instanceof UserError) return error;
  if (fullCodes.has(errorCode(error))) return new UserError('storageFull', {}, { cause: error });
  return new UserError('storageFailed', { reason: String(error) }, { cause: error });
};
