import { crc32 } from 'node:zlib';
import type { StoreChange } from '../../storeChange';
import type { SqlValue } from '../values';

/** Begins with 0xFF, which JSON in UTF-8 never contains, so no frame is ever found inside another. */
const magic = 0xff44504a;
const headLength = 12;

/** A place in a journal: the position after a frame. */
export interface JournalPosition {
  readonly name: string;
  readonly end: number;
}

/** The first frame of a journal. */
export interface JournalHeader {
  readonly epoch: number;
  readonly base: number;
  /** The number of migrations in the database when the journal began. */
  readonly schema: number;
  /** Where the preceding journal ended for the owner that began this one; anything after that does not count. */
  readonly parent: JournalPosition | null;
}

/** One INSERT, UPDATE or DELETE with its bound values and the number of affected rows. */
export interface JournalStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  readonly modified: number;
}

/** One committed transaction. */
export interface JournalRecord {
  readonly seq: number;
  readonly statements: readonly JournalStatement[];
  readonly changes: readonly StoreChange[];
}

/** One frame of a journal; `end` is the position after it. */
export interface Frame {
  readonly payload: Uint8Array;
  readonly end: number;
}

/** The content of a journal: the valid frames from the start, and what comes after them. */
export interface Scan {
  readonly frames: readonly Frame[];
  /** `torn`: bytes that are not a frame, as left by a crash; `damaged`: a valid frame follows such bytes. */
  readonly rest: 'none' | 'torn' | 'damaged';
}

/** Encodes a frame: magic u32, length u32, crc32 (of length and payload) u32, payload: JSON in UTF-8; numbers are big-endian. */
export const encodeFrame = (value: unknown): Uint8Array => {
  const payload = JSON.stringify(value);
  const length = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(headLength + length);
  frame.writeUInt32BE(magic, 0);
  frame.writeUInt32BE(length, 4);
  frame.write(payload, headLength);
  frame.writeUInt32BE(crc32(frame.subarray(headLength), crc32(frame.subarray(4, 8))), 8);
  return frame;
};

const frameAt = (bytes: Buffer, start: number): Frame | null => {
  if (start + headLength > bytes.length || bytes.readUInt32BE(start) !== magic) return null;
  const end = start + headLength + bytes.readUInt32BE(start + 4);
  if (end > bytes.length) return null;
  const payload = bytes.subarray(start + headLength, end);
  const crc = crc32(payload, crc32(bytes.subarray(start + 4, start + 8)));
  return crc === bytes.readUInt32BE(start + 8) ? { payload, end } : null;
};

const hasFrameAfter = (bytes: Buffer, start: number): boolean => {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (frameAt(bytes, at) !== null) return true;
  return false;
};

/** Reads frames from the start up to the first bytes that are not a frame. */
export const scanFrames = (input: Uint8Array): Scan => {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const frames: Frame[] = [];
  let end = 0;
  for (let frame = frameAt(bytes, 0); frame !== null; frame = frameAt(bytes, end)) {
    frames.push(frame);
    end = frame.end;
  }
  if (end === bytes.length) return { frames, rest: 'none' };
  return { frames, rest: hasFrameAfter(bytes, end + 1) ? 'damaged' : 'torn' };
};

type JsonSqlValue = Exclude<SqlValue, Uint8Array> | { readonly blob: string };

const toJson = (value: SqlValue): JsonSqlValue =>
  value instanceof Uint8Array ? { blob: Buffer.from(value).toString('base64') } : value;
const fromJson = (value: JsonSqlValue): SqlValue =>
  typeof value === 'object' && value !== null ? new Uint8Array(Buffer.from(value.blob, 'base64')) : value;

interface JsonRecord {
  readonly seq: number;
  readonly statements: readonly (readonly [string, readonly JsonSqlValue[], number])[];
  readonly changes: readonly StoreChange[];
}

/** The frame of one transaction: `{seq, statements: [[sql, values, modified]], changes}`. */
export const encodeRecord = ({ seq, statements, changes }: JournalRecord): Uint8Array =>
  encodeFrame({
    seq,
    statements: statements.map(({ sql, values, modified }) => [sql, values.map(toJson), modified]),
    changes,
  } satisfies JsonRecord);

/** Decodes the transaction in a frame whose checksum is valid. */
export const decodeRecord = (payload: Uint8Array): JournalRecord => {
  const { seq, statements, changes } = JSON.parse(Buffer.from(payload).toString()) as JsonRecord;
  return {
    seq,
    statements: statements.map(([sql, values, modified]) => ({ sql, values: values.map(fromJson), modified })),
    changes,
  };
};

/** Decodes the header in a journal's first frame. */
export const decodeHeader = (payload: Uint8Array): JournalHeader =>
  JSON.parse(Buffer.from(payload).toString()) as JournalHeader;
