import { UserError } from '../domain/errors';
import type { FinishReason, ModelEvent, ModelToolCall } from './modelProvider';
import { TaggedText, type TextPart } from './taggedText';
import { breaksOff, isComplete, type ToolCallPart, ToolCallParts } from './toolCallParts';

/** A chunk of a streamed completion, or a whole completion; servers leave out and add fields as they like. */
export interface CompletionChunk {
  readonly choices?: readonly CompletionChoice[] | null;
  readonly usage?: { readonly prompt_tokens?: number | null; readonly completion_tokens?: number | null } | null;
  /** What went wrong, from servers that report a failure with the status of a success. */
  readonly error?: unknown;
  /** `error` if the chunk itself is the failure. */
  readonly object?: unknown;
}

interface CompletionChoice {
  readonly delta?: CompletionDelta | null;
  /** A whole answer, from servers that do not stream. */
  readonly message?: CompletionDelta | null;
  readonly finish_reason?: string | null;
}

interface CompletionDelta {
  readonly content?: unknown;
  readonly reasoning_content?: unknown;
  readonly reasoning?: unknown;
  readonly refusal?: unknown;
  readonly tool_calls?: readonly ToolCallPart[] | null;
}

/** What the reasons of the many servers mean; `cut`: the answer did not end by itself. */
const finishReasons: Readonly<Record<string, FinishReason | 'cut' | 'error'>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'toolCalls',
  function_call: 'toolCalls',
  content_filter: 'contentFilter',
  safety: 'contentFilter',
  sensitive: 'contentFilter',
  refusal: 'contentFilter',
  recitation: 'contentFilter',
  prohibited_content: 'contentFilter',
  blocklist: 'contentFilter',
  abort: 'cut',
  cancelled: 'cut',
  network_error: 'cut',
  insufficient_system_resource: 'cut',
  time_limit: 'cut',
  error: 'error',
};

type Ending = 'open' | 'likely' | 'certain';

/** A figure that a server sends; 0 for what is no count. */
const countOf = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : 0);

/** Turns the chunks of one answer into events. */
export class CompletionEvents {
  private readonly text = new TaggedText();
  private readonly calls = new ToolCallParts();
  /** The reasoning before a tool call, which the server must get back. */
  private reasoning = '';
  private finish: string | null = null;
  /** Some servers give every chunk an empty reason: it ends nothing, but a finished answer may have no other. */
  private hasEmptyReason = false;
  private state: Ending = 'open';
  private hasBegun = false;
  private usage: Extract<ModelEvent, { type: 'usage' }> | null = null;
  private chunks = 0;

  /** `maxTokens`: the bound that the answer was given. */
  constructor(private readonly maxTokens: number) {}

  /** How sure it is that the answer has ended, and only its usage may follow. */
  get ending(): Ending {
    return this.state;
  }

  /** Takes one chunk and returns its events; throws `badResponse` if it is not an object, and a failure as it came. */
  take(chunk: CompletionChunk): ModelEvent[] {
    if (typeof chunk !== 'object' || chunk === null) throw new UserError('badResponse', { reason: 'not an object' });
    const error = chunk.object === 'error' ? chunk : chunk.error;
    if (error) throw Object.assign(new Error('the answer is an error'), { status: undefined, error });
    this.chunks++;
    const { choices, usage } = chunk;
    const promptTokens = countOf(usage?.prompt_tokens);
    // Some servers send figures of 0, but no request has no tokens.
    if (promptTokens > 0)
      this.usage = { type: 'usage', promptTokens, completionTokens: countOf(usage?.completion_tokens) };
    const choice = choices?.[0];
    if (!choice) {
      // Figures alone are the last that a server sends.
      if (usage && this.finish !== null) this.state = 'certain';
      return [];
    }
    const {
      content,
      reasoning_content: reasoningContent,
      reasoning,
      refusal,
      tool_calls: calls,
    } = choice.delta ?? choice.message ?? {};
    const events: ModelEvent[] = [];
    this.reasoning += textOf(reasoningContent);
    const thought = textOf(reasoningContent) || textOf(reasoning);
    if (thought !== '') events.push({ type: 'reasoning', text: thought });
    const said = textOf(content) || textOf(refusal);
    const before = this.text.held.length;
    events.push(...this.toEvents(this.text.push(said)));
    const held = this.text.held.slice(before);
    if (held !== '') events.push({ type: 'held', text: held });
    for (const call of calls ?? []) events.push(this.calls.add(call));
    this.noteReason(choice.finish_reason || null, thought + said !== '' || (calls?.length ?? 0) > 0);
    this.hasEmptyReason ||= choice.finish_reason === '';
    return events;
  }

  /** Returns the remaining events when the stream is over; throws `streamCut`, `badResponse` or `providerFailed` if it did not end well. */
  end(): ModelEvent[] {
    const events = this.toEvents(this.text.end());
    if (this.chunks === 0) throw new UserError('badResponse', { reason: 'no completion in the answer' });
    const calls = this.calls.finished(this.reasoning === '' ? {} : { reasoning_content: this.reasoning });
    const hasEnded = this.hasEmptyReason && calls.every(({ arguments: text }) => text === '' || isComplete(text));
    const finish = this.finish ?? (hasEnded ? 'stop' : 'abort');
    const reason = finishReasons[finish.toLowerCase()] ?? 'stop';
    if (reason === 'cut') throw new UserError('streamCut');
    if (reason === 'error')
      throw new UserError('providerFailed', { status: 0, message: 'the model stopped with an error' });
    events.push(...calls.map((call) => ({ type: 'toolCall' as const, call })));
    if (this.usage) events.push(this.usage);
    const ended = reason === 'stop' && calls.length > 0 ? 'toolCalls' : reason;
    events.push({ type: 'finish', reason: ended === 'toolCalls' && this.isCut(calls.at(-1)) ? 'length' : ended });
    return events;
  }

  /** True if a call was cut, which some servers do not tell: vLLM gives the reason `tool_calls` to every answer with calls. */
  private isCut(call: ModelToolCall | undefined): boolean {
    if (!call || call.arguments === '' || isComplete(call.arguments)) return false;
    return breaksOff(call.arguments) || (this.usage?.completionTokens ?? 0) >= this.maxTokens;
  }

  /** Some servers give every chunk a reason: one that stands beside words, or before them, may be none. */
  private noteReason(reason: string | null, brings: boolean): void {
    if (this.finish !== null) {
      if (brings) this.state = 'open';
      else if (reason !== null && this.state === 'open') this.state = 'likely';
    } else if (reason !== null) this.state = brings || !this.hasBegun ? 'likely' : 'certain';
    this.hasBegun ||= brings;
    this.finish = reason ?? this.finish;
  }

  private toEvents(parts: readonly TextPart[]): ModelEvent[] {
    return parts.flatMap((part) => {
      if (part.type !== 'call') return part;
      // Its text has been told while it was held back.
      this.calls.add(part.part);
      return [];
    });
  }
}

/** Text of a field that is a string or, from some servers, a list of typed parts. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((part: unknown) => textOf((part as { text?: unknown } | null)?.text)).join('');
};
