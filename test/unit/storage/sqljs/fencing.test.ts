import assert from 'node:assert/strict';
import { failsWith } from '../../../support/failsWith';
import { Disk } from '../../../support/storageDisk';
import { settle } from '../../../support/storageGenerations';
import { TestTime, TestWindow } from '../../../support/storageWindow';

describe('A window that takes over and only looks', () => {
  let disk: Disk;
  let time: TestTime;
  const open = (pid: number) => TestWindow.open(disk.folder(), { time, pid });
  const journals = () => Array.from(disk.names.keys()).filter((name) => name.endsWith('.log'));
  const openFollower = async (owner: TestWindow): Promise<TestWindow> => {
    time.onSleep = () => void owner.tick();
    const follower = await open(2);
    time.onSleep = () => {};
    assert.equal(follower.state, 'follower');
    return follower;
  };

  beforeEach(() => {
    disk = new Disk();
    time = new TestTime();
  });

  const ways: Record<string, (owner: TestWindow) => Promise<TestWindow>> = {
    'on request': async (owner) => {
      const follower = await openFollower(owner);
      await follower.takeOver();
      return follower;
    },
    'after five seconds of silence': () => open(2),
    'because the process seems to be gone': () => {
      time.running.delete(1);
      return open(2);
    },
    'after a crash of its worker': () => open(1),
    'after one that failed to': async () => {
      const folder = disk.folder();
      const read = folder.open.bind(folder);
      folder.open = (name) => {
        if (name.endsWith('.db')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return read(name);
      };
      await assert.rejects(TestWindow.open(folder, { time, pid: 3 }), failsWith('storageFailed'));
      return open(2);
    },
  };
  for (const [way, takeOver] of Object.entries(ways))
    for (const last of [0, 1])
      it(`${way} ends what the other still writes, ${last === 0 ? 'its first record' : 'a later one'}, too`, async () => {
        const owner = await open(1);
        for (let id = 1; id <= last; id += 1) await owner.put(id);
        const ids = await owner.ids();
        const newcomer = await takeOver(owner);
        assert.equal(newcomer.state, 'owner');
        await assert.rejects(owner.put(2), failsWith('readOnly'));
        await owner.tick();
        assert.deepEqual([owner.state, await owner.ids()], ['follower', ids]);
        await newcomer.close();
        const next = await open(4);
        assert.deepEqual([next.problem, await next.ids()], [null, ids]);
      });

  it('leaves one journal, however often this happens', async () => {
    let owner = await open(1);
    await owner.put(1);
    let other = await openFollower(owner);
    for (let turn = 0; turn < 100; turn += 1) {
      await other.takeOver();
      await owner.tick();
      [owner, other] = [other, owner];
      assert.ok(journals().length <= 2, journals().join());
    }
    await owner.put(2);
    await other.tick();
    for (const window of [owner, other]) assert.deepEqual([window.problem, await window.ids()], [null, [1, 2]]);
    await owner.close();
    const next = await open(3);
    assert.deepEqual([next.problem, await next.ids()], [null, [1, 2]]);
  });

  it('leaves those that are still open to the next snapshot, where the system keeps open files', async () => {
    disk.keepsOpenFiles = true;
    let owner = await open(1);
    await owner.put(1);
    let other = await openFollower(owner);
    for (let turn = 0; turn < 5; turn += 1) {
      await other.takeOver();
      await owner.tick();
      [owner, other] = [other, owner];
    }
    assert.equal(journals().length, 6);
    await owner.close();
    const next = await TestWindow.open(disk.folder(), { time, pid: 3, compactAt: 1 });
    await next.put(2);
    await settle();
    assert.equal(journals().length, 2, journals().join());
    await next.close();
    const last = await open(4);
    assert.deepEqual([last.problem, await last.ids()], [null, [1, 2]]);
  });

  it('keeps a journal whose bytes after the header are no zeros', async () => {
    const owner = await open(1);
    await owner.close();
    const first = await open(2);
    const [name] = journals();
    const { data } = disk.names.get(name!)!;
    data[data.length - 1] = 7;
    const before = Buffer.from(data);
    await first.close();
    const second = await open(3);
    await second.put(1);
    assert.ok(disk.names.get(name!)?.data.equals(before));
    const next = await open(3);
    assert.deepEqual([next.problem, await next.ids()], [null, [1]]);
  });
});
