import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DatabaseFile, type FileImage } from '../../../../src/storage/sqljs/databaseFile';
import { databaseKind } from '../../../support/storageWindow';

const bytesOf = (image: FileImage): Buffer => Buffer.concat(Array.from(image.pieces()));

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('write'), at: fc.nat(500_000), length: fc.integer({ min: 1, max: 65_536 }) }),
    fc.record({ kind: fc.constant('image'), at: fc.constant(0), length: fc.constant(0) }),
    fc.record({ kind: fc.constant('release'), at: fc.constant(0), length: fc.constant(0) }),
  ),
  { maxLength: 20 },
);

describe('DatabaseFile', () => {
  it('reads as one array would, and images stay as they were', () => {
    fc.assert(
      fc.property(fc.nat(400_000), steps, (length, all) => {
        const model = Buffer.alloc(600_000, 1);
        model.fill(0, length);
        const file = new DatabaseFile(new Uint8Array(model.subarray(0, length)));
        const images: { image: FileImage; expected: Buffer }[] = [];
        let size = length;
        for (const [step, { kind, at, length: count }] of all.entries())
          if (kind === 'image') {
            const image = file.image();
            assert.ok(image);
            images.push({ image, expected: Buffer.from(model.subarray(0, size)) });
          } else if (kind === 'release') images.shift()?.image.release();
          else {
            file.set(new Uint8Array(count).fill(step + 2), at);
            model.fill(step + 2, at, at + count);
            size = Math.max(size, at + count);
            assert.ok(model.subarray(at, at + count).equals(file.subarray(at, at + count)));
          }
        for (const { image, expected } of images) assert.ok(bytesOf(image).equals(expected));
        for (let at = 0; at < size; at += 65_536) {
          const to = Math.min(size, at + 65_536);
          assert.ok(model.subarray(at, to).equals(file.subarray(at, to)));
        }
      }),
      { numRuns: 50 },
    );
  }).timeout(30_000);

  it('is the file that SQLite writes: an image opens as the database was', async () => {
    const { create } = await databaseKind();
    const engine = create(null);
    engine.script('create table item (id integer primary key, value text)');
    const insert = (count: number): void => {
      engine.query('begin', []);
      for (let n = 0; n < count; n += 1) engine.query('insert into item (value) values (?)', ['x'.repeat(3000)]);
    };
    insert(3000);
    engine.query('commit', []);
    const image = engine.export();
    insert(4000);
    engine.query('rollback', []);
    const afterRollback = engine.export();
    engine.query("update item set value = 'y'", []);
    const open = (each: FileImage) => {
      const opened = create(new Uint8Array(bytesOf(each)));
      const [row] = opened.query('select count(*) as n, sum(length(value)) as bytes from item', []).rows;
      assert.deepEqual(opened.query('pragma integrity_check', []).rows, [{ integrity_check: 'ok' }]);
      opened.close();
      return row;
    };
    assert.deepEqual(open(image), { n: 3000, bytes: 9_000_000 });
    assert.deepEqual(open(afterRollback), { n: 3000, bytes: 9_000_000 });
    assert.deepEqual(open(engine.export()), { n: 3000, bytes: 3000 });
    engine.script('delete from item where id > 10; vacuum');
    assert.deepEqual(open(engine.export()), { n: 10, bytes: 10 }, 'a file that was truncated is copied');
    engine.close();
  }).timeout(30_000);
});
