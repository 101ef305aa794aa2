import { UserError } from '../../domain/errors';
import type { FinishReason, ModelMessage, ModelRequest, ModelToolCall } from '../../models/modelProvider';
import { heldWords } from '../../models/taggedText';
import { callId } from '../../models/toolCallParts';
import type { AgentEvent, AgentTurn } from '../planningAgent';
import { HeldText } from './heldText';
import { withProtocol } from './jsonProtocol';
import { type Patience, patientStream } from './patientStream';
import { isAnyJson, isBareJson, isTagged, readTextAnswer, type TextAnswer } from './textAnswer';
import { endOfThoughts } from './thoughts';
import { type CallUsage, maxCharacters, type TokenMeter } from './tokenMeter';
import { actionTools, modelTools, toolNames } from '../tools/index';

/** What a round runs with. */
export interface RoundParts {
  readonly meter: TokenMeter;
  readonly patience: Patience;
}

/** One answer of the model: the text received, the part that was shown, and the tool calls. */
export interface RoundAnswer {
  /** All text received, including data for the program. */
  readonly text: string;
  readonly shown: string;
  readonly calls: readonly ModelToolCall[];
  readonly finish: FinishReason;
  /** Tokens that the round used. */
  readonly tokens: number;
}

/** How the id of a call in a text begins. */
const textCallId = 'text';

