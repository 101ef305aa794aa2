import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { DatabaseFile, type FileImage, pieceLength } from '../../../../src/storage/sqljs/databaseFile';
import { failsWith } from '../../../support/failsWith';
import { bytesOf, databaseKind, failingSource, sourceOf } from '../../../support/storageWindow';

const step = (kind: 'write' | 'page' | 'image' | 'move') =>
  fc.record({ kind: fc.constant(kind), at: fc.nat(500_000), length: fc.integer({ min: 1, max: 65_536 }) });
const steps = fc.array(fc.oneof(step('write'), step('page'), step('image'), step('move')), { maxLength: 20 });

const eio = (): Error => Object.assign(new Error('EIO: made by the test'), { code: 'EIO' });

describe('DatabaseFile', () => {
  it('reads as one array would, and images stay as they were', () => {
    fc.assert(
      fc.property(fc.nat(400_000), steps, (length, all) => {
        const model = Buffer.alloc(600_000, 1);
        model.fill(0, length);
        const file = new DatabaseFile(sourceOf(Buffer.from(model.subarray(0, length))));
        const images: { image: FileImage; expected: Buffer }[] = [];
        let size = length;
        /** Compares a range, a page or less at once, as SQLite reads. */
        const check = (from: number, to: number): void => {
          for (let at = from; at < to; at += pieceLength - (at % pieceLength)) {
            const end = Math.min(to, at + pieceLength - (at % pieceLength));
            assert.ok(model.subarray(at, end).equals(file.subarray(at, end)));
          }
        };
        const write = (value: number, at: number, count: number): void => {
          file.set(new Uint8Array(count).fill(value), at);
          model.fill(value, at, at + count);
          size = Math.max(size, at + count);
          check(at, at + count);
        };
        for (const [index, { kind, at, length: count }] of all.entries())
          if (kind === 'write') write(index + 2, at, count);
          else if (kind === 'page') write(index + 2, at - (at % pieceLength), pieceLength);
          else if (kind === 'image' || images.length === 0) {
            const image = file.image();
            assert.ok(image);
            images.push({ image, expected: Buffer.from(model.subarray(0, size)) });
          } else {
            const [{ image, expected }] = images.splice(0) as [{ image: FileImage; expected: Buffer }];
            file.moveTo(sourceOf(expected), image);
          }
        for (const { image, expected } of images) assert.ok(bytesOf(image).equals(expected));
        check(0, size);
      }),
      { numRuns: 100 },
    );
  });

  it('closes each source once: when it moves to the next one, and at the end', () => {
    const [first, second] = [sourceOf(Buffer.alloc(9000, 1)), sourceOf(Buffer.alloc(9000, 1))];
    const file = new DatabaseFile(first);
    file.moveTo(second, file.image()!);
    assert.deepEqual([first.closed, second.closed], [1, 0]);
    file.close();
    assert.deepEqual([first.closed, second.closed], [1, 1]);
  });

  it('keeps only what was written after the image that it moves to', () => {
    const file = new DatabaseFile(sourceOf(Buffer.alloc(3 * pieceLength)));
    const page = (index: number) => file.subarray(index * pieceLength, (index + 1) * pieceLength)[0];
    for (const index of [0, 1]) file.set(new Uint8Array(pieceLength).fill(1), index * pieceLength);
    const image = file.image()!;
    assert.equal(file.writtenBytes, 2 * pieceLength);
    file.set(new Uint8Array(pieceLength).fill(2), pieceLength);
    file.moveTo(sourceOf(Buffer.alloc(3 * pieceLength, 9)), image);
    assert.deepEqual([0, 1, 2].map(page), [9, 2, 9]);
    assert.equal(file.writtenBytes, pieceLength);
  });

  /** The bytes of ten tables with a row of 5,000 bytes each. */
  const makeTables = async () => {
    const { create } = await databaseKind();
    const made = create(null);
    for (let n = 0; n < 10; n += 1) {
      made.script(`create table t${n} (id integer primary key, value text)`);
      made.query(`insert into t${n} (value) values (?)`, ['x'.repeat(5000)]);
    }
    const bytes = bytesOf(made.export());
    made.close();
    return { bytes, create };
  };

  const openFailing = async () => {
    const { bytes, create } = await makeTables();
    const source = failingSource(bytes);
    return { engine: create(source), source };
  };

  it('tells a failed read as such, and goes on once it can be read', async () => {
    const { engine, source } = await openFailing();
    const read = (n: number) => engine.query(`select length(value) as n from t${n}`, []).rows;
    read(0);
    source.error = eio();
    assert.throws(() => read(1), failsWith('storageFailed'));
    source.error = null;
    assert.throws(() => engine.query('select absent', []), /no such column/);
    assert.deepEqual(read(1), [{ n: 5000 }]);
    engine.close();
  });

  it('undoes a transaction that cannot read, wherever it is', async () => {
    const { engine, source } = await openFailing();
    const sql = "update t1 set value = 'new'";
    for (const failed of [sql, 'select * from t2', 'select * from t3, t4', 'delete from t5']) {
      engine.query('begin', []);
      engine.query("update t0 set value = 'new'", []);
      source.error = eio();
      assert.throws(() => engine.query(failed, []), failsWith('storageFailed'));
      source.error = null;
      assert.deepEqual(engine.query('select length(value) as n from t0', []).rows, [{ n: 5000 }]);
      engine.query('begin', []);
      engine.query('commit', []);
    }
    assert.deepEqual(engine.query('pragma integrity_check', []).rows, [{ integrity_check: 'ok' }]);
    engine.close();
  });

  it('commits without reading: what SQLite writes are whole pages', async () => {
    const { engine, source } = await openFailing();
    engine.query('begin', []);
    engine.query('delete from t1', []);
    for (let n = 0; n < 100; n += 1) engine.query('insert into t0 (value) values (?)', ['y'.repeat(3000)]);
    source.error = eio();
    engine.query('commit', []);
    source.error = null;
    assert.deepEqual(engine.query('pragma integrity_check', []).rows, [{ integrity_check: 'ok' }]);
    assert.deepEqual(engine.query('select count(*) as n from t0', []).rows, [{ n: 101 }]);
    engine.close();
  });

  it('makes SQLite undo the transaction itself, and not take the data for damaged', async () => {
    const { bytes } = await makeTables();
    const source = failingSource(bytes);
    const { Database } = await initSqlJs({
      locateFile: () => join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm'),
    });
    const database = new Database(new DatabaseFile(source).opening);
    database.run('begin');
    database.run("update t0 set value = 'new'");
    source.error = eio();
    assert.throws(() => database.run("update t1 set value = 'new'"), /disk I\/O error/);
    assert.throws(() => database.run('commit'), /no transaction is active/);
    database.close();
  });

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
      const opened = create(sourceOf(bytesOf(each)));
      const [row] = opened.query('select count(*) as n, sum(length(value)) as bytes from item', []).rows;
      assert.deepEqual(opened.query('pragma integrity_check', []).rows, [{ integrity_check: 'ok' }]);
      opened.close();
      return row;
    };
    assert.deepEqual(open(image), { n: 3000, bytes: 9_000_000 });
    assert.deepEqual(open(afterRollback), { n: 3000, bytes: 9_000_000 });
    assert.deepEqual(open(engine.export()), { n: 3000, bytes: 3000 });
    engine.script('delete from item where id > 10; vacuum');
    assert.deepEqual(open(engine.export()), { n: 10, bytes: 10 });
    engine.close();
  });

  it('is copied once it was truncated, even when it has grown to the same length again', async () => {
    const { create } = await databaseKind();
    const engine = create(null);
    engine.script('create table item (id integer primary key, value text)');
    const pages = () => engine.query('pragma page_count', []).rows[0]!['page_count'];
    const insert = () => engine.query('insert into item (value) values (?)', ['x'.repeat(3000)]);
    for (let n = 0; n < 10; n += 1) insert();
    const before = pages();
    engine.script("delete from item where id > 2; update item set value = 'y'; vacuum");
    while (pages() !== before) insert();
    const opened = create(sourceOf(bytesOf(engine.export())));
    const lengths = 'select id, length(value) as length from item';
    assert.deepEqual(opened.query(lengths, []).rows, engine.query(lengths, []).rows);
    opened.close();
    engine.close();
  });
});
