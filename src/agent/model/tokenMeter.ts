import { estimateTokens } from '../../context/budget';
import { UserError } from '../../domain/errors';
import type { ModelMessage, ModelRequest } from '../../models/modelProvider';

/** Tokens of one call of a model. */
export interface CallUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True where the provider gave no figures. */
  readonly estimated: boolean;
}

const messageOverhead = 4;
const minAnswer = 64;
const safety = 1.1;
/** How much the newest figure counts. */
const learning = 0.4;

const textOf = (message: ModelMessage): string =>
  message.role === 'assistant'
    ? [
        message.content,
        ...(message.toolCalls ?? []).map((call) => call.name + call.arguments + JSON.stringify(call.echo ?? '')),
      ].join('\n')
    : message.content;

/** Estimates tokens before they are spent, and learns from a provider's figures how far off the estimate is, per model. */
export class TokenMeter {
  private readonly factors = new Map<string, number>();
  private readonly known = new WeakMap<object, number>();

  /** Tokens that a request will count as input, by what was learned of its model. */
  estimate(request: ModelRequest): number {
    return Math.ceil(this.raw(request) * this.factor(request.model));
  }

  /** What `estimate` multiplies its count by for that model; 1 until something is known. */
  factor(model: string): number {
    return this.factors.get(model) ?? 1;
  }

  /** Takes the provider's figure for a request. */
  learn(request: ModelRequest, promptTokens: number): void {
    const raw = this.raw(request);
    if (promptTokens <= 0 || raw === 0) return;
    const ratio = Math.min(4, Math.max(0.25, promptTokens / raw));
    const before = this.factors.get(request.model);
    this.factors.set(request.model, before === undefined ? ratio : before + learning * (ratio - before));
  }

  /** Tokens that an answer may take so that `left` is not passed; throws `turnTooCostly` with the turn's cap when too little is left. */
  answerRoom(request: ModelRequest, left: number, cap: number): number {
    const room = Math.floor(left - this.estimate(request) * safety);
    if (room < minAnswer) throw new UserError('turnTooCostly', { cap });
    return room;
  }

  /** True where `left` holds this request but no further one that also grows by `grown` and brings a full answer. */
  isLast(request: ModelRequest, grown: readonly ModelMessage[], left: number): boolean {
    const growth = this.estimate({ ...request, messages: grown, tools: [] });
    return (2 * this.estimate(request) + growth + request.maxTokens) * safety > left;
  }

  /** The usage of a call whose provider gave no figures. */
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
