import { createHash } from 'node:crypto';
import type { CheckedReference } from '../../domain/references';
import { namedLines } from '../references/planPaths';
import { definitionsOf, holdsLines, type RecordedReference } from './drift';
import { normalizedDefinition, normalizedText, withoutBlockEnds } from './normalizedText';
import { definedAt, lineRange, linesOf, symbolRanges } from './symbolRange';

/** Longer ranges say little about one task; their file is recorded as a whole. */
const maxCharacters = 8000;

/** Git's hash of a file's content, as `git hash-object` computes it. */
export const blobHash = (text: string): string => {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
};

/** A key for what a reference points at, from its wording alone, which stays the same when the file is gone. */
export const referenceKey = ({ kind, text, path }: CheckedReference): string =>
  kind === 'symbol' ? `${path}#${text}` : text.replace(/^(?:\.\/)+/, '');

/** Records what a found reference points at in its file's text. */
export const recordReference = (reference: CheckedReference, text: string): RecordedReference => {
  const { kind, path, line } = reference;
  const file = { path, blob: blobHash(text), text };
  const whole = { path, blob: file.blob, symbol: null, startLine: null, endLine: null, text: null, definitions: null };
  // What is within a comment, or normalises differently without its surroundings, says nothing by itself.
  const isTelling = (own: string): boolean => own !== '' && holdsLines(file, withoutBlockEnds(own));
  const tellingDefinitions = (symbol: string): string[] => definitionsOf(path, text, symbol).filter(isTelling);
  if (kind === 'symbol') {
    const [range] = symbolRanges(path, text, reference.text);
    const definitions = tellingDefinitions(reference.text);
    return range && isShort(definitions) ? { ...whole, ...range, symbol: reference.text, definitions } : whole;
  }
  if (kind !== 'line' || line === null) return whole;
  const range = lineRange(path, text, line, Math.max(line, namedLines(reference.text)?.endLine ?? line));
  const symbol = definedAt(path, text, line);
  const definition = normalizedDefinition(path, linesOf(text, range));
  if (symbol !== null && isShort([definition]) && tellingDefinitions(symbol).includes(definition))
    return { ...whole, ...range, symbol, definitions: [definition] };
  const own = normalizedText(path, linesOf(text, range));
  return isShort([own]) && isTelling(own) ? { ...whole, ...range, symbol, text: own } : whole;
};

const isShort = (texts: readonly string[]): boolean => {
  const length = texts.join('').length;
  return length > 0 && length <= maxCharacters;
};
