import type { TextEdit } from '../../domain/grammar/planModel';
import type { CheckedReference } from '../../domain/references';

/** The edit that replaces a reference with what was probably meant; line numbers, `./` and a symbol's class are kept. */
export const replaceReference = (reference: CheckedReference, nearest: string): TextEdit => {
  const { kind, text, path, offset, length } = reference;
  const whole = { range: { start: offset, end: offset + length }, text: nearest };
  if (kind === 'symbol') {
    const name = /[\w$]+$/.exec(text)?.[0] ?? text;
    return { ...whole, range: { start: offset + length - name.length, end: offset + length } };
  }
  const at = kind === 'path' ? text.indexOf(path) : -1;
  if (at < 0) return whole;
  return { range: { start: offset + at, end: offset + at + path.length }, text: nearest };
};

/** The edit that declares a path new, after its closing backticks. */
export const markReferenceNew = (source: string, { offset, length }: CheckedReference): TextEdit => {
  const end = offset + length;
  const at = end + (/^`*/.exec(source.slice(end))?.[0].length ?? 0);
  return { range: { start: at, end: at }, text: ' (new)' };
};
