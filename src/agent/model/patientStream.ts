import { type Failure, toFailure, UserError } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../models/modelProvider';
import { abortable } from '../../domain/abortable';
import { unreachableKind } from '../../domain/unreachable';
import { type Wait } from './wait';

/** A pause before the same request is sent again, after a failure. */
export interface Waiting {
  readonly type: 'waiting';
  readonly seconds: number;
  readonly failure: Failure;
}

/** What retrying needs: a way to wait, randomness, and a log. */
export interface Patience {
  readonly wait: Wait;
  /** From 0 to 1; jitter, so that many clients do not retry at the same instant. */
  readonly random: () => number;
  readonly log: Log;
}

const maxRetries = 2;
const maxWait = 30;

/** Streams an answer, and retries after a pause if the failure is likely to pass and nothing has been shown yet. */
export async function* patientStream(
  provider: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal,
  patience: Patience,
): AsyncGenerator<ModelEvent | Waiting, void> {
  for (let attempt = 0; ; attempt++) {
    let shown = false;
    try {
      for await (const event of stoppable(provider, request, signal, patience.log)) {
        shown ||= event.type !== 'usage' && event.type !== 'finish';
        yield event;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      // The answer filled the context: a shorter request would bring it a second time.
      if (shown && error instanceof UserError && error.code === 'contextTooLong')
        throw new UserError('outputTooLong', {}, { cause: error });
      if (shown || attempt === maxRetries || !(error instanceof UserError)) throw error;
      const seconds = secondsToWait(error, attempt, patience.random());
      if (seconds === null) throw error;
      patience.log.info('model waits', { code: error.code, seconds });
      yield { type: 'waiting', seconds, failure: toFailure(error) };
      await patience.wait(seconds * 1000, signal);
    }
  }
}

/** Seconds to wait before a retry: the provider's figure, else a growing backoff; null if useless or too long. */
const secondsToWait = ({ code, args }: UserError, attempt: number, chance: number): number | null => {
  const backoff = Math.round(10 * 2 ** attempt * (0.5 + chance)) / 10;
  switch (code) {
    case 'rateLimited': {
      const told = Number(args['seconds'] ?? 0);
      if (told > maxWait) return null;
      return told > 0 ? told : backoff;
    }
    case 'providerFailed':
      return Number(args['status']) >= 500 ? backoff : null;
    case 'unreachable':
      return unreachableKind(String(args['reason'])) === 'notTrusted' ? null : backoff;
    case 'streamCut':
      return backoff;
    default:
      return null;
  }
};

/** A stream that ends at once when aborted, even if its provider's does not. */
async function* stoppable(
  provider: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal,
  log: Log,
): AsyncGenerator<ModelEvent, void> {
  const events = provider.stream(request, signal)[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await abortable(events.next(), signal);
      if (next.done) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // Do not wait for closing: a provider that hangs would hold up the turn.
    if (!isOver)
      events.return?.()?.catch((error: unknown) => log.debug('closing a stream failed', { error: String(error) }));
  }
}
