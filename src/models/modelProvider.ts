/** A tool call that a model asks for; `arguments` is the JSON text as it came. */
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** Fields that the server wants back with the call and with the message that it came in: a signature, reasoning. */
  readonly echo?: { readonly call: object; readonly message: object };
}

/** One message of a request, in the order of the conversation. */
export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls?: readonly ModelToolCall[] }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly name: string; readonly content: string };

/** A tool as it is described to a model; `parameters` is a JSON Schema object. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The input of one model call. */
export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly temperature: number;
  /** Upper bound of the answer in tokens. */
  readonly maxTokens: number;
}

export type FinishReason = 'stop' | 'length' | 'toolCalls' | 'contentFilter';

/** An event of a model's stream; `finish` comes last, and a stream that ends without it was cut. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** New text from a `<tool_call>` tag on, of which only the end of the answer tells whether it is a call; words come again as `text`. */
  | { readonly type: 'held'; readonly text: string }
  /** `arguments` is only the new piece, not everything so far. */
  | { readonly type: 'toolCallDelta'; readonly id: string; readonly name: string; readonly arguments: string }
  | { readonly type: 'toolCall'; readonly call: ModelToolCall }
  | { readonly type: 'usage'; readonly promptTokens: number; readonly completionTokens: number }
  | { readonly type: 'finish'; readonly reason: FinishReason };

/** US dollars per token. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** A source of models to plan with. */
export interface ModelProvider {
  readonly id: 'requesty' | 'openai' | 'editor' | 'offline';
  /** Streams one answer; throws a `UserError` for every expected failure and the signal's reason when aborted. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** False once the model has refused tools and answers without them; providers that always take tools need not implement it. */
  takesTools?(model: string): boolean;
}
