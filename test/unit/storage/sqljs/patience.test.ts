import assert from 'node:assert/strict';
import { failsWith } from '../../../support/failsWith';
import { Disk } from '../../../support/storageDisk';
import { TestTime, TestWindow, openBeside, pass } from '../../../support/storageWindow';

describe('The patience of a window with the one that writes', () => {
  let disk: Disk;
  let time: TestTime;
  let owner: TestWindow;
  const open = (pid: number) => TestWindow.open(disk.folder(), { time, pid });
  /** A second window, opened while the first one shows that it is alive. */
  const openSecond = (): Promise<TestWindow> => openBeside(owner, disk.folder(), { time, pid: 2 });

  beforeEach(async () => {
    disk = new Disk();
    time = new TestTime();
    owner = await open(1);
    await owner.put(1);
  });

  it('the second waits six seconds for a live owner, then follows', async () => {
    const start = time.now;
    const follower = await openSecond();
    assert.equal(follower.state, 'follower');
    assert.ok(time.now - start >= 6000 && time.now - start < 7000);
    assert.deepEqual(await follower.ids(), [1]);
    await assert.rejects(follower.put(2), failsWith('readOnly'));
    assert.equal(owner.state, 'owner');
  });

  it('the second takes nothing from a live owner where the machine stood still and it wakes up first', async () => {
    let looks = 0;
    time.onSleep = () => {
      looks += 1;
      if (looks === 5) time.now += 3_600_000;
      else void owner.tick();
    };
    const follower = await open(2);
    assert.deepEqual([follower.state, owner.state], ['follower', 'owner']);
    await owner.put(2);
  });

  it('the second takes over from a silent owner however seldom it comes to look', async () => {
    time.onSleep = () => void (time.now += 3000);
    assert.equal((await open(2)).state, 'owner');
  });

  it('a heartbeat that is being written is no sign that the owner has gone', async () => {
    time.onSleep = () => {
      time.onSleep = () => void owner.tick();
    };
    disk.folder().overwrite('lock.json', '');
    assert.equal((await open(2)).state, 'follower');
    assert.equal(owner.state, 'owner');
  });

  it('a follower takes over by itself when nobody has written for ten seconds', async () => {
    const follower = await openSecond();
    await owner.put(2);
    time.running.delete(1);
    await follower.tick();
    await pass(time, follower, 9);
    assert.equal(follower.state, 'follower');
    await pass(time, follower, 1);
    assert.equal(follower.state, 'owner');
    await follower.put(3);
    assert.deepEqual(await follower.ids(), [1, 2, 3]);
  });

  it('the time in which the machine stood still is none in which nobody has written', async () => {
    const follower = await openSecond();
    // As at a reload: the window that comes back writes again, wherever it was when the machine fell asleep.
    await owner.close();
    await follower.tick();
    time.now += 3_600_000;
    await follower.tick();
    assert.equal(follower.state, 'follower');
    await pass(time, follower, 9);
    assert.equal(follower.state, 'owner');
  });

  it('a follower takes nothing by itself from an owner whose process lives, however long it is silent', async () => {
    const follower = await openSecond();
    await pass(time, follower, 60);
    assert.deepEqual([owner.state, follower.state], ['owner', 'follower']);
    await owner.put(2);
    await follower.tick();
    assert.deepEqual(await follower.ids(), [1, 2]);
  });
});
