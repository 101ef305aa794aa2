import { UserError } from '../../domain/errors';
import { blobHash } from '../drift/recordReference';
import { nullOnFailure } from '../files/batches';

/** What tells a file's content from another one: git's hash of its text, or its stamp if it cannot be read as text; empty if it is gone. */
export const contentMark = async (read: () => Promise<string>, stamp: () => Promise<string>): Promise<string> => {
  try {
    return blobHash(await read());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return (await nullOnFailure(stamp())) ?? '';
  }
};
