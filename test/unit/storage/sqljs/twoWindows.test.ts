import assert from 'node:assert/strict';
import { failsWith } from '../../../support/failsWith';
import { Disk, fail, recordsOf } from '../../../support/storageDisk';
import { TestTime, TestWindow, openBeside, pass } from '../../../support/storageWindow';

describe('Two windows on one folder', () => {
  let disk: Disk;
  let time: TestTime;
  let owner: TestWindow;
  const open = (pid: number, compactAt?: number) =>
    TestWindow.open(disk.folder(), { time, pid, ...(compactAt !== undefined && { compactAt }) });
  /** A second window, opened while the first one shows that it is alive. */
  const openSecond = (pid = 2): Promise<TestWindow> => openBeside(owner, disk.folder(), { time, pid });
  const tickLater = (window: TestWindow): Promise<void> => pass(time, window, 1);
  const names = (pattern: RegExp) => Array.from(disk.names.keys()).filter((name) => pattern.test(name));

  beforeEach(async () => {
    disk = new Disk();
    time = new TestTime();
    owner = await open(1);
    await owner.put(1);
  });

  it('a follower sees what the owner writes, and is told of it', async () => {
    const follower = await openSecond();
    await owner.put(2);
    await owner.put(3, 'three');
    assert.deepEqual(await follower.ids(), [1]);
    await follower.tick();
    assert.equal(await follower.dump(), await owner.dump());
    const change = {
      entity: 'project',
      id: 'insert into item (id, value) values (?, ?)',
      parentId: null,
      change: 'created',
    };
    assert.deepEqual(follower.notices, [{ type: 'changes', changes: [change, change] }]);
    await follower.tick();
    assert.equal(follower.notices.length, 1);
  });

  it('a follower stays with an owner that compacts, however far behind it falls', async () => {
    await owner.close();
    owner = await open(1, 200);
    const follower = await openSecond();
    for (let id = 2; id < 40; id += 1) {
      await owner.put(id);
      for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
      if (id % 7 === 0) {
        await follower.tick();
        assert.equal(await follower.dump(), await owner.dump());
      }
    }
    await follower.tick();
    assert.equal(await follower.dump(), await owner.dump());
    assert.equal(follower.problem, null);
    assert.ok(follower.notices.some((notice) => notice.type === 'changes' && notice.changes[0]?.entity === 'storage'));
    assert.equal(names(/\.db$/).length, 2);
  });

  it('the next window need not wait when the owner has closed or its process is gone', async () => {
    const start = time.now;
    await owner.close();
    owner = await open(2);
    assert.equal(owner.state, 'owner');
    time.running.delete(2);
    assert.equal((await open(3)).state, 'owner');
    assert.equal(time.now, start);
  });

  it('the same window opens again at once after a crash of its worker', async () => {
    const start = time.now;
    assert.equal((await open(1)).state, 'owner');
    assert.equal(time.now, start);
  });

  it('taking over makes the owner a follower, and loses nothing', async () => {
    const follower = await openSecond();
    await owner.put(2);
    await follower.takeOver();
    assert.equal(follower.state, 'owner');
    assert.deepEqual(await follower.ids(), [1, 2]);
    await follower.put(3);
    await assert.rejects(owner.put(4), failsWith('readOnly'));
    assert.equal(owner.state, 'follower');
    assert.deepEqual(owner.notices.at(-1), { type: 'state', state: 'follower', problem: null });
    await owner.tick();
    assert.deepEqual(await owner.ids(), [1, 2, 3]);
    await owner.takeOver();
    await owner.put(5);
    await follower.tick();
    assert.equal(follower.state, 'follower');
    await follower.tick();
    assert.deepEqual(await follower.ids(), [1, 2, 3, 5]);
    await follower.takeOver();
    await follower.takeOver();
    assert.equal(follower.state, 'owner');
  });

  it('a disk that refuses a take-over is no reason not to offer it again, as another window still writes', async () => {
    const folder = disk.folder();
    time.onSleep = () => void owner.tick();
    const follower = await TestWindow.open(folder, { time, pid: 2 });
    const create = folder.create.bind(folder);
    folder.create = () => fail('ENOSPC');
    await assert.rejects(follower.takeOver(), failsWith('storageFull'));
    for (let beat = 0; beat < 2; beat += 1) {
      await tickLater(owner);
      await follower.tick();
    }
    assert.deepEqual([follower.state, follower.problem, owner.state], ['follower', null, 'owner']);
    assert.deepEqual(follower.notices.at(-1), { type: 'state', state: 'follower', problem: null });
    folder.create = create;
    await follower.takeOver();
    await follower.put(2);
    assert.deepEqual(await follower.ids(), [1, 2]);
  });

  it('an idle owner notices by itself that it was fenced', async () => {
    const follower = await openSecond();
    await follower.takeOver();
    await owner.tick();
    assert.equal(owner.state, 'follower');
  });

  it('an owner that was frozen writes nothing after it wakes', async () => {
    const second = await open(2);
    assert.equal(second.state, 'owner', 'five seconds of silence are enough');
    await second.put(2);
    const before = disk.save();
    await assert.rejects(owner.put(3), failsWith('readOnly'));
    await owner.tick();
    assert.deepEqual(await owner.ids(), [1, 2]);
    await owner.close();
    for (const [name, data] of before)
      if (name.startsWith('snapshot') || name.endsWith('-2.log'))
        assert.ok(disk.names.get(name)?.data.equals(data), name);
    const third = await open(3);
    assert.deepEqual(await third.ids(), [1, 2]);
  });

  it('a fenced owner is not fooled when the claims before the newest are removed', async () => {
    const second = await open(2, 1);
    await second.put(2);
    await second.close();
    const third = await open(3, 1);
    await third.put(3);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    assert.deepEqual(names(/^owner/), ['owner-3']);
    await assert.rejects(owner.put(4), failsWith('readOnly'));
    await owner.tick();
    assert.deepEqual(await owner.ids(), [1, 2, 3]);
  });

  it('a follower that cannot read what it claims tries again at times only', async () => {
    const folder = disk.folder();
    time.onSleep = () => void owner.tick();
    const follower = await TestWindow.open(folder, { time, pid: 2 });
    time.running.delete(1);
    const openFile = folder.open.bind(folder);
    folder.open = (name) => {
      const file = openFile(name);
      const read = (into: Uint8Array, position: number): number => {
        // The schema can be read: it is among the first 100 bytes.
        if (name.endsWith('.db') && into.length > 100) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return file.read(into, position);
      };
      return { ...file, read };
    };
    for (let seconds = 0; seconds < 35; seconds += 1) await tickLater(follower);
    assert.equal(follower.state, 'follower');
    assert.ok(names(/^owner/).length <= 5, names(/^owner/).join());
    folder.open = openFile;
    for (let seconds = 0; seconds < 10; seconds += 1) await tickLater(follower);
    assert.equal(follower.state, 'owner');
  });

  it('what a window has in memory stays where the disk turns out to be damaged at taking over', async () => {
    const follower = await openSecond();
    for (const id of [2, 3]) await owner.put(id);
    await follower.tick();
    const damage = (pattern: RegExp): void => {
      for (const name of names(pattern)) disk.names.get(name)!.data.fill(7, 200, 220);
    };
    damage(/^journal/);
    await assert.rejects(follower.takeOver(), failsWith('storageCorrupt'));
    assert.deepEqual(await follower.ids(), [1, 2, 3]);
    damage(/\.db$/);
    const third = await TestWindow.open(disk.folder(), { time, pid: 2 }).catch(() => null);
    assert.equal(third, null, 'nothing on the disk is whole');
    await owner.tick();
    await assert.rejects(owner.takeOver(), failsWith('storageCorrupt'));
    assert.deepEqual([owner.problem, owner.state], ['storageCorrupt', 'follower']);
    assert.deepEqual(await owner.ids(), [1, 2, 3]);
    await assert.rejects(owner.put(4), failsWith('storageCorrupt'));
  });

  it('a follower that met damage reads again when the owner has written a snapshot', async () => {
    await owner.close();
    owner = await open(1, 2000);
    const follower = await openSecond();
    for (const id of [2, 3, 4]) await owner.put(id);
    const journal = names(/^journal/).at(-1)!;
    const { data } = disk.names.get(journal)!;
    data[recordsOf(data).length >> 1]! ^= 1;
    await follower.tick();
    assert.equal(follower.problem, 'storageCorrupt');
    await owner.put(5, 'x'.repeat(3000));
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    await follower.tick();
    assert.deepEqual(await follower.ids(), [1, 2, 3, 4, 5]);
    await owner.put(6);
    await follower.tick();
    assert.deepEqual([follower.problem, await follower.ids()], [null, [1, 2, 3, 4, 5, 6]]);
  });

  it('a reading transaction of a follower is not disturbed', async () => {
    const follower = await openSecond();
    const reading = follower.transaction([['select id from item', []]]);
    await owner.put(2);
    await Promise.all([reading, follower.tick()]);
    await follower.tick();
    assert.deepEqual(await follower.ids(), [1, 2]);
  });

  it('of many windows that open at once, one writes', async () => {
    await owner.close();
    const windows = await Promise.all(Array.from({ length: 6 }, (_, index) => open(10 + index)));
    await Promise.all(windows.map((window) => window.tick()));
    const writers = windows.filter(({ state }) => state === 'owner');
    assert.equal(writers.length, 1);
    await writers[0]!.put(7);
    for (const window of windows) {
      await window.tick();
      assert.deepEqual(await window.ids(), [1, 7]);
    }
  });
});
