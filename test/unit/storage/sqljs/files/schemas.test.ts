import assert from 'node:assert/strict';
import type { DatabaseKind } from '../../../../../src/storage/sqljs/migrate';
import { openReadDatabase } from '../../../../../src/storage/sqljs/readDatabase';
import { failsWith } from '../../../../support/failsWith';
import { Disk, recordsOf } from '../../../../support/storageDisk';
import { TestTime, TestWindow, databaseKind, itemTable } from '../../../../support/storageWindow';

const second = `
alter table item add column note text;
update item set note = 'was ' || value;`;

describe('Schemas', () => {
  let one: DatabaseKind;
  let two: DatabaseKind;
  let time: TestTime;
  const open = (disk: Disk, kind: DatabaseKind, pid: number, more: object = {}) =>
    TestWindow.open(disk.folder(), { kind, time, pid, ...more });
  const notes = async (window: TestWindow) =>
    (await window.rows('select note from item order by id')).map(({ note }) => note);

  /** Rows 1 to 3 of the first schema: a snapshot and a journal. */
  const makeOld = async (): Promise<Disk> => {
    const disk = new Disk();
    const window = await open(disk, one, 1);
    for (const id of [1, 2, 3]) await window.put(id);
    await window.close();
    return disk;
  };

  /** Damages a record in the middle of the journal. */
  const damage = (disk: Disk): void => {
    const [journal] = Array.from(disk.names.keys()).filter((name) => name.startsWith('journal-'));
    const { data } = disk.names.get(journal!)!;
    data[recordsOf(data).length >> 1]! ^= 1;
  };

  beforeEach(async () => {
    one = await databaseKind();
    two = await databaseKind([itemTable, second]);
    time = new TestTime();
  });

  it('older data is migrated, then written and found again', async () => {
    const disk = await makeOld();
    const folder = disk.folder();
    const window = await TestWindow.open(folder, { kind: two, time, pid: 2 });
    assert.deepEqual(await notes(window), ['was 1', 'was 2', 'was 3']);
    await window.write('insert into item (id, value, note) values (?, ?, ?)', 4, 4, 'new');
    await window.close();
    assert.equal(folder.openFiles, 0);
    const again = await open(disk, two, 3);
    assert.deepEqual(await notes(again), ['was 1', 'was 2', 'was 3', 'new']);
  });

  it('a migration that is stopped at any call is made whole at the next opening', async () => {
    const old = (await makeOld()).save();
    const count = async (at: number): Promise<number> => {
      const disk = Disk.of(old);
      const folder = disk.folder(at === 0 ? null : { at, kind: 'stop' });
      await TestWindow.open(folder, { kind: two, time, pid: 2 }).catch(() => null);
      const window = await open(disk, two, 3);
      assert.equal(window.problem, null);
      assert.deepEqual(await notes(window), ['was 1', 'was 2', 'was 3'], `stopped at ${at}`);
      await window.write('insert into item (id, note) values (?, ?)', 4, 'new');
      await window.close();
      assert.equal((await notes(await open(disk, two, 4))).length, 4, `stopped at ${at}`);
      return folder.calls;
    };
    const calls = await count(0);
    for (let at = 1; at <= calls; at += 1) await count(at);
  });

  it('a migration is done again when the snapshot that holds it is damaged', async () => {
    const disk = await makeOld();
    const window = await open(disk, two, 2);
    await window.write('insert into item (id, note) values (?, ?)', 4, 'new');
    await window.close();
    const files = new Map(disk.save());
    const newest = Array.from(files.keys())
      .filter((name) => name.endsWith('.db'))
      .sort()
      .at(-1)!;
    assert.match(newest, /^snapshot-4-/);
    files.delete(newest);
    const again = await open(Disk.of(files), two, 3);
    assert.equal(again.problem, null);
    assert.deepEqual(await notes(again), ['was 1', 'was 2', 'was 3', 'new']);
  });

  it('older data that cannot be written is read in the form of this program', async () => {
    const disk = await makeOld();
    damage(disk);
    const window = await open(disk, two, 2);
    assert.equal(window.problem, 'storageCorrupt');
    assert.ok((await notes(window)).every((note) => /^was \d$/.test(String(note))));
    await window.close();
  });

  it('newer data is shown and nothing is written, not a byte', async () => {
    const disk = await makeOld();
    const newer = await open(disk, two, 2);
    await newer.write('insert into item (id, value, note) values (?, ?, ?)', 4, 4, 'new');
    await newer.close();
    const before = disk.save();
    const older = await open(disk, one, 3);
    assert.deepEqual([older.state, older.problem], ['follower', 'storageNewer']);
    assert.deepEqual(await older.ids(), [1, 2, 3, 4]);
    await assert.rejects(older.put(5), failsWith('storageNewer', { found: 2, supported: 1 }));
    await assert.rejects(older.takeOver(), failsWith('storageNewer'));
    time.now += 60_000;
    await older.tick();
    await older.close();
    const after = disk.save();
    assert.deepEqual(Array.from(after.keys()), Array.from(before.keys()));
    for (const [name, data] of before) assert.ok(after.get(name)?.equals(data), name);
  });

  it('a window of an older program is fenced by a newer one and says why it cannot write', async () => {
    const disk = await makeOld();
    const older = await open(disk, one, 2);
    const newer = await open(disk, two, 3);
    assert.equal(newer.state, 'owner');
    await newer.write('insert into item (id, value, note) values (?, ?, ?)', 4, 4, 'new');
    await older.tick();
    await older.tick();
    assert.deepEqual([older.state, older.problem], ['follower', 'storageNewer']);
    assert.deepEqual(older.notices.at(-1), {
      type: 'state',
      state: 'follower',
      problem: { code: 'storageNewer', args: { found: 2, supported: 1 } },
    });
    assert.equal(newer.state, 'owner');
  });

  it('a window of an older program that does not know yet fences no newer one', async () => {
    const disk = await makeOld();
    const older = await open(disk, one, 2);
    const newer = await open(disk, two, 3);
    await assert.rejects(older.put(4), failsWith('readOnly'));
    await assert.rejects(older.takeOver(), failsWith('storageNewer'));
    await newer.write('insert into item (id, value, note) values (?, ?, ?)', 4, 4, 'new');
    assert.equal(newer.state, 'owner');
  });

  it('a migration that fails leaves the data as it was, to be read', async () => {
    const disk = await makeOld();
    const broken = await databaseKind([
      itemTable,
      'alter table item add column note text; select nonsense from nowhere;',
    ]);
    const window = await open(disk, broken, 2);
    assert.deepEqual([window.state, window.problem], ['follower', 'storageFailed']);
    assert.deepEqual(await window.ids(), [1, 2, 3]);
    await window.close();
    assert.deepEqual(await (await open(disk, one, 3)).ids(), [1, 2, 3]);
  });

  it('a migration that fails on data that is only read leaves no file open', async () => {
    const broken = await databaseKind([itemTable, 'select nonsense from nowhere;']);
    const disk = await makeOld();
    const folder = disk.folder();
    assert.throws(() => openReadDatabase(folder, broken), /nowhere/);
    assert.equal(folder.openFiles, 0);
    damage(disk);
    await assert.rejects(TestWindow.open(folder, { kind: broken, time, pid: 2 }));
    assert.equal(folder.openFiles, 0);
  });

  it('newer data is not claimed when its newest snapshot cannot be read', async () => {
    const disk = await makeOld();
    const newer = await open(disk, two, 2);
    await newer.write('insert into item (id, value, note) values (?, ?, ?)', 4, 4, 'new');
    await newer.close();
    const before = Array.from(disk.names.keys());
    const folder = disk.folder();
    const openFile = folder.open.bind(folder);
    folder.open = (name) => {
      if (name.startsWith('snapshot-4')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return openFile(name);
    };
    const older = await TestWindow.open(folder, { kind: one, time, pid: 3 });
    assert.deepEqual([older.problem, await older.ids()], ['storageNewer', [1, 2, 3]]);
    assert.deepEqual(Array.from(disk.names.keys()), before);
  });
});
