import { createHash } from 'node:crypto';
import type { CheckedReference } from '../../domain/references';
import { namedLines } from '../references/planPaths';
import { definitionIn, holdsLines, type RecordedReference } from './drift';
import { normalizedText, withoutBlockEnds } from './normalizedText';
import { definedAt, type LineRange, lineRange, linesOf, symbolRanges } from './symbolRange';

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
  const tellingDefinitions = (ranges: readonly LineRange[]): string[] =>
    ranges.map((each) => definitionIn(file, each)).filter(isTelling);
  if (kind === 'symbol') {
    const ranges = symbolRanges(path, text, reference.text);
    const [range] = ranges;
    const definitions = tellingDefinitions(ranges);
    return range && isShort(definitions) ? { ...whole, ...range, symbol: reference.text, definitions } : whole;
  }
  if (kind !== 'line' || line === null) return whole;
  const range = lineRange(path, text, line, Math.max(line, namedLines(reference.text)?.endLine ?? line));
  const symbol = definedAt(path, text, line);
  const definition = definitionIn(file, range);
  if (
    symbol !== null &&
    isShort([definition]) &&
    tellingDefinitions(symbolRanges(path, text, symbol)).includes(definition)
  )
    return { ...whole, ...range, symbol, definitions: [definition] };
  const own = normalizedText(path, linesOf(text, range));
  return isShort([own]) && isTelling(own) ? { ...whole, ...range, symbol, text: own } : whole;
};

const isShort = (texts: readonly string[]): boolean => {
  const length = texts.join('').length;
  return length > 0 && length <= maxCharacters;
};
