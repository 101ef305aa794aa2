import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Schema } from '../../../../src/storage/schema';
import { ClientDatabase } from '../../../../src/storage/sqljs/clientDatabase';
import { Lock } from '../../../../src/storage/sqljs/lock';
import { createDirectClient, type DirectClient } from '../../../../src/storage/sqljs/directClient';
import { wasmPath } from '../../../support/memoryStorage';

describe('A lock', () => {
  it('lets shared holders in together and an exclusive one alone, in the order of their arrival', async () => {
    const lock = new Lock();
    const log: string[] = [];
    const hold = async (name: string, isExclusive: boolean): Promise<void> => {
      await lock.take(isExclusive);
      log.push(`${name} in`);
      await new Promise(setImmediate);
      log.push(`${name} out`);
      lock.release();
    };
    const holds = [hold('a', false), hold('b', false), hold('C', true), hold('d', false), hold('e', false)];
    await Promise.all([...holds, hold('F', true)]);
    const together = (first: string, second: string) => [
      `${first} in`,
      `${second} in`,
      `${first} out`,
      `${second} out`,
    ];
    assert.deepEqual(log, [...together('a', 'b'), 'C in', 'C out', ...together('d', 'e'), 'F in', 'F out']);
  });
});

describe('What a transaction writes later', () => {
  let client: DirectClient;
  let database: ClientDatabase<Schema>;
  beforeEach(() => {
    client = createDirectClient({ folder: null, wasmPath, windowId: 'test' });
    database = new ClientDatabase<Schema>(client, () => {}, null);
  });
  afterEach(() => client.dispose());

  const kept = sql`insert into meta (key, value) values ('later', 1)`;
  const failing = sql`insert into project (id) values ('without a name')`;
  const readKept = (db: ClientDatabase<Schema>['db']) =>
    sql<{ value: number }>`select value from meta where key = 'later'`.execute(db).then(({ rows }) => rows.length);

  it('is there for the next query and after the commit', async () => {
    const seen = await database.transaction(
      async (db, later) => {
        later(kept.compile(db));
        return readKept(db);
      },
      () => [],
    );
    assert.deepEqual([seen, await readKept(database.db)], [1, 1]);
  });

  it('goes with the commit, which fails with it', async () => {
    const work = (last: typeof failing) =>
      database.transaction(
        async (db, later) => {
          later(kept.compile(db));
          later(last.compile(db));
        },
        () => [],
      );
    await assert.rejects(work(failing), /NOT NULL/);
    assert.equal(await readKept(database.db), 0);
    await work(sql`delete from meta where key = 'none'`);
    assert.equal(await readKept(database.db), 1);
  });

  it('takes the transaction with it when it fails, also where the query beside it was given up', async () => {
    const work = database.transaction(
      async (db, later) => {
        later(kept.compile(db));
        later(failing.compile(db));
        await readKept(db).catch(() => null);
      },
      () => [],
    );
    await assert.rejects(work, /NOT NULL/);
    assert.equal(await readKept(database.db), 0);
  });
});
