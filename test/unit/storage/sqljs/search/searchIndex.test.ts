import assert from 'node:assert/strict';
import { migrations } from '../../../../../src/storage/migrations/migrations';
import { migrate } from '../../../../../src/storage/sqljs/migrate';
import { openMemoryDatabase } from '../../../../../src/storage/sqljs/memoryDatabase';
import { Indexing } from '../../../../../src/storage/sqljs/search/indexing';
import { SearchIndex } from '../../../../../src/storage/sqljs/search/searchIndex';
import { parseQuery, toMatch } from '../../../../../src/storage/sqljs/search/tokens';
import { failsWith } from '../../../../support/failsWith';
import { bytesOf, databaseKind, failingSource, sourceOf } from '../../../../support/storageWindow';

const request = { match: '"same"', kinds: ['message'], projectId: null } as const;

/** SQL for a conversation with this many messages. */
const messages = (count: number): string => `
  insert into conversation_session (id, title, draft, startedAt, updatedAt) values ('s', '', '', 0, 0);
  insert into conversation_message (id, sessionId, position, role, content, modality, state, activity, questions, createdAt)
    with recursive n (n) as (select 1 union all select n + 1 from n where n < ${count})
    select 'm' || n, 's', n, 'user', 'same', 'text', 'complete', '[]', '[]', n from n;`;

describe('SearchIndex', () => {
  const open = async (count: number) => {
    const kind = await databaseKind(migrations);
    const engine = kind.create(null);
    migrate(engine, kind, migrations.length, 0);
    engine.script(messages(count));
    return { engine, index: new SearchIndex(engine) };
  };

  it('works a little at a time, oldest first', async () => {
    const { index } = await open(3);
    let looks = 0;
    assert.equal(
      index.work(() => (looks += 1) > 3),
      true,
    );
    assert.deepEqual(
      index.search(request).documents.map(({ id }) => id),
      ['m2', 'm1'],
    );
    assert.equal(
      index.work(() => false),
      false,
    );
    assert.equal(index.search(request).documents.length, 3);
  });

  it('goes on where it was after a snapshot, and indexes nothing twice', async () => {
    const { engine, index } = await open(3);
    let looks = 0;
    index.work(() => (looks += 1) > 2);
    const copy = (await databaseKind(migrations)).create(sourceOf(bytesOf(engine.export())));
    const again = new SearchIndex(copy);
    again.note([{ entity: 'message', id: 'm1', parentId: 's', change: 'created' }]);
    again.work(() => false);
    assert.equal(again.search(request).documents.length, 3);
    const [{ n } = {}] = copy.query('select count(*) as n from search_part_0 where search_part_0 match ?', [
      'same',
    ]).rows;
    assert.equal(n, 3);
  });

  it('ranks the newest of very many and says so', async () => {
    const { index } = await open(2001);
    index.work(() => false);
    const { documents, capped } = index.search(request);
    assert.equal(capped, true);
    assert.ok(!documents.some(({ id }) => id === 'm1'));
    assert.equal((await open(1)).index.search(request).capped, false);
  });

  it('looks through all its parts, the newest first, and makes each when it is needed', async () => {
    const { engine, index } = await open(9000);
    index.work(() => false);
    engine.script("update conversation_message set content = 'seldom' where id in ('m3', 'm5000', 'm8990')");
    index.note(['m8990', 'm5000', 'm3'].map((id) => ({ entity: 'message', id, parentId: 's', change: 'updated' })));
    index.work(() => false);
    const tables = engine.query(
      "select name from sqlite_master where sql like 'create virtual%' order by name",
      [],
    ).rows;
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['search_part_0', 'search_part_1', 'search_part_2'],
    );
    const ids = (match: string) => index.search({ ...request, match }).documents.map(({ id }) => id);
    assert.deepEqual(new Set(ids('"seldom"')), new Set(['m3', 'm5000', 'm8990']));
    const { capped } = index.search(request);
    assert.equal(capped, true);
    assert.ok(ids('"same"').every((id) => Number(id.slice(1)) > 6900));
    index.rebuild();
    assert.equal(
      index.work(() => false),
      false,
    );
    assert.deepEqual(new Set(ids('"seldom"')), new Set(['m3', 'm5000', 'm8990']));
  });

  it('is made anew where it holds more of what is gone than of what is there', async () => {
    const { engine, index } = await open(1);
    for (let save = 0; save < 9000; save += 1) {
      engine.query('update conversation_message set content = ?', [`same ${save}`]);
      index.note([{ entity: 'message', id: 'm1', parentId: 's', change: 'updated' }]);
      index.work(() => false);
    }
    const [{ newest } = {}] = engine.query('select max(docid) as newest from search_entry', []).rows;
    assert.ok(Number(newest) < 1000, String(newest));
    assert.equal(index.search(request).documents.length, 1);
  });

  it('reads queries', () => {
    const check = (query: string, match: string) => assert.equal(toMatch(parseQuery(query)), match, query);
    check('token bucket', '"token" AND "bucket*"');
    check('token bucket ', '"token" AND "bucket"');
    check('"Token Bucket', '"token bucket"');
    check('to* buc* x', '"to" AND "buc*" AND "x"');
    check('数据库', '"数据 据库"');
    check('数', '"数*"');
    check('=> ()', '');
    check('antidisestablishmentarian', '"antidisest*"');
  });
});

