import { jsonrepair } from 'jsonrepair';
import { breaksOff } from '../../models/toolCallParts';
import { xmlArguments } from '../../models/xmlCall';
import { fromJson, isObject, type Loose, pick } from '../../generation/tolerance';

/** A tool call found in a text. */
export interface TextCall {
  readonly name: string;
  readonly args: unknown;
}

/** What a JSON value means to the program. */
interface Meaning {
  readonly reply: string;
  readonly calls: readonly TextCall[];
  /** True if tools are named; false for a mere reply, or a bare plan, revision or list of questions. */
  readonly isCall: boolean;
}

/** What a text containing JSON means, and the prose around it. */
export interface TextAnswer extends Meaning {
  readonly before: string;
  readonly after: string;
  /** The JSON breaks off, with the text. */
  readonly isCut: boolean;
}

/** A call whose name stands before its arguments: `<function=name>`, or as Kimi writes it. */
const namedCall =
  /(?:<function=(\w+)>|functions\.(\w+):\d+\s*<\|tool_call_argument_begin\|>)\s*([^]*?)(?:<\/function>|<\|tool_call_end\|>|$)/;
const maxPlaces = 6;
const argumentNames = ['arguments', 'parameters', 'args', 'input'];

/** Reads an answer in the JSON protocol, or tool calls written as text amid prose and fences; null for other text. */
export const readTextAnswer = (text: string, toolNames: ReadonlySet<string>): TextAnswer | null => {
  const named = namedCall.exec(text);
  const name = named?.[1] ?? named?.[2];
  if (named && name !== undefined && toolNames.has(name)) {
    const before = prose(text.slice(0, named.index));
    const after = wordsAfter(text.slice(named.index + named[0].length), toolNames);
    const given = xmlArguments(named[3]!) ?? named[3]!;
    const calls = [{ name, args: parse(given) }];
    return { reply: before, calls, isCall: true, before, after, isCut: breaksOff(given) };
  }
  let places = 0;
  for (const { index: start } of text.matchAll(/[{[]\s*(?=["'{}])|^[ \t]*\{/gm)) {
    if (++places > maxPlaces) break;
    const end = endOf(text, start);
    const json = text.slice(start, end);
    const answer = fromValue(parse(json), toolNames);
    if (!answer) continue;
    const before = prose(text.slice(0, start));
    const after = wordsAfter(text.slice(end), toolNames);
    const around = [before, after].filter((part) => part !== '').join('\n\n');
    return { ...answer, reply: answer.reply || around, before, after, isCut: breaksOff(json) };
  }
  return null;
};

/** The prose after a call, without another call directly behind it. */
const wordsAfter = (text: string, toolNames: ReadonlySet<string>): string => {
  const words = prose(text);
  const next = words === '' ? null : readTextAnswer(words, toolNames);
  return next?.isCall && next.before === '' ? next.after : words;
};

/** True for a text that is only JSON, even broken or truncated: data that must not be shown as a reply. */
export const isBareJson = (text: string): boolean => {
  const bare = text.trim();
  return typeof fromJson(bare) === 'object' || (endOf(bare, 0) === bare.length && isMendable(bare));
};

/** The same for a model that was asked for JSON: data in a fence, or before words, is not a reply either. */
export const isAnyJson = (text: string): boolean => {
  const bare = text
    .trim()
    .replace(/^```\w*\s*|```$/g, '')
    .trim();
  return typeof fromJson(bare) === 'object' || isMendable(bare);
};

/** True for a text that is only a call in tags, in whatever form. */
export const isTagged = (text: string): boolean => /^\s*<\|?tool_call[^]*>\s*$/.test(text);

const isMendable = (text: string): boolean => /^(?:\{|\[\s*\{)/.test(text) && typeof parse(text) === 'object';

/** Parses JSON text, repairing it if it is broken or truncated; undefined if it is not JSON. */
export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return mended(text);
  }
};

const mended = (text: string): unknown => {
  try {
    return JSON.parse(jsonrepair(text)) as unknown;
  } catch {
    // The library throws for text that it cannot repair: it is not JSON.
    return undefined;
  }
};

/** The end of the value that begins at `start`; broken or truncated JSON ends at a closing fence or with the text. */
const endOf = (text: string, start: number): number => {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at++;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1;
  }
  const fenced = text.trimEnd().endsWith('```') ? text.slice(0, text.lastIndexOf('```')) : text;
  const end = fenced.trimEnd().length;
  return end > start && fenced.includes('\n', end) ? end : text.length;
};

/** Prose next to JSON, without the fences and markers around it. */
const prose = (text: string): string =>
  text
    .replace(/```\w*\s*$|^\s*```|\[TOOL_CALLS\]|<\|[^|>]*\|>|<\/?tool_calls?>/g, '')
    .replace(/^\s*[\]})]+\s*$/, '')
    .trim();

const fromValue = (value: unknown, names: ReadonlySet<string>): Meaning | null => {
  if (Array.isArray(value)) {
    const calls = value.flatMap((item) => toCall(item, names) ?? []);
    return calls.length > 0 ? { reply: '', calls, isCall: true } : null;
  }
  if (!isObject(value)) return null;
  const call = toCall(value, names);
  if (call) return { reply: '', calls: [call], isCall: true };
  const given = pick(value, 'assistantReply', 'reply');
  const reply = typeof given === 'string' ? given.trim() : '';
  const calls = [
    ...fromActions(fromJson(pick(value, 'actions')), names),
    ...listOf(pick(value, 'toolCalls', 'tool_calls')).flatMap((item) => toCall(item, names) ?? []),
    ...fromActions(value, names),
  ];
  if (calls.length > 0 || typeof given === 'string') return { reply, calls, isCall: calls.length > 0 };
  const own = bareCall(value);
  return own && names.has(own.name) ? { reply, calls: [own], isCall: false } : null;
};

/** Reads actions given as a list of calls, or as an object keyed by tool name; false and null mean no action. */
const fromActions = (actions: unknown, names: ReadonlySet<string>): TextCall[] => {
  if (Array.isArray(actions)) return actions.flatMap((item) => toCall(item, names) ?? []);
  if (!isObject(actions)) return [];
  return Object.entries(actions).flatMap(([name, value]) => {
    const given = fromJson(value);
    if (!names.has(name) || given == null || given === false) return [];
    if (isObject(given) || Array.isArray(given)) return isEmpty(given) ? [] : { name, args: listArgs(name, given) };
    // Some models only flag that a plan is wanted, and put it, or words about it, under another key.
    const beside = fromJson(pick(actions, 'plan', 'draft', 'planDraft', 'planBrief', 'revision', 'tasks', 'questions'));
    return { name, args: typeof beside === 'object' ? listArgs(name, beside) : { summary: beside ?? given } };
  });
};

/** Wraps a bare list in the object that the tool expects. */
const listArgs = (name: string, given: unknown): unknown => {
  if (!Array.isArray(given)) return given;
  const field = { ask_questions: 'questions', update_tasks: 'tasks', revise_plan: 'edits' }[name];
  return field ? { [field]: given } : given;
};

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

const listOf = (value: unknown): readonly unknown[] => {
  const list = fromJson(value);
  return Array.isArray(list) ? list : [];
};

/** `{name, arguments}` in its many spellings. */
const toCall = (value: unknown, names: ReadonlySet<string>): TextCall | null => {
  if (!isObject(value)) return null;
  const inner = pick(value, 'function');
  const from: Loose = isObject(inner) ? inner : value;
  const name = pick(from, 'name', 'tool', 'toolName', 'function', 'action', 'type');
  if (typeof name !== 'string' || !names.has(name)) return null;
  const args = pick(from, ...argumentNames);
  if (args !== undefined) return { name, args: typeof args === 'string' ? parse(args) : args };
  const { name: _1, tool: _2, action: _3, type: _4, function: _5, ...rest } = from;
  return { name, args: rest };
};

const has = (value: Loose, ...keys: readonly string[]): boolean => pick(value, ...keys) !== undefined;

/** True for an object that can only be a draft: many a file has a name and phases, or a title and sections, too. */
const isDraft = (value: Loose): boolean => {
  const phases = listOf(pick(value, 'phases', 'implementationPhases')).filter(isObject);
  const sections = listOf(pick(value, 'sections')).filter(isObject);
  if (has(value, 'title'))
    return phases.length > 0 || sections.some((section) => has(section, 'title') && has(section, 'body'));
  return has(value, 'name') && phases.some((phase) => has(phase, 'tasks', 'steps', 'items'));
};

/** A draft, a revision or questions given without a tool name. */
const bareCall = (value: Loose): TextCall | null => {
  const inner = pick(value, 'plan', 'draft', 'devPlan');
  const draft = isObject(inner) ? inner : value;
  if (isDraft(draft)) return { name: 'create_plan', args: draft };
  if (Array.isArray(pick(value, 'edits'))) return { name: 'revise_plan', args: value };
  if (Array.isArray(pick(value, 'questions'))) return { name: 'ask_questions', args: value };
  return null;
};
