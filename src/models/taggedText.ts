import { jsonrepair } from 'jsonrepair';
import type { ModelEvent } from './modelProvider';
import { breaksOff, type ToolCallPart } from './toolCallParts';
import { xmlCall } from './xmlCall';

/** A piece of streamed output: visible text, reasoning, or a tool call written as text. */
export type TextPart =
  | Extract<ModelEvent, { type: 'text' | 'reasoning' }>
  | { readonly type: 'call'; readonly part: ToolCallPart };

const thinkTags = ['<think>', '<thinking>', '<thought>'];
const callTag = '<tool_call>';

/** Splits streamed text at `<think>` (only at its beginning) and `<tool_call>` tags (only at its end), which may arrive in pieces. */
export class TaggedText {
  private buffer = '';
  private began = false;
  private closing: string | null = null;

  /** The text that is held back from the first call on. */
  get held(): string {
    return this.buffer.startsWith(callTag) ? this.buffer : '';
  }

  /** Takes a piece of text and returns the parts that are certain by now. */
  push(text: string): TextPart[] {
    this.buffer += text;
    return this.parts(false);
  }

  /** Returns what was held back, once the text is over. */
  end(): TextPart[] {
    const parts = this.parts(true);
    return this.buffer === '' ? parts : [...parts, ...toCalls(this.buffer)];
  }

  private parts(isOver: boolean): TextPart[] {
    const parts: TextPart[] = [];
    while (this.buffer !== '') {
      const before = this.buffer;
      const part = this.closing === null ? this.outside(isOver) : this.inside(this.closing, isOver);
      if (part) parts.push(part);
      if (this.buffer === before) break;
    }
    return parts;
  }

  private outside(isOver: boolean): TextPart | null {
    if (!this.began) {
      const trimmed = this.buffer.trimStart();
      const tag = thinkTags.find((tag) => trimmed.startsWith(tag));
      if (tag) return this.open(tag, trimmed.slice(tag.length));
      if (!isOver && (trimmed === '' || thinkTags.some((tag) => tag.startsWith(trimmed)))) return null;
      this.began = true;
    }
    // Everything from the first call on is held back until the end: if words follow a call, it is only quoted.
    const at = this.buffer.indexOf(callTag);
    return this.take('text', at >= 0 ? at : this.certain(callTag, isOver));
  }

  private inside(closing: string, isOver: boolean): TextPart | null {
    const at = this.buffer.indexOf(closing);
    if (at !== 0) return this.take('reasoning', at > 0 ? at : this.certain(closing, isOver));
    this.began = true;
    return this.open(null, this.buffer.slice(closing.length).replace(/^\s+/, ''));
  }

  private open(tag: string | null, rest: string): null {
    this.closing = tag === null ? null : tag.replace('<', '</');
    this.buffer = rest;
    return null;
  }

  private take(type: 'text' | 'reasoning', length: number): TextPart | null {
    if (length === 0) return null;
    const text = this.buffer.slice(0, length);
    this.buffer = this.buffer.slice(length);
    return { type, text };
  }

  /** How much of the buffer cannot be the beginning of the tag. */
  private certain(tag: string, isOver: boolean): number {
    if (isOver) return this.buffer.length;
    for (let held = Math.min(tag.length - 1, this.buffer.length); held > 0; held--)
      if (tag.startsWith(this.buffer.slice(-held))) return this.buffer.length - held;
    return this.buffer.length;
  }
}

/** The end of a text that is too short to tell whether it is a call, or part of a tag. */
const barelyBegun = /<tool_call>\s*(?:\w*|<[\w=]*|\{[\s"\w]{0,40}:?\s{0,9})$|<[/|\w]*$/;

/** The words of a text that was held back when it broke off; none if it was a call. */
export const heldWords = (held: string): string =>
  toCalls(held.replace(barelyBegun, '')).every(({ type }) => type === 'call') ? '' : held;

/** The calls at the end of a text; if it contains anything else, it stays text. */
const toCalls = (text: string): readonly TextPart[] => {
  // Qwen may put several functions between one pair of tags.
  const parts = text.split(/<\/tool_call>|(?<=<\/function>)\s*(?=<function=)/);
  const blocks = parts.filter((block) => !/^(?:\s|<\|[^|>]*\|>)*$/.test(block));
  const calls = blocks.flatMap((block) => toCall(block.trim()) ?? []);
  return calls.length === blocks.length ? calls : [{ type: 'text', text }];
};

/** Parses a call in JSON or XML as models write it into their text; null if it is not one. */
const toCall = (text: string): TextPart | null => {
  const isTagged = text.startsWith(callTag);
  if (!isTagged && !text.startsWith('<function=')) return null;
  const json = isTagged ? text.slice(callTag.length) : text;
  const call = xmlCall(json);
  if (call) return { type: 'call', part: { function: call } };
  try {
    const { name, arguments: given, parameters } = JSON.parse(jsonrepair(json)) as Record<string, unknown>;
    // Arguments that were cut stay as they came: mended, they would pass for whole.
    const cut = breaksOff(json) ? /"(?:arguments|parameters)"\s*:\s*([^]*)/.exec(json)?.[1] : undefined;
    if (typeof name === 'string')
      return { type: 'call', part: { function: { name, arguments: cut ?? given ?? parameters ?? {} } } };
  } catch {
    // Not JSON after all: shown as text.
  }
  return null;
};
