import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ModelMessage, ModelRequest } from './modelProvider';
import { brokenCallPattern, contextPattern, errorParts } from './openAiErrors';

/** Parameters that some servers or models refuse. */
export type Refusable =
  | 'temperature'
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'stream_options'
  | 'reasoning_content'
  | 'tools';

/** Returns the body of a chat completions request, without parameters that the model has refused before. */
export const requestBody = (
  request: ModelRequest,
  refused: ReadonlySet<Refusable>,
): ChatCompletionCreateParamsStreaming => {
  const withTools = request.tools.length > 0;
  return {
    model: request.model,
    messages: inTurns(withTools ? request.messages : request.messages.map(inWords)).map((message) =>
      toMessage(message, !refused.has('reasoning_content')),
    ),
    stream: true,
    ...(refused.has('temperature') ? {} : { temperature: request.temperature }),
    ...lengthLimit(request.maxTokens, refused),
    ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
    ...(withTools
      ? { tools: request.tools.map((tool) => ({ type: 'function' as const, function: { ...tool } })) }
      : {}),
  };
};

const lengthLimit = (tokens: number, refused: ReadonlySet<Refusable>): object => {
  if (!refused.has('max_tokens')) return { max_tokens: tokens };
  return refused.has('max_completion_tokens') ? {} : { max_completion_tokens: tokens };
};

/** Turns the tool calls and results of earlier rounds into text: a server that refuses tools refuses them too. */
const inWords = (message: ModelMessage): ModelMessage => {
  if (message.role === 'tool') return { role: 'user', content: `Result of ${message.name}:\n${message.content}` };
  if (message.role !== 'assistant' || !message.toolCalls?.length) return message;
  const calls = message.toolCalls.map(({ name, arguments: text }) => `${name}(${text})`);
  return { role: 'assistant', content: [message.content, ...calls].join('\n') };
};

/** Joins consecutive user messages, as after a failed answer, into one: the templates of many models allow only one. */
const inTurns = (messages: readonly ModelMessage[]): ModelMessage[] => {
  const told: ModelMessage[] = [];
  for (const message of messages) {
    const last = told.at(-1);
    if (last?.role === 'user' && message.role === 'user')
      told.splice(-1, 1, { role: 'user', content: `${last.content}\n\n${message.content}` });
    else told.push(message);
  }
  return told;
};

const toMessage = (message: ModelMessage, withReasoning: boolean): ChatCompletionMessageParam => {
  switch (message.role) {
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
    case 'assistant': {
      const { content, toolCalls = [] } = message;
      if (toolCalls.length === 0) return { role: 'assistant', content };
      const calls = toolCalls.map(({ id, name, arguments: text, echo }) => ({
        ...echo?.call,
        id,
        type: 'function' as const,
        function: { name, arguments: asJson(text) },
      }));
      const echoed: object = withReasoning ? (toolCalls.find(({ echo }) => echo)?.echo?.message ?? {}) : {};
      return { ...echoed, role: 'assistant', content: content === '' ? null : content, tool_calls: calls };
    }
    case 'system':
    case 'user':
      return { role: message.role, content: message.content };
  }
};

/** Servers refuse a history with arguments that are not JSON; the tool's result has already told the model. */
const asJson = (text: string): string => {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return '{}';
  }
};

/** Names of what a reasoning model must get back with its calls. */
const echoPattern = /reasoning_content|thought_?signature/i;

const refusals: readonly (readonly [Refusable, RegExp])[] = [
  ['stream_options', /stream_options/i],
  [
    'max_completion_tokens',
    /max_completion_tokens.*(?:unsupported|not supported|unknown|unrecognized|unexpected|extra|not permitted)|(?:unsupported|unknown|unrecognized|unexpected|extra)[^.]*max_completion_tokens(?! instead)/i,
  ],
  [
    'max_tokens',
    /max_tokens.*(?:unsupported|not supported|max_completion_tokens|unknown|unrecognized|unexpected|not permitted)|(?:unsupported|unknown|unrecognized|unexpected)[^.]*max_tokens/i,
  ],
  ['temperature', /temperature/i],
  ['tools', /\b(?:tools?|tool_choice|tool[ _]use|function[ _]?call(?:ing|s)?|functions)\b/i],
];

/** What a server that fails says if it cannot take a parameter, and not for one of its many other reasons. */
const refusalPattern =
  /not (?:support|implemented|enabled|permitted)|cannot use|unsupported|unexpected keyword|requires?\b/i;

/** The sent parameter that caused a request to be refused; null for every other failure. */
export const refusedParameter = (error: unknown, sent: ChatCompletionCreateParamsStreaming): Refusable | null => {
  const parts = error instanceof Error ? errorParts(error) : null;
  const status = parts?.status ?? 0;
  if (parts === null || ![400, 404, 422, 500, 501].includes(status)) return null;
  const { param } = error as { param?: unknown };
  const named = refusals.find(([name]) => name === param && isSent(name, sent))?.[0];
  if (named && named !== 'max_tokens') return named;
  const about = `${parts.code} ${parts.message}`;
  // "Shorten the messages or functions" refuses no tools, nor does "error parsing tool call".
  if (contextPattern.test(about) || brokenCallPattern.test(about)) return null;
  // It mentions tools only because it misses, or rejects, what belongs to their calls.
  if (echoPattern.test(about)) return isSent('reasoning_content', sent) ? 'reasoning_content' : null;
  if (status >= 500 && !refusalPattern.test(about)) return null;
  return refusals.find(([name, pattern]) => isSent(name, sent) && pattern.test(about))?.[0] ?? null;
};

const isSent = (name: Refusable, sent: ChatCompletionCreateParamsStreaming): boolean =>
  name === 'reasoning_content' ? sent.messages.some((message) => name in message) : name in sent;
