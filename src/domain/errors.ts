/** The expected kinds of failure; the message and the suggested action for each are in `editor/report`. */
export type UserErrorCode =
  | 'invalidInput' // args: field, reason (`empty`, `notHttp`, `tooLong` with max, or in English)
  | 'notFound' // args: kind, id
  | 'nameTaken' // args: name
  | 'statusNotAllowed' // args: from, to, allowed
  | 'conflict' // args: planId, base, current
  | 'mergeConflict' // args: planId, version, current, places
  | 'proposalClosed' // args: version, state
  | 'readOnly' // another window writes this workspace's data
  | 'storageFull'
  | 'storageCorrupt' // args: file, reason
  | 'storageNewer' // args: found, supported
  | 'storageFailed' // args: reason
  | 'noWorkspace'
  | 'untrusted'
  | 'outsideWorkspace' // args: path
  | 'excludedFile' // args: path
  | 'unknownFormat' // args: file, reason
  | 'fileFailed' // args: file, reason (`gitSlow` with max in seconds, or in words)
  | 'searchFailed' // args: reason
  | 'mergeMarkers' // args: file
  | 'mirrorFailed' // args: file, reason
  | 'mirrorTwice' // args: file, other
  | 'unsavedText' // a plan's document whose save was stopped; args: planId
  | 'notUnderstood' // the offline planner; args: supported
  | 'noKey' // args: provider, origin
  | 'badKey' // args: origin, status
  | 'consentRefused' // args: origin
  | 'unknownModel' // args: model
  | 'rateLimited' // args: seconds (0 if the provider does not say)
  | 'providerFailed' // args: status, message
  | 'unreachable' // args: origin, reason
  | 'timeout' // args: seconds, phase (`firstToken` or `idle` by the settings, `connection` by the editor)
  | 'streamCut'
  | 'badResponse' // args: reason
  | 'contentFilter'
  | 'contextTooLong'
  | 'outputTooLong' // finish_reason length with nothing to show
  | 'emptyReply'
  | 'toolsRefused' // args: model; handled by falling back to the JSON protocol, so users rarely see it
  | 'turnTooCostly' // args: cap; the turn would exceed its token limit
  | 'quotaUsedUp' // a model of the editor; args: model
  | 'tooManyRounds' // args: rounds
  | 'cancelled' // an awaited turn was stopped; args: sessionId
  | 'busy'; // a turn is already running in this conversation

/** Values to insert in an error's message. */
export type ErrorArgs = Readonly<Record<string, string | number>>;

/** An expected failure with a code and arguments; `message` is for logs only, users see the text from `editor/report`. */
export class UserError extends Error {
  /** The extension is loaded in parts, each with its own copy of this class: an instance of another copy counts, too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UserError';
  }

  constructor(
    readonly code: UserErrorCode,
    readonly args: ErrorArgs = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(args)}`, options);
    this.name = 'UserError';
  }
}

/** A failure as data, stored with a message and sent to a webview. */
export interface Failure {
  readonly code: UserErrorCode | 'bug';
  readonly args: ErrorArgs;
}

/** Converts anything thrown to data; everything but a `UserError` is a bug and keeps its message for the log. */
export const toFailure = (error: unknown): Failure =>
  error instanceof UserError
    ? { code: error.code, args: error.args }
    : { code: 'bug', args: { message: error instanceof Error ? error.message : String(error) } };

/** Resolves to the result, or to null if it rejects with `notFound`. */
export const orNull = <T>(found: Promise<T>): Promise<T | null> =>
  found.catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'notFound') return null;
    throw error;
  });

/** True for a failure of the disk, which may be gone at the next try, unlike damage and a newer version's data. */
export const isOfDisk = (problem: UserError | null): boolean =>
  problem?.code === 'storageFull' || problem?.code === 'storageFailed';

/** True for the error that an aborted signal raises. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'APIUserAbortError');
