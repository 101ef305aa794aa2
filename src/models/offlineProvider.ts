import { UserError, type UserErrorCode } from '../domain/errors';
import type { ModelEvent, ModelProvider, ModelRequest } from './modelProvider';
import { readTurn } from './offline/conversation';
import { nextAnswer } from './offline/nextAnswer';

/** Characters of a tool call that are streamed at a time. */
const pieceLength = 400;

/** A planner without a model: deterministic, rule-based, with the same messages and tools as any model. */
export class OfflineProvider implements ModelProvider {
  readonly id = 'offline';

  /** In test mode a message with `/fail <code>` fails with that `UserErrorCode`. */
  constructor(private readonly options: { readonly testMode?: boolean } = {}) {}

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    await breathe(signal);
    const turn = readTurn(request);
    const failure = /(?:^|\s)\/fail\s+(\w+)/.exec(turn.request)?.[1];
    if (this.options.testMode && failure !== undefined)
      throw new UserError(failure as UserErrorCode, { origin: 'https://api.example.com', status: '401' });
    await breathe(signal);
    const { text, calls } = nextAnswer(turn);
    for (const piece of text.match(/\S+\s*|\s+/g) ?? []) {
      await breathe(signal);
      yield { type: 'text', text: piece };
    }
    for (const [index, { name, args }] of calls.entries()) {
      const id = `offline-${turn.rounds}-${index}`;
      const json = JSON.stringify(args);
      for (let at = 0; at < json.length; at += pieceLength) {
        await breathe(signal);
        yield { type: 'toolCallDelta', id, name, arguments: json.slice(at, at + pieceLength) };
      }
      yield { type: 'toolCall', call: { id, name, arguments: json } };
    }
    yield { type: 'finish', reason: calls.length > 0 ? 'toolCalls' : 'stop' };
  }
}

/** Yields to other work between two pieces of output, and throws if the signal is aborted. */
const breathe = async (signal: AbortSignal): Promise<void> => {
  await new Promise(setImmediate);
  signal.throwIfAborted();
};
