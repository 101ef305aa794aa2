import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import type { StorageFolder } from '../../../../../src/storage/sqljs/files/storageFolder';
import { failsWith } from '../../../../support/failsWith';
import type { Disk } from '../../../../support/storageDisk';
import {
  all,
  breaking,
  checkGenerations,
  flip,
  ids,
  newest,
  settle,
  snapshots,
  twoGenerations,
  whole,
} from '../../../../support/storageGenerations';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

describe('A snapshot that is read when needed', () => {
  let disk: Disk;
  let time: TestTime;
  const open = (folder: StorageFolder = disk.folder(), more: object = {}) =>
    TestWindow.open(folder, { time, pid: 2, ...more });

  beforeEach(async () => {
    time = new TestTime();
    disk = await twoGenerations(time);
  });

  const checkReopened = () => checkGenerations(disk, time);

  it('fails for a moment: told, and read again', async () => {
    let isBroken = false;
    const window = await open(breaking(disk.folder(), () => isBroken));
    isBroken = true;
    await assert.rejects(window.rows(all), /EIO: by the test.*if this stays, reload the window/);
    isBroken = false;
    assert.deepEqual(await window.rows(all), whole);
    await window.close();
    await checkReopened();
  });

  it('is damaged after it was opened: told, and the next window reads the older one', async () => {
    const window = await open();
    flip(disk);
    await assert.rejects(window.rows(all), failsWith('storageFailed'));
    await window.close();
    await checkReopened();
  });

  it('fails a transaction as a whole, sent at once or in parts', async () => {
    let isBroken = false;
    const window = await open(breaking(disk.folder(), () => isBroken));
    const first = ['insert into item (id, value) values (?, ?)', [200, 1]] as const;
    const update = ["update item set value = 'z' where id < 50", []] as const;
    await window.write('delete from item where id = 101');
    await window.write('insert into item (id, value) values (?, ?)', 101, 101);
    isBroken = true;
    await assert.rejects(window.write(update[0]), failsWith('storageFailed'));
    await assert.rejects(window.transaction([first, update]), failsWith('storageFailed'));
    // One that goes on after the failure must not write outside a transaction.
    const ask = window.inParts();
    await ask.begin();
    await ask.query(...first);
    await assert.rejects(ask.query(...update), failsWith('storageFailed'));
    await assert.rejects(ask.query(...first), failsWith('storageFailed'));
    await assert.rejects(ask.commit(), failsWith('storageFailed'));
    isBroken = false;
    assert.deepEqual(await window.ids(), ids);
    assert.deepEqual(await window.rows(all), whole);
    await window.put(300);
    await window.write('delete from item where id = 300');
    await window.close();
    await checkReopened();
  });

  it('keeps a snapshot from being written as long as it cannot be read', async () => {
    const window = await open(disk.folder(), { compactAt: 1 });
    await settle();
    const before = snapshots(disk);
    // What the writes below need is then in SQLite's cache.
    await window.rows('select value from item where id > 100');
    flip(disk);
    await window.write('delete from item where id = 101');
    await settle();
    await window.write('insert into item (id, value) values (?, ?)', 101, 101);
    assert.deepEqual(snapshots(disk), before);
    assert.ok(window.notices.some((notice) => notice.type === 'log' && notice.message.includes('has changed')));
    flip(disk);
    time.now += 120_000;
    await window.write('update item set value = 1 where id = 101');
    await settle();
    assert.equal(snapshots(disk).filter((name) => !before.includes(name)).length, 1);
    for (const name of snapshots(disk))
      assert.equal(crc32(disk.names.get(name)!.data), Number.parseInt(name.split(/[-.]/)[2]!, 16), name);
    await window.close();
    await checkReopened();
  });

  it('is damaged while the journal is replayed on it: the older one is read', async () => {
    const folder = disk.folder();
    const openFile = folder.open.bind(folder);
    let isDone = false;
    folder.open = (name) => {
      if (name.startsWith('journal') && !isDone) {
        isDone = true;
        flip(disk);
      }
      return openFile(name);
    };
    const window = await open(folder);
    assert.deepEqual([isDone, window.problem, window.state], [true, null, 'owner']);
    assert.ok(
      window.notices.some((notice) => notice.type === 'log' && notice.message.includes('is damaged or unreadable')),
    );
    assert.deepEqual(await window.rows(all), whole);
    await window.close();
    await checkReopened();
  });

  it('cannot be read when it is opened: the older one is read, and both are kept until a newer one is whole', async () => {
    const [name, before] = [newest(disk), snapshots(disk)];
    let isBroken = true;
    const folder = breaking(disk.folder(), (each) => isBroken && each === name);
    const window = await open(folder, { compactAt: 1e9 });
    isBroken = false;
    assert.deepEqual([window.problem, window.state], [null, 'owner']);
    assert.deepEqual(await window.rows(all), whole);
    await window.close();
    assert.equal(folder.openFiles, 0);
    const compacting = await open(
      breaking(disk.folder(), (each) => each === name),
      { compactAt: 1 },
    );
    await compacting.put(102);
    await settle();
    assert.ok(before.every((each) => snapshots(disk).includes(each)));
    await compacting.put(103);
    await settle();
    assert.ok(before.every((each) => !snapshots(disk).includes(each)));
    await compacting.write('delete from item where id in (102, 103)');
    await compacting.close();
    await checkReopened();
  });

  it('fails while the journal is replayed on it: told, and nothing is lost', async () => {
    let isReplaying = false;
    const folder = breaking(disk.folder(), () => isReplaying);
    const list = folder.list.bind(folder);
    folder.list = () => {
      isReplaying = false;
      return list();
    };
    const openFile = folder.open.bind(folder);
    folder.open = (name) => {
      isReplaying ||= name.startsWith('journal');
      return openFile(name);
    };
    await assert.rejects(open(folder), failsWith('storageFailed'));
    await checkReopened();
  });

  it('is removed later where an open file cannot be', async () => {
    disk.keepsOpenFiles = true;
    const owner = await open(disk.folder(), { compactAt: 1 });
    time.onSleep = () => void owner.tick();
    const follower = await open(disk.folder(), { pid: 3 });
    const [kept] = snapshots(disk).filter((name) => name === newest(disk));
    const put = async (id: number): Promise<void> => {
      await owner.put(id);
      await settle();
      time.now += 1100;
    };
    for (const id of [102, 103, 104]) await put(id);
    assert.ok(snapshots(disk).length === 3 && snapshots(disk).includes(kept!), snapshots(disk).join());
    assert.deepEqual(await follower.rows(all), whole);
    await follower.close();
    await put(105);
    assert.equal(snapshots(disk).length, 2);
    await owner.close();
  });

  it('is readable after it was removed, and closed when a newer one takes its place', async () => {
    const folder = disk.folder();
    const owner = await open(folder, { compactAt: 1 });
    time.onSleep = () => void owner.tick();
    const follower = await open(disk.folder(), { pid: 3 });
    assert.equal(follower.state, 'follower');
    await settle();
    const before = snapshots(disk);
    for (const id of [102, 103, 104]) {
      await owner.put(id);
      await settle();
      time.now += 1100;
    }
    assert.ok(snapshots(disk).every((name) => !before.includes(name)));
    assert.deepEqual(await follower.rows(all), whole);
    assert.deepEqual(await owner.rows(all), whole);
    assert.equal(folder.openFiles, 2, 'the journal and one snapshot');
    await follower.close();
    await owner.close();
    assert.equal(folder.openFiles, 0);
  });
});
