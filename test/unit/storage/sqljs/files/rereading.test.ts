import assert from 'node:assert/strict';
import { failsWith } from '../../../../support/failsWith';
import { Disk, type DiskFolder } from '../../../../support/storageDisk';
import {
  all,
  breaking,
  checkGenerations,
  flip,
  newest,
  settle,
  snapshots,
  twoGenerations,
  whole,
} from '../../../../support/storageGenerations';
import { TestTime, TestWindow, pass } from '../../../../support/storageWindow';

describe('A window whose data becomes unreadable', () => {
  let disk: Disk;
  let time: TestTime;
  const open = (folder: DiskFolder, more: object = {}) => TestWindow.open(folder, { time, pid: 2, ...more });

  beforeEach(async () => {
    time = new TestTime();
    disk = await twoGenerations(time);
  });

  it('soon reads the older generation in its place as a follower, and as an owner with the next opening', async () => {
    const folder = disk.folder();
    let owner = await open(folder, { compactAt: 1e9 });
    time.onSleep = () => void owner.tick();
    const follower = await open(disk.folder(), { pid: 3 });
    await owner.put(102);
    flip(disk);
    const damaged = newest(disk);
    // The follower reads the older copy by itself, so none is told to reload without more ado.
    for (const window of [owner, follower]) await assert.rejects(window.rows(all), /if this stays, reload the window/);
    await follower.tick();
    await owner.tick();
    assert.equal(owner.state, 'owner');
    await assert.rejects(owner.rows(all), /reload the window/);
    await owner.close();
    owner = await open(folder, { compactAt: 1e9 });
    for (const window of [owner, follower]) {
      assert.deepEqual([window.problem, await window.rows(all)], [null, whole]);
      assert.ok((await window.ids()).includes(102));
    }
    assert.deepEqual([owner.state, follower.state], ['owner', 'follower']);
    await owner.write('delete from item where id = 102');
    await owner.close();
    assert.equal(folder.openFiles, 0);
    assert.ok(snapshots(disk).includes(damaged));
    await follower.close();
    await checkGenerations(disk, time);
  });

  it('does not fail when only its open file does, as on a share or a disk that came back', async () => {
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

  it('keeps the file open that a snapshot is being made of, while everything is read again', async () => {
    const folder = disk.folder();
    const owner = await open(folder, { compactAt: 1 });
    await settle();
    const opened = disk.names.get(newest(disk))!;
    const create = folder.create.bind(folder);
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    folder.create = (each) => {
      const file = create(each);
      if (!each.endsWith('.tmp')) return file;
      const writeLater = async (bytes: Uint8Array, at: number): Promise<number> => {
        await gate;
        return file.write(bytes, at);
      };
      return { ...file, writeLater };
    };
    await owner.write('update item set value = value where id = 100');
    const other = await open(disk.folder(), { pid: 3 });
    await owner.tick();
    assert.equal(owner.state, 'follower');
    await other.close();
    await owner.takeOver();
    assert.equal(opened.opened, 2, 'by the old engine and the new one');
    go();
    await owner.close();
    assert.deepEqual([opened.opened, folder.openFiles], [0, 0]);
    await checkGenerations(disk, time);
  });

  it('tries as a follower now and then until any of it can be read', async () => {
    const owner = await open(disk.folder());
    time.onSleep = () => void owner.tick();
    let isBroken = false;
    let reads = 0;
    const folder = breaking(disk.folder(), () => {
      reads += Number(isBroken);
      return isBroken;
    });
    const follower = await open(folder, { pid: 3 });
    isBroken = true;
    await assert.rejects(follower.rows(all), failsWith('storageFailed'));
    await follower.tick();
    const before = reads;
    for (let n = 0; n < 5; n += 1) await follower.tick();
    assert.equal(reads, before);
    isBroken = false;
    time.now += 11_000;
    await owner.tick();
    await follower.tick();
    assert.deepEqual([follower.state, await follower.rows(all)], ['follower', whole]);
    await follower.close();
    assert.equal(folder.openFiles, 0);
    await owner.close();
  });

  it('takes over with the first reading that succeeds, as a follower whose owner went while it could read nothing', async () => {
    const owner = await open(disk.folder());
    time.onSleep = () => void owner.tick();
    let isBroken = false;
    const follower = await open(
      breaking(disk.folder(), () => isBroken),
      { pid: 3 },
    );
    await owner.close();
    isBroken = true;
    await assert.rejects(follower.rows(all), failsWith('storageFailed'));
    // It reads in the first second, then every ten.
    await pass(time, follower, 30);
    isBroken = false;
    await pass(time, follower, 1);
    assert.deepEqual([follower.state, await follower.rows(all)], ['owner', whole]);
    await follower.close();
  });

  it('does not open from an older state than a snapshot that cannot be read just now', async () => {
    const gone = Array.from(disk.names.keys()).filter((name) => name.startsWith('journal'));
    for (const name of gone) disk.names.delete(name);
    const last = newest(disk);
    await assert.rejects(open(breaking(disk.folder(), (name) => name === last)), failsWith('storageFailed'));
    const window = await open(disk.folder());
    assert.deepEqual([window.problem, window.state], [null, 'owner']);
    await window.close();
  });

  it('writes nothing after a failed sync, which asks for a new snapshot, until the next opening', async () => {
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
    assert.equal(window.state, 'owner');
    await pass(time, window, 600);
    const journals = Array.from(disk.names.keys()).filter((name) => name.startsWith('journal'));
    await pass(time, window, 600);
    assert.deepEqual(
      Array.from(disk.names.keys()).filter((name) => name.startsWith('journal')),
      journals,
    );
    await window.close();
    assert.equal(folder.openFiles, 0);
    await checkGenerations(disk, time);
  });

  it('applies no transaction twice as a follower that can read only some of the journals', async () => {
    const owner = await open(disk.folder(), { compactAt: 1 });
    time.onSleep = () => void owner.tick();
    const folder = disk.folder();
    const follower = await open(folder, { pid: 3 });
    const names = () => Array.from(disk.names.keys()).filter((name) => name.startsWith('journal'));
    await owner.put(3000, 1);
    await follower.tick();
    const journals = names();
    const add = 'update item set value = value + 1 where id = 3000';
    await owner.write(add);
    while (names().every((name) => journals.includes(name))) {
      time.now += 120_000;
      await owner.write(add);
      await new Promise(setImmediate);
    }
    await owner.write(add);
    const [last] = names().filter((name) => !journals.includes(name));
    const openFile = folder.open.bind(folder);
    let opened = 0;
    folder.open = (name) => {
      // The first time, it is opened for its header.
      opened += Number(name === last);
      if (opened > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return openFile(name);
    };
    await follower.tick();
    folder.open = openFile;
    for (let n = 0; n < 3; n += 1) await follower.tick();
    assert.equal(await follower.dump(), await owner.dump());
    await follower.close();
    assert.equal(folder.openFiles, 0);
  });

  for (const [which, lacks] of [
    ['its journals', /^none$/],
    ['a snapshot alone', /^journal/],
  ] as const)
    it(`keeps what it has when the folder of ${which} is emptied, and goes on once the files are back`, async () => {
      for (const name of Array.from(disk.names.keys())) if (lacks.test(name)) disk.names.delete(name);
      const folder = disk.folder();
      const owner = await open(folder);
      const [ids, files] = [await owner.ids(), new Map(disk.names)];
      disk.names.clear();
      await pass(time, owner, 25);
      assert.deepEqual([owner.state, owner.problem, await owner.ids()], ['follower', 'storageCorrupt', ids]);
      assert.deepEqual(
        Array.from(disk.names.keys()).filter((name) => /\.(db|log)$/.test(name)),
        [],
      );
      await assert.rejects(owner.put(4000), failsWith('storageCorrupt'));
      disk.names = files;
      await pass(time, owner, 25);
      assert.deepEqual([owner.state, owner.problem, await owner.ids()], ['owner', null, ids]);
      await owner.close();
      assert.equal(folder.openFiles, 0);
    });

  it('keeps what it has when an older copy stands in for the files of an emptied folder', async () => {
    const copy = disk.save();
    const owner = await open(disk.folder());
    await owner.put(102);
    const ids = await owner.ids();
    disk.names.clear();
    await pass(time, owner, 25);
    disk.names = Disk.of(copy).names;
    await pass(time, owner, 25);
    assert.deepEqual([owner.state, owner.problem, await owner.ids()], ['follower', 'storageCorrupt', ids]);

    assert.deepEqual(owner.notices.at(-1), {
      type: 'state',
      state: 'follower',
      problem: {
        code: 'storageCorrupt',
        args: {
          file: 'data folder',
          reason: 'it holds an older state than this window, which keeps its own until it is reloaded',
        },
      },
    });

    // What another window makes of that copy lacks what this one has, however long it becomes.
    let other = await open(disk.folder(), { pid: 3 });
    for (const id of [103, 104, 105]) {
      await other.put(id);
      await other.close();
      other = await open(disk.folder(), { pid: 3, compactAt: 1 });
      await pass(time, owner, 5);
    }
    assert.deepEqual([owner.state, owner.problem, await owner.ids()], ['follower', 'storageCorrupt', ids]);
    await owner.close();
    const others = await other.ids();
    await other.close();
    const reloaded = await open(disk.folder());
    assert.deepEqual([reloaded.problem, await reloaded.ids()], [null, others]);
    await reloaded.close();
  });
});
