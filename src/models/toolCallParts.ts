import type { ModelEvent, ModelToolCall } from './modelProvider';

/** A piece of a tool call as servers stream it; every field may be missing or wrong. */
export interface ToolCallPart {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
  /** Thought signatures, as sent by Gemini. */
  readonly extra_content?: unknown;
}

interface OpenCall {
  readonly index: number | null;
  readonly givenId: string | null;
  readonly id: string;
  name: string;
  arguments: string;
  extra: object;
}

/** Puts streamed pieces of tool calls together, whatever order, ids and indexes the server gives them. */
export class ToolCallParts {
  private readonly calls: OpenCall[] = [];

  /** Takes one piece and returns what it added. */
  add(part: ToolCallPart): ModelEvent {
    const call = this.callOf(part);
    const name = part.function?.name ?? '';
    // Some servers repeat the name with every piece, others cut it in two.
    if (name !== '' && call.name !== name) call.name = call.arguments === '' ? call.name + name : call.name;
    const given = part.function?.arguments;
    const text = typeof given === 'string' ? given : given == null ? '' : JSON.stringify(given);
    call.arguments += text;
    if (part.extra_content != null) call.extra = { extra_content: part.extra_content };
    return { type: 'toolCallDelta', id: call.id, name: call.name, arguments: text };
  }

  /** The calls so far, in the order in which they began; `message` has the fields to send back with the message that contains them. */
  finished(message: object): ModelToolCall[] {
    return this.calls
      .filter(({ name }) => name !== '')
      .map(({ id, name, arguments: text, extra }) => ({ id, name, arguments: text, ...echoOf(extra, message) }));
  }

  private callOf({ index, id: givenId, function: called }: ToolCallPart): OpenCall {
    // An empty id, as some servers give to every call, identifies none.
    const id = givenId || null;
    const known = this.find(index ?? null, id) ?? (called?.name ? undefined : this.calls.at(-1));
    if (known && !beginsAnother(known, id, called?.name ?? '')) return known;
    // If two calls had the same id, their results could not be told apart.
    const free = id !== null && !this.calls.some((call) => call.id === id);
    const call = {
      index: index ?? null,
      givenId: id,
      id: free ? id : callId('call'),
      name: '',
      arguments: '',
      extra: {},
    };
    this.calls.push(call);
    return call;
  }

  private find(index: number | null, id: string | null): OpenCall | undefined {
    if (index !== null) return this.calls.findLast((call) => call.index === index);
    return id ? this.calls.findLast((call) => call.givenId === id) : this.calls.at(-1);
  }
}

const echoOf = (call: object, message: object): Pick<ModelToolCall, 'echo'> =>
  Object.keys({ ...call, ...message }).length === 0 ? {} : { echo: { call, message } };

/** Some servers give every parallel call the same index: a named piece with another id after complete arguments is a new call. */
const beginsAnother = (call: OpenCall, id: string | null, name: string): boolean => {
  if (name === '' || call.name === '') return false;
  if (id !== null && id === call.givenId) return false;
  return isComplete(call.arguments) || (call.arguments === '' && call.name !== name && id !== null);
};

let made = 0;

/** A new id for a call; `prefix` has four letters, since Mistral takes only ids of nine letters and digits. */
export const callId = (prefix: string): string => `${prefix}${String(++made % 100_000).padStart(5, '0')}`;

/** True for arguments that are a complete JSON object. */
export const isComplete = (text: string): boolean => {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // An incomplete object: the rest is still to come.
    return false;
  }
};

/**
 * True for JSON that ends inside a string or where a value must follow; brackets that are only not closed may be
 * forgotten. A string that seems open in JSON with all its brackets has a quote that was not escaped.
 */
export const breaksOff = (json: string): boolean => {
  const text = json.trimEnd();
  if (/[,:[{]$/.test(text)) return true;
  const isWhole = /[}\]]$/.test(text) && text.split(/[{[]/).length === text.split(/[}\]]/).length;
  return !isWhole && text.replace(/"(?:[^"\\]|\\[^])*"/g, '').includes('"');
};
