import { type Failure, toFailure } from '../domain/errors';
import type { Log } from '../domain/log';

/** Something that a person has to fix in the folder, or a bug that one of its files ran into. */
export interface MirrorProblem {
  readonly file: string;
  readonly failure: Failure;
  /** What was thrown, for the log. */
  readonly error: unknown;
}

/** Failures of the storage as a whole, which affect every plan. Damage in one plan's records is that plan's problem. */
const storageFailures = new Set<string>(['readOnly', 'storageFull', 'storageFailed', 'storageNewer']);

/** Returns an error with one plan as a problem; rethrows one that affects every plan. */
export const problemOrThrow = (file: string, error: unknown): MirrorProblem => {
  const failure = toFailure(error);
  if (storageFailures.has(failure.code)) throw error;
  return { file, failure, error };
};

/** Logs a problem; a bug with its stack. */
export const logProblem = (log: Log, { file, failure: { code, args }, error }: MirrorProblem): void =>
  code === 'bug' ? log.error('mirror', error, { file }) : log.warn('mirror', { file, code, ...args });
