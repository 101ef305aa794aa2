import assert from 'node:assert/strict';
import { Disk, type DiskFolder, recordsOf } from '../../../../support/storageDisk';
import { settle, snapshots } from '../../../../support/storageGenerations';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

const journals = (disk: Disk): string[] => Array.from(disk.names.keys()).filter((name) => name.endsWith('.log'));

const ids = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** Notes the names of the files that a folder creates and reads from then on. */
const watched = (folder: DiskFolder): { created: string[]; read: string[] } => {
  const names = { created: [] as string[], read: [] as string[] };
  const create = folder.create.bind(folder);
  const open = folder.open.bind(folder);
  Object.assign(folder, {
    create(name: string) {
      names.created.push(name);
      return create(name);
    },
    open(name: string) {
      names.read.push(name);
      return open(name);
    },
  });
  return names;
};

describe('Writing', () => {
  it('makes room between records: none makes its journal longer', async () => {
    const disk = new Disk();
    const window = await TestWindow.open(disk.folder());
    await window.put(1);
    const [journal] = journals(disk);
    const length = () => disk.names.get(journal!)!.data.length;
    const before = length();
    for (let id = 2; id < 20; id += 1) await window.put(id);
    assert.equal(length(), before, 'there was room');
    await window.put(20, 'x'.repeat(100_000));
    assert.ok(length() > before + 100_000, 'there is room again');
    await window.close();
  });

  it('adds room in no page that holds a record: should its sync fail, that page is as it was', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    const starts: number[] = [];
    folder.create = (name) => {
      const file = create(name);
      const write = (bytes: Uint8Array, position: number): number => {
        if (name.endsWith('.log') && bytes.every((byte) => byte === 0)) starts.push(position);
        return file.write(bytes, position);
      };
      return { ...file, write };
    };
    const window = await TestWindow.open(folder);
    for (const id of ids(9)) await window.put(id, 'x'.repeat(id * 30_001));
    await window.close();
    assert.ok(starts.length > 3);
    assert.deepEqual(
      starts.filter((start) => start % 4096 !== 0),
      [],
    );
    const next = await TestWindow.open(disk.folder());
    assert.deepEqual([next.problem, await next.ids()], [null, ids(9)]);
    await next.close();
  });

  it('takes records on a disk that has no place for more than them', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    let refused = 0;
    Object.assign(folder, {
      create(name: string) {
        const file = create(name);
        const write = file.write.bind(file);
        file.write = (bytes, position) => {
          if (!name.endsWith('.log') || bytes.length < 100_000) return write(bytes, position);
          refused += 1;
          throw Object.assign(new Error('ENOSPC: made by the test'), { code: 'ENOSPC' });
        };
        return file;
      },
    });
    const window = await TestWindow.open(folder);
    for (const id of ids(9)) await window.put(id);
    assert.equal(refused, 1, 'it is not tried again');
    assert.equal(journals(disk).length, 2);
    await window.close();
    const next = await TestWindow.open(disk.folder());
    assert.deepEqual(await next.ids(), ids(9));
    await next.close();
  });

  it('creates no file for the first record after a snapshot', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const window = await TestWindow.open(folder, { compactAt: 900 });
    for (const id of ids(3)) await window.put(id);
    await window.put(4, 'x'.repeat(1000));
    while (!Array.from(disk.names.keys()).some((name) => /^snapshot-4-.*db$/.test(name)))
      await new Promise(setImmediate);
    const { created } = watched(folder);
    await window.put(5);
    assert.deepEqual(created, []);
    await window.close();
    const next = await TestWindow.open(disk.folder());
    assert.deepEqual([next.problem, await next.ids()], [null, ids(5)]);
    await next.close();
  });

  it('makes no snapshot at opening of what the last one holds', async () => {
    const disk = new Disk();
    const time = new TestTime();
    /** Opens a window and returns it with the names of the snapshots that it then makes when idle. */
    const openIdle = async () => {
      const folder = disk.folder();
      const window = await TestWindow.open(folder, { time });
      const { created } = watched(folder);
      await window.tick();
      await settle();
      return { window, made: created.filter((name) => name.endsWith('.tmp')).length };
    };
    const first = await TestWindow.open(disk.folder(), { time });
    await first.put(1, 'x'.repeat(300_000));
    // As if its process had ended: the journal holds what no snapshot does.
    const crashed = await openIdle();
    assert.equal(crashed.made, 1);
    await crashed.window.put(2, 'x'.repeat(300_000));
    await crashed.window.close();
    assert.equal(snapshots(disk).length, 2, 'one is made at closing');
    for (let id = 3; id < 20; id += 1) {
      const { window, made } = await openIdle();
      assert.equal(made, 0, `before ${id}`);
      await window.put(id);
      await window.close();
    }
    const many = await openIdle();
    assert.equal(many.made, 1, 'there are many journals to replay');
    await many.window.close();
    assert.equal((await openIdle()).made, 0);
  });

  it('goes on for as long as it likes and still shows that the window is alive', async () => {
    const disk = new Disk();
    const time = new TestTime();
    const window = await TestWindow.open(disk.folder(), { time });
    const beat = () => (JSON.parse(String(disk.names.get('lock.json')!.data)) as { beat: number }).beat;
    for (const id of ids(5)) {
      time.now += 1100;
      await window.put(id);
      assert.equal(beat(), time.now);
    }
    await window.close();
  });

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
        const fail = (): never => {
          isDue = false;
          throw Object.assign(new Error('EMFILE: made by the test'), { code: 'EMFILE' });
        };
        folder.list = () => (isDue && record > 0 && failing === 'list' ? fail() : list());
        folder.create = (name) => {
          const file = create(name);
          const sync = (): void => (isDue && failing === 'sync' ? fail() : file.sync());
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
        if (isFull && refused.test(name)) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return create(name);
      };
      const time = new TestTime();
      const window = await TestWindow.open(folder, { time });
      assert.deepEqual([window.state, window.problem], ['follower', 'storageFull']);
      const wait = async (seconds: number): Promise<void> => {
        for (let second = 0; second < seconds; second += 1) {
          time.now += 1000;
          await window.tick();
        }
      };
      await wait(300);
      assert.deepEqual([window.state, window.problem], ['follower', 'storageFull']);
      const claims = Array.from(disk.names.keys()).filter((name) => name.startsWith('owner'));
      assert.ok(claims.length <= 1, claims.join());
      isFull = false;
      await wait(61);
      assert.deepEqual([window.state, window.problem], ['owner', null]);
      assert.deepEqual(window.notices.at(-1), { type: 'state', state: 'owner', problem: null });
      await window.put(1);
      await window.close();
    });

  it('is followed by a window that looks while two records are written', async () => {
    const disk = new Disk();
    const time = new TestTime();
    const owner = await TestWindow.open(disk.folder(), { time });
    await owner.put(1);
    const folder = disk.folder();
    time.onSleep = () => void owner.tick();
    const follower = await TestWindow.open(folder, { time, pid: 2 });
    const [journal] = journals(disk);
    const start = recordsOf(disk.names.get(journal!)!.data).length;
    await owner.put(2);
    const end = recordsOf(disk.names.get(journal!)!.data).length;
    await owner.put(3);
    const openFile = folder.open.bind(folder);
    let isFirst = true;
    folder.open = (name) => {
      const file = openFile(name);
      const read = (into: Uint8Array, position: number): number => {
        const length = file.read(into, position);
        // The first look finds the place of the first record as it was.
        if (name === journal && position === start && isFirst) {
          isFirst = false;
          into.fill(0, 0, end - start);
        }
        return length;
      };
      return { ...file, read };
    };
    await follower.tick();
    assert.equal(isFirst, false);
    assert.deepEqual(await follower.ids(), ids(3));
    assert.deepEqual(
      follower.notices.flatMap((notice) => (notice.type === 'changes' ? notice.changes.map(({ id }) => id) : []))
        .length,
      2,
    );
    await follower.close();
    await owner.close();
  });
});