describe('Indexing', () => {
  it('makes an index that fails anew, and does without one that cannot be made', async () => {
    const kind = await databaseKind(migrations);
    const database = openMemoryDatabase(kind);
    const told: string[] = [];
    const indexing = new Indexing(database, (notice) => told.push(notice.type));
    assert.equal(indexing.work(), false);
    database.engine.script(messages(1));
    for (const failures of [['log'], ['log', 'log']]) {
      database.engine.script('drop table search_pending');
      assert.equal(indexing.work(Infinity), false);
      assert.equal(indexing.search(request).documents.length, 1);
      assert.deepEqual(told, failures);
    }
    database.engine.script('drop table search_pending; alter table conversation_message rename to gone');
    assert.deepEqual(indexing.search(request), { documents: [], capped: false });
    assert.deepEqual(indexing.search(request), { documents: [], capped: false });
    assert.equal(told.length, 4);
    database.engine.query('begin', []);
    database.commit([], [{ entity: 'message', id: 'm1', parentId: 's', change: 'updated' }]);
    assert.equal(indexing.work(), false);
    database.takeApplied((changes) => assert.deepEqual(changes, [], 'changes pile up for no index'));
    await database.close();
  });

  /** A database with two messages and their index, of which nothing was read yet. */
  const openFailing = async () => {
    const kind = await databaseKind(migrations);
    const made = openMemoryDatabase(kind);
    made.engine.script(messages(2));
    new Indexing(made, () => {}).work(Infinity);
    const source = failingSource(bytesOf(made.engine.export()));
    const database = openMemoryDatabase({ ...kind, create: () => kind.create(source) });
    const told: unknown[] = [];
    const indexing = new Indexing(database, (notice) => told.push(notice));
    return { source, database, indexing, told };
  };
  const eio = Object.assign(new Error('EIO'), { code: 'EIO' });

  it('keeps an index that cannot be read, and tells whoever searches', async () => {
    const { source, database, indexing, told } = await openFailing();
    for (const readBefore of ["select 1 from meta where key = 'searchVersion'", 'select * from search_pending']) {
      source.error = eio;
      assert.throws(() => indexing.search(request), failsWith('storageFailed'));
      assert.equal(indexing.work(), false);
      source.error = null;
      database.engine.query(readBefore, []);
    }
    assert.equal(indexing.search(request).documents.length, 2);
    assert.deepEqual(told, []);
    await database.close();
  });

  it('indexes later what changed while it could not be read', async () => {
    const { source, database, indexing } = await openFailing();
    database.engine.query('begin', []);
    database.engine.query("update conversation_message set content = 'other' where id = 'm1'", []);
    database.commit([], [{ entity: 'message', id: 'm1', parentId: 's', change: 'updated' }]);
    database.engine.query("select value from meta where key = 'searchVersion'", []);
    source.error = eio;
    assert.equal(indexing.work(Infinity), false);
    source.error = null;
    assert.deepEqual(
      indexing.search(request).documents.map(({ id }) => id),
      ['m2'],
    );
    await database.close();
  });

  it('makes an index anew that fails when it is read', async () => {
    const database = openMemoryDatabase(await databaseKind(migrations));
    const indexing = new Indexing(database, () => {});
    database.engine.script(messages(1));
    assert.equal(indexing.work(Infinity), false);
    assert.equal(indexing.search(request).documents.length, 1);
    database.engine.script('drop table search_part_0_segdir');
    assert.deepEqual(indexing.search(request).documents, []);
    assert.equal(indexing.work(Infinity), false);
    assert.equal(indexing.search(request).documents.length, 1);
    await database.close();
  });
});
