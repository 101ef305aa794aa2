import { createHash } from 'node:crypto';
import type { CheckedReference } from '../../domain/references';
import { namedLines } from '../references/planPaths';
import type { RecordedReference } from './drift';
import { normalizedText } from './normalizedText';
import { definedAt, lineRange, linesOf, symbolRange } from './symbolRange';

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
  const whole = { path, blob: blobHash(text), symbol: null, startLine: null, endLine: null, text: null };
  const name = kind === 'symbol' ? (/[\w$]+$/.exec(reference.text)?.[0] ?? null) : null;
  const range =
    name !== null
      ? symbolRange(path, text, name)
      : kind === 'line' && line !== null
        ? lineRange(path, text, line, Math.max(line, namedLines(reference.text)?.endLine ?? line))
        : null;
  if (range === null) return whole;
  const own = normalizedText(path, linesOf(text, range));
  // Lines within a comment, and parts that normalise differently without their surroundings, say nothing by themselves.
  if (own.length > maxCharacters || own === '' || !normalizedText(path, text).includes(own)) return whole;
  return { ...whole, ...range, symbol: name ?? definedAt(path, text, range.startLine), text: own };
};
