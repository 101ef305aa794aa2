import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import type { StorageFolder } from '../../../../../src/storage/sqljs/files/storageFolder';
import { failsWith } from '../../../../support/failsWith';
import { Disk, type DiskFolder } from '../../../../support/storageDisk';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

const rows = 60;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const all = "select count(*) as n, sum(length(value)) as bytes from item where typeof(value) = 'text'";
const whole = [{ n: rows, bytes: rows * 3000 }];
const snapshots = (disk: Disk): string[] => Array.from(disk.names.keys()).filter((name) => name.endsWith('.db'));

const newest = (disk: Disk): string =>
  snapshots(disk).toSorted((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))[0]!;

/** Flips one bit of each page after the first block in the newest snapshot; the second call flips them back. */
const flip = (disk: Disk): void => {
  const { data } = disk.names.get(newest(disk))!;
  for (let at = 4 * 4096; at < data.length; at += 4096) data[at + 100]! ^= 4;
};

/** Makes the folder's snapshots fail while `isBroken` returns true. */
const breaking = (folder: DiskFolder, isBroken: (name: string) => boolean): DiskFolder => {
  const open = folder.open.bind(folder);
  folder.open = (name) => {
    const file = open(name);
    const read = (into: Uint8Array, position: number): number => {
      if (name.endsWith('.db') && isBroken(name)) throw Object.assign(new Error('EIO: by the test'), { code: 'EIO' });
      return file.read(into, position);
    };
    return { ...file, read };
  };
  return folder;
};

describe('A snapshot that is read when needed', function () {
  this.timeout(60_000);
  let disk: Disk;
  let time: TestTime;
  const open = (folder: StorageFolder = disk.folder(), more: object = {}) =>
    TestWindow.open(folder, { time, pid: 2, ...more });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 40; turn += 1) await new Promise(setImmediate);
  };

  /** Two generations, both with 60 rows of 3,000 characters, and one more row in the journal. */
  beforeEach(async () => {
    disk = new Disk();
    time = new TestTime();
    let window = await TestWindow.open(disk.folder(), { time });
    for (const id of numbers(rows)) await window.put(id, 'x'.repeat(3000));
    for (const id of [100, 101]) {
      await window.close();
      window = await TestWindow.open(disk.folder(), { time, compactAt: 1 });
      await window.put(id);
      await settle();
    }
    await window.close();
    window = await TestWindow.open(disk.folder(), { time });
    await window.write('update item set value = ? where id = 30', 'y'.repeat(3000));
    await window.close();
    assert.equal(snapshots(disk).length, 2);
  });

  const checkReopened = async (): Promise<void> => {
    const next = await open(disk.folder(), { pid: 3 });
    assert.deepEqual([next.problem, next.state], [null, 'owner']);
    assert.deepEqual(await next.rows(all), whole);
    assert.deepEqual(await next.rows('pragma integrity_check'), [{ integrity_check: 'ok' }]);
    assert.deepEqual(await next.ids(), [...numbers(rows), 100, 101]);
    await next.close();
  };

  it('fails for a moment: told, and read again', async () => {
    let isBroken = false;
    const window = await open(breaking(disk.folder(), () => isBroken));
    isBroken = true;
    await assert.rejects(window.rows(all), failsWith('storageFailed', { reason: 'Error: EIO: by the test' }));
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

  it('is damaged after it was opened: soon the older one is read in its place, by owner and follower', async () => {
    const folder = disk.folder();
    const owner = await open(folder, { compactAt: 1e9 });
    time.onSleep = () => void owner.tick();
    const follower = await open(disk.folder(), { pid: 3 });
    await owner.put(102);
    flip(disk);
    const damaged = newest(disk);
    for (const window of [owner, follower]) {
      const { state } = window;
      await assert.rejects(window.rows(all), failsWith('storageFailed'));
      time.now += 1100;
      await window.tick();
      assert.deepEqual([window.problem, window.state, await window.rows(all)], [null, state, whole]);
      assert.ok((await window.ids()).includes(102));
    }
    await owner.write('delete from item where id = 102');
    await owner.close();
    assert.equal(folder.openFiles, 0);
    assert.ok(snapshots(disk).includes(damaged));
    await follower.close();
    await checkReopened();
  });

  it('does not fail when only the open file does, as of a share or disk that came back', async () => {
    let isDead = false;
    const folder = disk.folder();
    const openFile = folder.open.bind(folder);
    folder.open = (name) => {
      const file = openFile(name);
      const isOld = !isDead;
      const read = (into: Uint8Array, position: number): number => {
        if (isDead && isOld) throw Object.assign(new Error('ESTALE'), { code: 'ESTALE' });
        return file.read(into, position);
      };
      return { ...file, read };
    };
    const window = await open(folder);
    isDead = true;
    assert.deepEqual(await window.rows(all), whole);
    await window.close();
    assert.equal(folder.openFiles, 0);
  });

  it('cannot be read, nor any other: the window only reads until they can, then writes again', async () => {
    let isBroken = false;
    const folder = breaking(disk.folder(), () => isBroken);
    const window = await open(folder);
    isBroken = true;
    await assert.rejects(window.rows(all), failsWith('storageFailed'));
    for (let n = 0; n < 5; n += 1) await window.tick();
    assert.equal(window.state, 'follower');
    await assert.rejects(window.put(102), failsWith('storageFailed'));
    isBroken = false;
    await window.tick();
    assert.deepEqual(await window.rows(all), whole);
    time.now += 1100;
    await window.write('update item set value = value where id = 100');
    assert.deepEqual([window.problem, window.state], [null, 'owner']);
    await window.close();
    assert.equal(folder.openFiles, 0);
    await checkReopened();
  });

  it('is damaged when a failed sync asks for a new one: the older one is read, and writing goes on', async () => {
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    let fails = false;
    folder.create = (name) => {
      const file = create(name);
      const sync = (): void => {
        if (fails) throw Object.assign(new Error('EIO: no sync'), { code: 'EIO' });
        file.sync();
      };
      return { ...file, sync };
    };
    const window = await open(folder, { compactAt: 1e9 });
    const write = () => window.write('update item set value = value where id = 101');
    await write();
    fails = true;
    await assert.rejects(write(), failsWith('storageFailed'));
    fails = false;
    flip(disk);
    for (let n = 0; n < 3; n += 1) {
      time.now += 1100;
      await assert.rejects(write(), failsWith('storageFailed'));
    }
    await window.tick();
    await write();
    assert.deepEqual([window.problem, window.state, await window.rows(all)], [null, 'owner', whole]);
    await window.close();
    assert.equal(folder.openFiles, 0);
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
    assert.deepEqual(await window.ids(), [...numbers(rows), 100, 101]);
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
