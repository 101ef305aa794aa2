import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type JournalRecord,
  decodeRecord,
  encodeFrame,
  encodeRecord,
  scanFrames,
} from '../../../../../src/storage/sqljs/files/journalCodec';
import { toSqlValue } from '../../../../../src/storage/sqljs/values';

const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.constant(null),
  fc.uint8Array(),
);
const plain = { noNullPrototype: true };
const statements = fc.record({ sql: fc.string(), values: fc.array(values.map(toSqlValue)), modified: fc.nat() }, plain);
const records: fc.Arbitrary<JournalRecord> = fc.record(
  {
    seq: fc.nat(),
    statements: fc.array(statements, { maxLength: 3 }),
    changes: fc.constant([{ entity: 'plan' as const, id: 'a', parentId: null, change: 'created' as const }]),
  },
  plain,
);

const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('The journal codec', () => {
  it('gives back any records in order', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 5 }), (written) => {
        const { frames, rest } = scanFrames(join(written.map(encodeRecord)));
        assert.equal(rest, 'none');
        assert.deepEqual(
          frames.map(({ payload }) => decodeRecord(payload)),
          written,
        );
      }),
    );
  });

  it('gives the whole records before any cut, and calls the rest torn', () => {
    const frames = [encodeFrame({ a: 1 }), encodeFrame({ b: 'ÿ\u00ff' }), encodeFrame({ c: [3] })];
    const bytes = join(frames);
    const ends = frames.map((_, index) => join(frames.slice(0, index + 1)).length);
    for (let length = 0; length <= bytes.length; length += 1) {
      const scan = scanFrames(bytes.subarray(0, length));
      assert.deepEqual(
        scan.frames.map(({ end }) => end),
        ends.filter((end) => end <= length),
      );
      assert.equal(scan.rest, length === 0 || ends.includes(length) ? 'none' : 'torn');
    }
  });

  it('notices any flipped bit, and whether whole records follow', () => {
    const frames = [encodeFrame({ a: 1 }), encodeFrame({ b: 2 }), encodeFrame({ c: 3 })];
    const [first = 0, second = 0] = frames.map(({ length }) => length);
    const bytes = join(frames);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = new Uint8Array(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const { frames: found, rest } = scanFrames(damaged);
      const at = bit >> 3;
      assert.equal(found.length, at < first ? 0 : at < first + second ? 1 : 2);
      assert.equal(rest, at < first + second ? 'damaged' : 'torn');
    }
  });

  it('takes zeros and noise after the records for torn', () => {
    const frame = encodeFrame({ a: 1 });
    for (const tail of [Buffer.alloc(4096), Buffer.from([0xff]), Buffer.from('ff44504a', 'hex'), frame.subarray(1)])
      assert.deepEqual(
        [scanFrames(join([frame, tail])).frames.length, scanFrames(join([frame, tail])).rest],
        [1, 'torn'],
      );
  });

  it('binds every value in one form', () => {
    assert.deepEqual([Number.NaN, -0, true, false, 12345678901234567890n, '\ud800x', '', null].map(toSqlValue), [
      null,
      0,
      1,
      0,
      '12345678901234567890',
      '\ufffdx',
      '',
      null,
    ]);
    assert.ok(Object.is(toSqlValue(-0), 0));
    for (const value of [undefined, Infinity, -Infinity, {}, [], () => 1])
      assert.throws(() => toSqlValue(value), TypeError);
  });
});