/** How the text of a call begins that writes a plan. */
const planCall = /^<tool_call>\s*(?:\{\s*"name"\s*:\s*"|<function=)?(?:create|revise)_plan\b/;
/** The characters among which its name stands. */
const callBeginning = 100;

/** How a round is presented to the model. */
export interface RoundForm {
  /** The model answers in the JSON protocol because it cannot call tools. */
  readonly oneShot: boolean;
  /** No tokens are left for more look-ups, so only tools that write or ask are offered. */
  readonly mustWrite: boolean;
}

/** Calls the model once, streaming its text and reading data in it as calls; throws if the answer is unusable. */
export async function* modelRound(
  parts: RoundParts,
  turn: AgentTurn,
  messages: readonly ModelMessage[],
  options: RoundForm & { readonly tokensLeft: number; readonly said: boolean },
): AsyncGenerator<AgentEvent, RoundAnswer> {
  const open = requestOf(turn, messages, options);
  const room = parts.meter.answerRoom(open, options.tokensLeft, turn.maxTurnTokens);
  const request = { ...open, maxTokens: Math.min(open.maxTokens, room) };
  let held = new HeldText(options.oneShot);
  const calls: ModelToolCall[] = [];
  /** Separates this text from an earlier round's. */
  const separator = options.said ? '\n\n' : '';
  let gap = separator;
  let text = '';
  let thought = '';
  let hasThought = false;
  let shown = '';
  let drafted = '';
  /** Text that the provider holds back as a likely call; it comes as text if it is none. */
  let tagged = '';
  let isTaggedPlan = false;
  let isDraft = false;
  let finish: FinishReason | null = null;
  let usage: CallUsage | null = null;
  const received = (): string => thought + text + tagged + drafted;
  const guess = (): CallUsage => parts.meter.guess(request, received());
  const isMeant = (read: TextAnswer): boolean => options.oneShot || isNoQuote(read, text, shown, usesApi(messages));
  const readRest = (end: FinishReason): HeldEnd => {
    const rest = held.rest();
    const isData = isTagged(rest) || (options.oneShot ? isAnyJson(rest) : isBareJson(text) && isBareJson(rest));
    return readHeld(rest, { calls, finish: end }, isMeant, isData);
  };
  try {
    for await (const event of patientStream(turn.provider, request, turn.context.signal, parts.patience)) {
      switch (event.type) {
        case 'text': {
          let fresh = event.text;
          tagged = '';
          text += fresh;
          const end = !hasThought && fresh.includes('>') ? endOfThoughts(text) : null;
          if (end) {
            thought = text.slice(0, end.index);
            hasThought = true;
            yield { type: 'reasoning', text: thought, taken: shown === '' ? 0 : separator.length + shown.length };
            text = fresh = text.slice(end.index + end[0].length);
            shown = '';
            gap = separator;
            held = new HeldText(options.oneShot);
          }
          const piece = held.push(fresh);
          shown += piece;
          if (piece !== '') {
            yield { type: 'text', text: gap + piece };
            gap = '';
          }
          isDraft ||= options.oneShot && text.includes('"create_plan"');
          if (isDraft) yield { type: 'drafting', characters: text.length };
          break;
        }
        case 'held':
          isTaggedPlan ||= tagged.length < callBeginning && planCall.test(tagged + event.text);
          tagged += event.text;
          if (isTaggedPlan) yield { type: 'drafting', characters: tagged.length };
          break;
        case 'toolCallDelta':
          drafted += event.arguments;
          if (event.name === 'create_plan' || event.name === 'revise_plan')
            yield { type: 'drafting', characters: drafted.length };
          break;
        case 'toolCall':
          calls.push(event.call);
          break;
        case 'finish':
          finish = event.reason;
          break;
        case 'usage':
          usage = { promptTokens: event.promptTokens, completionTokens: event.completionTokens, estimated: false };
          break;
        case 'reasoning':
          thought += event.text;
          hasThought = true;
          yield event;
          break;
        case 'waiting':
          yield event;
      }
      // A server may ignore the token limit and never stop.
      if (received().length > room * maxCharacters) throw new UserError('turnTooCostly', { cap: turn.maxTurnTokens });
    }
    if (finish === null) throw new UserError('streamCut');
    if (finish === 'contentFilter') throw new UserError('contentFilter');
  } catch (error) {
    // An answer that has begun is billed, however it ends.
    if (usage || received() !== '') yield { type: 'usage', ...(usage ?? guess()) };
    // What was held back is read as the end of a truncated answer: its words are kept, data is not shown.
    const words = heldWords(tagged);
    text += words;
    const reply = held.push(words) + readRest('length').reply;
    if (reply !== '') yield { type: 'text', text: gap + reply };
    throw error;
  }
  const spent = usage ?? guess();
  if (usage) parts.meter.learn(request, usage.promptTokens);
  yield { type: 'usage', ...spent };
  const last = readRest(finish);
  if (last.reply !== '') yield { type: 'text', text: gap + last.reply };
  shown += last.reply;
  // The reason to stop may not tell that data was cut.
  if (last.isCut) finish = 'length';
  return { text, shown, calls: last.calls, finish, tokens: spent.promptTokens + spent.completionTokens };
}

/** The request for these messages, in the JSON protocol if the model takes no tools. */
export const requestOf = (
  turn: AgentTurn,
  messages: readonly ModelMessage[],
  { oneShot, mustWrite }: RoundForm,
): ModelRequest => {
  const tools = oneShot ? [] : modelTools(turn.context);
  return {
    model: turn.model,
    messages: oneShot ? withProtocol(messages, turn.context) : mustWrite ? withoutLookUps(messages) : messages,
    tools: mustWrite ? tools.filter(({ name }) => actionTools.has(name)) : tools,
    temperature: turn.temperature,
    maxTokens: turn.maxTokens,
  };
};

/** The messages with a final line for a model that would go on reading. */
const withoutLookUps = (messages: readonly ModelMessage[]): readonly ModelMessage[] => {
  const last = messages.at(-1);
  if (last?.role !== 'tool') return messages;
  return [
    ...messages.slice(0, -1),
    { ...last, content: `${last.content}\n\nNo more look-ups: write with what you have.` },
  ];
};

/** True once the model has called a tool through the API, not only in its text. */
const usesApi = (messages: readonly ModelMessage[]): boolean =>
  messages.some(
    (message) => message.role === 'assistant' && message.toolCalls?.some(({ id }) => !id.startsWith(textCallId)),
  );

/** False if the JSON is likely a quote or a sample: prose follows it, or precedes it and no tool is named. */
const isNoQuote = (read: TextAnswer, text: string, shown: string, hasCalled: boolean): boolean => {
  if (read.after !== '') return false;
  const isAlone = read.before === '' && shown.trim() === '';
  // A model that uses the API needs no calls in text: only a stray one, without prose or a fence around it, counts.
  return hasCalled ? isAlone && !/^\s*```/.test(text) : isAlone || read.isCall;
};

/** What the held-back end of a text means: the words to show, and the calls of the answer. */
interface HeldEnd {
  readonly reply: string;
  readonly calls: readonly ModelToolCall[];
  readonly isCut: boolean;
}

/** Reads the held-back end of a text; JSON without a meaning is not a reply. */
const readHeld = (
  held: string,
  { calls, finish }: Pick<RoundAnswer, 'calls' | 'finish'>,
  isMeant: (read: TextAnswer) => boolean,
  isData: boolean,
): HeldEnd => {
  const read = held.trim() === '' ? null : readTextAnswer(held, toolNames);
  if (read && isMeant(read)) {
    const own = read.calls.map(({ name, args }) => ({
      id: callId(textCallId),
      name,
      arguments: JSON.stringify(args ?? {}),
    }));
    return { reply: read.reply, calls: calls.length > 0 ? calls : own, isCut: read.isCut && calls.length === 0 };
  }
  if (!isData) return { reply: held, calls, isCut: false };
  // Truncated data ends the turn as too long, like any truncated answer.
  if (calls.length === 0 && finish !== 'length')
    throw new UserError('badResponse', { reason: 'data instead of a reply' });
  return { reply: '', calls, isCut: false };
};
