import { estimateTokens } from '../../context/budget';
import { UserError } from '../../domain/errors';
import type { ModelMessage, ModelRequest } from '../../models/modelProvider';

/** Tokens used by one call of a model. */
export interface CallUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True if the provider reported no figures. */
  readonly estimated: boolean;
}

/** Upper bound on the characters of a token. */
export const maxCharacters = 8;
const messageOverhead = 4;
const minAnswer = 64;
const safety = 1.1;
/** Weight of the newest figure. */
const learning = 0.4;

const textOf = (message: ModelMessage): string =>
  message.role === 'assistant'
    ? [
        message.content,
        ...(message.toolCalls ?? []).map((call) => call.name + call.arguments + JSON.stringify(call.echo ?? '')),
      ].join('\n')
    : message.content;

/** Estimates tokens before they are spent, and learns per model from the providers' figures how far off it is. */
export class TokenMeter {
  private readonly factors = new Map<string, number>();
  private readonly known = new WeakMap<object, number>();

  /** Estimated input tokens of a request, corrected by what was learned about its model. */
  estimate(request: ModelRequest): number {
    return Math.ceil(this.raw(request) * this.factor(request.model));
  }

  /** The factor that `estimate` applies for a model; 1 until something is known. */
  factor(model: string): number {
    return this.factors.get(model) ?? 1;
  }

  /** Learns from the provider's figure for a request. */
  learn(request: ModelRequest, promptTokens: number): void {
    const raw = this.raw(request);
    if (promptTokens <= 0 || raw === 0) return;
    const ratio = Math.min(4, Math.max(0.25, promptTokens / raw));
    const before = this.factors.get(request.model);
    this.factors.set(request.model, before === undefined ? ratio : before + learning * (ratio - before));
  }

  /** Tokens that remain of `left` for the answer to a request; negative if the request itself does not fit. */
  room(request: ModelRequest, left: number): number {
    return Math.floor(left - this.estimate(request) * safety);
  }

  /** Tokens that an answer may take within `left`; throws `turnTooCostly` with the turn's cap if too few remain. */
  answerRoom(request: ModelRequest, left: number, cap: number): number {
    const room = this.room(request, left);
    if (room < minAnswer) throw new UserError('turnTooCostly', { cap });
    return room;
  }

  /** True if `left` does not cover this request plus another one that is larger by `grown` and gets a full answer. */
  isLast(request: ModelRequest, grown: readonly ModelMessage[], left: number): boolean {
    const growth = this.estimate({ ...request, messages: grown, tools: [] });
    return (2 * this.estimate(request) + growth + request.maxTokens) * safety > left;
  }

  /** The usage of a call whose provider reported no figures. */
  guess(request: ModelRequest, answer: string): CallUsage {
    const completionTokens = Math.ceil(estimateTokens(answer) * this.factor(request.model));
    return { promptTokens: this.estimate(request), completionTokens, estimated: true };
  }

  private raw({ messages, tools }: ModelRequest): number {
    const count = (owner: object, text: () => string): number => {
      const known = this.known.get(owner) ?? estimateTokens(text());
      this.known.set(owner, known);
      return known;
    };
    const tokens = messages.reduce((sum, message) => sum + messageOverhead + count(message, () => textOf(message)), 0);
    return tools.reduce((sum, tool) => sum + count(tool, () => JSON.stringify(tool)), tokens);
  }
}
