import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SqlValue, toSqlValue } from '../../../../src/storage/sqljs/values';
import { Disk } from '../../../support/storageDisk';
import { TestTime, TestWindow } from '../../../support/storageWindow';

const awkward: readonly unknown[] = [
  null,
  Number.NaN,
  -0,
  0.1,
  2 ** 31,
  -(2 ** 31) - 1,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  2n ** 62n,
  -(2n ** 63n),
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '😀',
  '',
  ' ',
  '\u2028',
  '"\\\n\r\t',
  "'; drop table item; --",
  '\u00ff\u00feDPJ',
  'x'.repeat(100_000),
  new Uint8Array(0),
  new Uint8Array([0, 1, 255]),
  true,
];

const reopen = (disk: Disk, pid: number, compactAt?: number): Promise<TestWindow> =>
  TestWindow.open(disk.folder(), { time: new TestTime(), pid, ...(compactAt !== undefined && { compactAt }) });

describe('Replaying', () => {
  const check = async (statements: readonly (readonly [string, readonly SqlValue[]])[][]): Promise<void> => {
    const disk = new Disk();
    const live = await reopen(disk, 1);
    for (const transaction of statements) await live.transaction(transaction);
    const dump = await live.dump();
    const reopened = await reopen(disk, 2, 1);
    assert.equal(await reopened.dump(), dump, 'from the journal');
    await reopened.write('delete from item where id = ?', -1);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    await reopened.close();
    assert.equal(await (await reopen(disk, 3)).dump(), dump, 'from a snapshot');
  };

  it('awkward values come out as they were shown', async () => {
    const insert = (value: unknown, id: number) => [
      ['insert into item (id, value) values (?, ?)', [id, toSqlValue(value)]] as const,
    ];
    await check(awkward.map((value, index) => insert(value, index + 1)));
  });

  it('any transactions of any values do', async () => {
    const value = fc
      .oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary' }), fc.double({ noDefaultInfinity: true }))
      .map(toSqlValue);
    const id = fc.integer({ min: 1, max: 6 });
    const statement = fc.oneof(
      fc
        .tuple(id, value)
        .map(
          ([i, v]) =>
            [
              'insert into item (id, value) values (?, ?) on conflict (id) do update set value = excluded.value',
              [i, v],
            ] as const,
        ),
      fc.tuple(value, id).map(([v, i]) => ['update item set value = ? where id >= ?', [v, i]] as const),
      id.map((i) => ['delete from item where id = ?', [i]] as const),
      value.map((v) => ['insert into item (value) values (?)', [v]] as const),
      fc.constant(['insert into item (value) select value from item where id < ?', [4]] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), check),
      { numRuns: 60 },
    );
  });

  it('what would come out otherwise is refused', async () => {
    const window = await reopen(new Disk(), 1);
    for (const sql of [
      'insert into item (value) values (random())',
      'insert into item (value) values (current_timestamp)',
      "insert into item (value) values (datetime('now'))",
      'update item set value = unixepoch()',
    ])
      await assert.rejects(window.write(sql), /Would not replay/);
    assert.deepEqual(await window.ids(), []);
  });
});
