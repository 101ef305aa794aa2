import { type Failure, toFailure } from '../domain/errors';
import type { Log } from '../domain/log';

/** Something that a person has to mend in the folder, or a bug met with one of its files. */
export interface MirrorProblem {
  readonly file: string;
  readonly failure: Failure;
  /** What was thrown, for the log. */
  readonly error: unknown;
}

/** Failures of the storage as a whole: no other plan fares better. Damage met in one plan's records is that plan's problem. */
const storageFailures = new Set<string>(['readOnly', 'storageFull', 'storageFailed', 'storageNewer']);

/** What failed with one plan, as its problem; throws what fails with every plan. */
export const problemOrThrow = (file: string, error: unknown): MirrorProblem => {
  const failure = toFailure(error);
  if (storageFailures.has(failure.code)) throw error;
  return { file, failure, error };
};

/** Logs a problem; a bug with its stack. */
export const logProblem = (log: Log, { file, failure: { code, args }, error }: MirrorProblem): void =>
  code === 'bug' ? log.error('mirror', error, { file }) : log.warn('mirror', { file, code, ...args });
