import assert from 'node:assert/strict';
import { Disk, fail, recordsOf, watched } from '../../../../support/storageDisk';
import { settle, snapshots } from '../../../../support/storageGenerations';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

const journals = (disk: Disk): string[] => Array.from(disk.names.keys()).filter((name) => name.endsWith('.log'));

const ids = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

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

  it('takes records on a full disk in the room that is left, also in what its last bytes made', async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    let free = Infinity;
    folder.create = (name) => {
      if (free < Infinity) fail('ENOSPC');
      const file = create(name);
      let length = 0;
      const write = (bytes: Uint8Array, position: number): number => {
        const taken = Math.min(bytes.length, length + free - position);
        if (taken <= 0) fail('ENOSPC');
        free -= Math.max(0, position + taken - length);
        length = Math.max(length, position + taken);
        return file.write(bytes.subarray(0, taken), position);
      };
      return { ...file, write };
    };
    const window = await TestWindow.open(folder);
    await window.put(1);
    free = 60_000;
    // These leave less room than is wanted.
    await window.put(2, 'x'.repeat(110_000));
    assert.equal(free, 0);
    await window.put(3, 'x'.repeat(60_000));
    await assert.rejects(window.put(4, 'x'.repeat(60_000)), { code: 'storageFull' });
    assert.equal(journals(disk).length, 1);
    await window.close();
    const next = await TestWindow.open(disk.folder());
    assert.deepEqual([next.problem, await next.ids()], [null, ids(3)]);
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
