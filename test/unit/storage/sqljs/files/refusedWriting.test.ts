import assert from 'node:assert/strict';
import { Disk, fail, watched } from '../../../../support/storageDisk';
import { TestTime, TestWindow, pass } from '../../../../support/storageWindow';

const ids = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('Writing', () => {
  for (const [end, last] of [
    ['a window that closes', async (window: TestWindow) => window.close()],
    ['one that ends without closing a moment later', async (window: TestWindow) => window.tick()],
  ] as const)
    for (const failing of ['list', 'sync'] as const)
      it(`that failed does not come back after ${end} (${failing})`, async () => {
        const disk = new Disk();
        const folder = disk.folder();
        const [create, list] = [folder.create.bind(folder), folder.list.bind(folder)];
        let isDue = false;
        let record = 0;
        const failOnce = (): never => {
          isDue = false;
          return fail('EMFILE');
        };
        folder.list = () => (isDue && record > 0 && failing === 'list' ? failOnce() : list());
        folder.create = (name) => {
          const file = create(name);
          const sync = (): void => (isDue && failing === 'sync' ? failOnce() : file.sync());
          const write = (bytes: Uint8Array, position: number): number => {
            record += Number(isDue);
            return file.write(bytes, position);
          };
          return { ...file, write, sync };
        };
        const time = new TestTime();
        const window = await TestWindow.open(folder, { time });
        await window.put(1);
        time.onSleep = () => disk.folder().overwrite('lock.json', `${time.now}`);
        const follower = await TestWindow.open(disk.folder(), { time, pid: 2 });
        isDue = true;
        await assert.rejects(window.put(2), { code: 'storageFailed' });
        assert.equal(record, 1, 'it was written');
        await follower.tick();
        assert.deepEqual(await follower.ids(), ids(2), 'a follower cannot tell yet');
        await last(window);
        await follower.tick();
        assert.deepEqual([follower.state, await follower.ids()], ['follower', [1]]);
        time.running.clear();
        time.onSleep = () => {};
        const next = await TestWindow.open(disk.folder(), { time, pid: 3 });
        assert.deepEqual([next.problem, await next.ids()], [null, [1]]);
        await next.put(3);
        assert.deepEqual(await next.ids(), [1, 3]);
      });

  it('that a read-only disk refuses reads no records again', async () => {
    const disk = new Disk();
    const first = await TestWindow.open(disk.folder());
    await first.put(1);
    await first.close();
    const folder = disk.folder({ at: 1, kind: 'EROFS', forEver: true });
    const time = new TestTime();
    // Only what changes the disk fails.
    const reading = disk.folder();
    const readOnly = Object.assign(folder, {
      list: () => reading.list(),
      exists: (name: string) => reading.exists(name),
      open: (name: string) => reading.open(name),
    });
    const window = await TestWindow.open(readOnly, { time });
    assert.deepEqual([window.state, window.problem], ['follower', 'storageFailed']);
    const { read } = watched(readOnly);
    const tries = [2, 3];
    for (const id of tries) {
      time.now += 1100;
      await assert.rejects(window.put(id), { code: 'storageFailed' });
    }
    const journalsRead = read.filter((name) => name.endsWith('.log'));
    assert.equal(journalsRead.length, tries.length, 'each time only the header, which tells the schema');
    assert.deepEqual(await window.ids(), [1]);
    await window.close();
  });

  for (const refused of [/^owner/, /tmp$/])
    it(`is taken up by itself after a disk that was full at the start (${refused.source})`, async () => {
      const disk = new Disk();
      const folder = disk.folder();
      const create = folder.create.bind(folder);
      let isFull = true;
      folder.create = (name) => {
        if (isFull && refused.test(name)) fail('ENOSPC');
        return create(name);
      };
      const time = new TestTime();
      const window = await TestWindow.open(folder, { time });
      assert.deepEqual([window.state, window.problem], ['follower', 'storageFull']);
      await pass(time, window, 300);
      assert.deepEqual([window.state, window.problem], ['follower', 'storageFull']);
      const claims = Array.from(disk.names.keys()).filter((name) => name.startsWith('owner'));
      assert.ok(claims.length <= 1, claims.join());
      isFull = false;
      await pass(time, window, 61);
      assert.deepEqual([window.state, window.problem], ['owner', null]);
      const told = window.notices.filter(({ type }) => type === 'state').at(-1);
      assert.deepEqual(told, { type: 'state', state: 'owner', problem: null });
      await window.put(1);
      await window.close();
    });

  it('tells why it cannot be taken up each time the reason changes', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    let code = 'EROFS';
    folder.create = () => fail(code);
    const time = new TestTime();
    const window = await TestWindow.open(folder, { time });
    await pass(time, window, 300);
    assert.equal(window.notices.length, 0);
    code = 'EACCES';
    await pass(time, window, 300);
    const told = window.notices.map((notice) => notice.type === 'state' && notice.problem?.args['reason']);
    assert.deepEqual(told, ['Error: EACCES: made by the test']);
    await window.close();
  });

  it('is taken up by itself although the machine that wrote last left without a word', async () => {
    const disk = new Disk();
    const time = new TestTime();
    const gone = await TestWindow.open(disk.folder(), { time, pid: 2 });
    await gone.put(1);
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    folder.create = () => fail('ENOSPC');
    const window = await TestWindow.open(folder, { time });
    await pass(time, window, 30);
    assert.deepEqual([window.state, window.problem], ['follower', 'storageFull']);
    folder.create = create;
    await pass(time, window, 61);
    assert.deepEqual([window.state, window.problem, await window.ids()], ['owner', null, [1]]);
    await window.close();
  });

  /** A window with one record, whose next one's sync has failed; `refuse` is then asked before each file is created. */
  const openUnsure = async (refuse: (name: string, time: TestTime) => void) => {
    const disk = new Disk();
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    let [fails, isRefusing] = [false, false];
    folder.create = (name) => {
      if (isRefusing) refuse(name, time);
      const file = create(name);
      return { ...file, sync: () => (fails ? fail('EIO') : file.sync()) };
    };
    const time = new TestTime();
    const window = await TestWindow.open(folder, { time });
    await window.put(1);
    fails = true;
    await assert.rejects(window.put(2), { code: 'storageFailed' });
    fails = false;
    isRefusing = true;
    const heal = (): void => void (isRefusing = false);
    const journals = () => Array.from(disk.names.keys()).filter((name) => name.endsWith('.log'));
    return { disk, time, window, heal, journals };
  };

  it('that waits for a snapshot which does not fit leaves no files behind and tries it once a minute', async () => {
    let tries = 0;
    const { disk, time, window, heal, journals } = await openUnsure((name) => {
      if (!name.endsWith('.tmp')) return;
      tries += 1;
      fail('ENOSPC');
    });
    for (let second = 0; second < 59; second += 1) {
      await assert.rejects(window.put(3), { code: 'storageFull' });
      await pass(time, window, 1);
    }
    assert.deepEqual([tries, journals().length], [1, 2]);
    await pass(time, window, 600);
    assert.deepEqual([tries, journals().length], [11, 2]);
    heal();
    await pass(time, window, 60);
    await window.put(3);
    await window.close();
    const next = await TestWindow.open(disk.folder(), { time, pid: 3 });
    assert.deepEqual([next.problem, await next.ids()], [null, [1, 3]]);
  });

  it('is taken up again although an unfinished snapshot could not be removed', async () => {
    const { disk, time, window, heal } = await openUnsure((name) => {
      if (!name.endsWith('.tmp')) return;
      disk.folder().create(name).close();
      fail('EIO');
    });
    await assert.rejects(window.put(3), { code: 'storageFailed' });
    heal();
    await pass(time, window, 60);
    await window.put(3);
    assert.deepEqual([window.problem, await window.ids()], [null, [1, 3]]);
  });

  it('rests after a try that takes long, too', async () => {
    let tries = 0;
    const { window } = await openUnsure((name, passing) => {
      if (!name.endsWith('.tmp')) return;
      tries += 1;
      passing.now += 70_000;
      fail('ENOSPC');
    });
    for (let n = 0; n < 3; n += 1) await assert.rejects(window.put(3), { code: 'storageFull' });
    await window.tick();
    assert.equal(tries, 1);
  });

  it('on a disk that takes bytes and syncs none leaves no journals behind', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    let fails = false;
    folder.create = (name) => {
      const file = create(name);
      return { ...file, sync: () => (fails ? fail('EDQUOT') : file.sync()) };
    };
    const time = new TestTime();
    const window = await TestWindow.open(folder, { time });
    await window.put(1);
    const before = disk.names.size;
    fails = true;
    for (let n = 0; n < 20; n += 1) {
      await assert.rejects(window.put(2), { code: 'storageFull' });
      time.now += 1100;
    }
    assert.ok(disk.names.size <= before + 1, Array.from(disk.names.keys()).join());
    fails = false;
    await window.put(3);
    assert.deepEqual(await window.ids(), [1, 3]);
    await window.close();
  });
});
