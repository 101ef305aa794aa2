import { createHash } from 'node:crypto';
import { type IndexState, numberParts, stateOf, type StateTexts } from './indexState';

/** Raised whenever the layout of the state or the way terms are made changes. */
const version = 3;
const magic = `devplan-index ${version}\n`;
const checksumLength = 32;

interface Head extends Omit<StateTexts, 'skipped'> {
  readonly skipped: readonly (readonly [string, string])[];
  readonly lengths: readonly number[];
}

/** An index's state as bytes: version, checksum, texts as JSON, then the integers of every part. */
export const encodeState = (state: IndexState): Buffer => {
  const { paths, stamps, names, skipped } = state;
  const parts = numberParts.map((part) => state[part].view());
  const head: Head = { paths, stamps, names, skipped: [...skipped], lengths: parts.map(({ length }) => length) };
  const text = Buffer.from(JSON.stringify(head));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  const bytes = parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  const body = Buffer.concat([size, text, ...bytes]);
  return Buffer.concat([Buffer.from(magic), checksum(body), body]);
};

/** The state that `encodeState` wrote; null if the bytes are damaged or of another version. */
export const decodeState = (bytes: Buffer): IndexState | null => {
  const bodyAt = magic.length + checksumLength;
  if (bytes.length < bodyAt + 4 || bytes.toString('latin1', 0, magic.length) !== magic) return null;
  const body = bytes.subarray(bodyAt);
  if (!checksum(body).equals(bytes.subarray(magic.length, bodyAt))) return null;
  const textEnd = 4 + body.readUInt32LE(0);
  const { lengths, skipped, ...texts } = JSON.parse(body.toString('utf8', 4, textEnd)) as Head;
  let at = textEnd;
  const values = new Map(
    numberParts.map((part, index) => {
      const size = lengths[index]! * 4;
      // Copied because the integers must be aligned to four bytes.
      const own = new Int32Array(lengths[index]!);
      Buffer.from(own.buffer).set(body.subarray(at, at + size));
      at += size;
      return [part, own];
    }),
  );
  return stateOf({ ...texts, skipped: new Map(skipped) }, (part) => values.get(part));
};

const checksum = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
