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

/** What waiting needs: the time, chance, and a log for what goes wrong while a stream is closed. */
export interface Patience {
  readonly wait: Wait;
  /** From 0 to 1, so that many clients do not come back in the same instant. */
  readonly random: () => number;
  readonly log: Log;
}

const maxRetries = 2;
const maxWait = 30;

/** Streams an answer, and asks again after a pause where the failure is likely to pass and nothing has been shown yet. */
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
      if (shown || attempt === maxRetries || !(error instanceof UserError)) throw error;
      const seconds = secondsToWait(error, attempt, patience.random());
      if (seconds === null) throw error;
      patience.log.info('model waits', { code: error.code, seconds });
      yield { type: 'waiting', seconds, failure: toFailure(error) };
      await patience.wait(seconds * 1000, signal);
    }
  }
}

/** How long to wait before asking again, as the provider says or else longer each time; null when it would not help or take too long. */
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

/** A stream that ends at once when stopped, even where its provider does not. */
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
    // Closing is not waited for: a provider that hangs would keep the turn.
    if (!isOver)
      events.return?.()?.catch((error: unknown) => log.debug('closing a stream failed', { error: String(error) }));
  }
}
