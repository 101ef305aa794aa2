import assert from 'node:assert/strict';
import { encodeFrame, scanFrames } from '../../../../../src/storage/sqljs/files/journalCodec';
import { failsWith } from '../../../../support/failsWith';
import { Disk, recordsOf } from '../../../../support/storageDisk';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

type Files = ReadonlyMap<string, Buffer>;

const openFiles = async (files: Files, pid = 2) => {
  const disk = Disk.of(files);
  const window = await TestWindow.open(disk.folder(), { time: new TestTime(), pid });
  return { disk, window };
};

const isHeaderAlone = (data: Buffer): boolean => scanFrames(data).frames.length === 1 && recordsOf(data).equals(data);

/** Opens the files and returns what is found; no existing file may have changed, only a journal without records may be gone. */
const read = async (files: Files) => {
  const { disk, window } = await openFiles(files);
  const found = { ids: await window.ids(), problem: window.problem, state: window.state };
  const after = disk.save();
  for (const [name, data] of files) {
    if (name === 'lock.json' || name.startsWith('owner-')) continue;
    const isSame = after.get(name)?.equals(data) ?? (name.endsWith('.log') && isHeaderAlone(data));
    assert.ok(isSame, `${name} was touched`);
  }
  await window.close();
  return found;
};

const change = (files: Files, name: string, by: (data: Buffer) => Buffer): Files => {
  const data = files.get(name);
  assert.ok(data !== undefined, name);
  return new Map([...files, [name, by(Buffer.from(data))]]);
};

const flip = (at: number) => (data: Buffer) => {
  data[at]! ^= 0x10;
  return data;
};

const last = (files: Files, pattern: RegExp): string => {
  const names = Array.from(files.keys()).filter((name) => pattern.test(name));
  return names.sort((a, b) => Number(a.split('-')[1]) - Number(b.split('-')[1])).at(-1)!;
};

/** The files of a disk, journals without the zeros ahead of their records. */
const filesOf = (disk: Disk): Files =>
  new Map(Array.from(disk.save(), ([name, data]) => [name, name.startsWith('journal') ? recordsOf(data) : data]));

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('Damaged files', () => {
  /** Four rows in the journal of one window. */
  let oneJournal: Files;
  /** Rows 1 to 9: two snapshots and several journals, the last of which holds 8 and 9. */
  let generations: Files;

  before(async () => {
    const first = await openFiles(new Map());
    for (const id of numbers(4)) await first.window.put(id);
    oneJournal = filesOf(first.disk);

    const disk = new Disk();
    const time = new TestTime();
    const window = await TestWindow.open(disk.folder(), { time, compactAt: 300 });
    for (const id of numbers(7)) {
      await window.put(id);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    await window.close();
    const second = await TestWindow.open(disk.folder(), { time, pid: 2 });
    for (const id of [8, 9]) await second.put(id);
    generations = filesOf(disk);
    assert.equal(Array.from(generations.keys()).filter((name) => name.endsWith('.db')).length, 2);
  });

  it('a journal cut at any byte gives every record that is whole', async () => {
    const name = last(oneJournal, /^journal/);
    const { frames } = scanFrames(oneJournal.get(name)!);
    for (let length = 0; length < oneJournal.get(name)!.length; length += 1) {
      const whole = frames.slice(1).filter(({ end }) => end <= length).length;
      const found = await read(change(oneJournal, name, (data) => data.subarray(0, length)));
      assert.deepEqual(found, { ids: numbers(whole), problem: null, state: 'owner' }, `cut at ${length}`);
    }
  });

  it('a journal flipped at any byte is told, unless it may have been torn', async () => {
    const name = last(oneJournal, /^journal/);
    const data = oneJournal.get(name)!;
    const { frames } = scanFrames(data);
    const beforeLast = frames.at(-2)!.end;
    for (let at = 0; at < data.length; at += 1) {
      const found = await read(change(oneJournal, name, flip(at)));
      const whole = frames.slice(1).filter(({ end }) => end <= at).length;
      const expected =
        at >= beforeLast
          ? { ids: numbers(3), problem: null, state: 'owner' }
          : { ids: numbers(whole), problem: 'storageCorrupt', state: 'follower' };
      assert.deepEqual(found, expected, `flipped at ${at}`);
    }
  });

  it('zeros after the last record hold nothing, whichever of them is flipped', async () => {
    const name = last(oneJournal, /^journal/);
    const room = (at: number) => (data: Buffer) => Buffer.concat([data, flip(at)(Buffer.alloc(5000))]);
    for (let at = 0; at < 5000; at += 97) {
      const found = await read(change(oneJournal, name, room(at)));
      assert.deepEqual(found, { ids: numbers(4), problem: null, state: 'owner' }, `${at}`);
    }
  });

  it('a record that is doubled, missing or in the wrong place is told', async () => {
    const name = last(oneJournal, /^journal/);
    const data = oneJournal.get(name)!;
    const starts = [0, ...scanFrames(data).frames.map(({ end }) => end)];
    const frame = (index: number): Buffer => data.subarray(starts[index], starts[index + 1]);
    const order = (...indexes: number[]) => change(oneJournal, name, () => Buffer.concat(indexes.map(frame)));
    const told = (count: number) => ({ ids: numbers(count), problem: 'storageCorrupt', state: 'follower' });
    assert.deepEqual(await read(order(0, 1, 2, 2, 3)), told(2));
    assert.deepEqual(await read(order(0, 2, 1, 3)), told(0));
    assert.deepEqual(await read(order(0, 1, 3, 4)), told(1));
    assert.deepEqual(await read(order(1, 2, 3)), told(0));
    assert.deepEqual(await read(order(0, 1, 2, 3)), { ids: numbers(3), problem: null, state: 'owner' });
  });

  it('a statement that does not do what it did is told, what stands before is shown', async () => {
    const name = last(oneJournal, /^journal/);
    const add = (statements: unknown) => (data: Buffer) =>
      Buffer.concat([data, encodeFrame({ seq: 5, statements, changes: [] })]);
    const told = { ids: numbers(4), problem: 'storageCorrupt', state: 'follower' };
    const update = 'update item set value = ? where id = ?';
    assert.deepEqual(await read(change(oneJournal, name, add([[update, [0, 1], 2]]))), told);
    assert.deepEqual(await read(change(oneJournal, name, add([['insert into nowhere values (?)', [1], 1]]))), told);
    assert.equal((await read(change(oneJournal, name, add([[update, [0, 1], 1]])))).problem, null);
  });

  it('the older generation stands in for a newest snapshot that is damaged anywhere', async () => {
    const name = last(generations, /\.db$/);
    const { length } = generations.get(name)!;
    const whole = { ids: numbers(9), problem: null, state: 'owner' };
    for (let at = 0; at < length; at += 97)
      assert.deepEqual(await read(change(generations, name, flip(at))), whole, `${at}`);
    for (let at = 0; at < length; at += 509)
      assert.deepEqual(await read(change(generations, name, (data) => data.subarray(0, at))), whole, `cut at ${at}`);
    const gone = new Map(generations);
    gone.delete(name);
    assert.deepEqual(await read(gone), whole);
  });

  it('a generation that is needed and damaged is told, whatever byte it is', async () => {
    const newest = last(generations, /\.db$/);
    const older = new Map(generations);
    older.delete(newest);
    const head = last(generations, /^journal/);
    for (const name of generations.keys()) {
      if (!name.startsWith('journal') || name === head) continue;
      const data = generations.get(name)!;
      for (let at = 0; at < data.length; at += 3) {
        const found = await read(change(older, name, flip(at)));
        const isPrefix = found.ids.every((id, index) => id === index + 1);
        assert.ok(isPrefix, `${name} flipped at ${at}: ${found.ids.join()}`);
        // A journal from before the older snapshot is not read; damage to any other is noticed.
        assert.ok(found.problem === 'storageCorrupt' || found.ids.length === 9, `${name} flipped at ${at}`);
      }
    }
    const missing = new Map(older);
    missing.delete(last(new Map(Array.from(older).filter(([name]) => name !== head)), /^journal/));
    assert.equal((await read(missing)).problem, 'storageCorrupt');
  });

  it('makes no empty database where files are, when none of them can be read', async () => {
    let files = generations;
    for (const name of generations.keys()) if (name.endsWith('.db')) files = change(files, name, flip(500));
    await assert.rejects(openFiles(files), failsWith('storageCorrupt'));
    const journalsOnly = new Map(Array.from(generations).filter(([name]) => !name.endsWith('.db')));
    await assert.rejects(openFiles(journalsOnly), failsWith('storageCorrupt'));
  });

  it('refuses writes and taking over while data is damaged', async () => {
    const name = last(oneJournal, /^journal/);
    const { window } = await openFiles(change(oneJournal, name, flip(40)));
    assert.equal(window.problem, 'storageCorrupt');
    await assert.rejects(window.put(100), failsWith('storageCorrupt'));
    await assert.rejects(window.takeOver(), failsWith('storageCorrupt'));
    await window.tick();
    assert.equal(window.state, 'follower');
    await window.close();
  });

  it('keeps a damaged snapshot out of the count of generations', async () => {
    const name = last(generations, /\.db$/);
    const disk = Disk.of(change(generations, name, flip(100)));
    const time = new TestTime();
    const window = await TestWindow.open(disk.folder(), { time, compactAt: 1, pid: 2 });
    await window.put(10);
    await window.close();
    const whole = Array.from(disk.save().keys()).filter((each) => each.endsWith('.db') && each !== name);
    assert.equal(whole.length, 2, 'the new one and the last that is whole');
  });

  /** A window that takes a snapshot at each transaction, on a disk that a test can make fail. */
  const openCompacting = async () => {
    const disk = new Disk();
    const folder = disk.folder();
    const time = new TestTime();
    const window = await TestWindow.open(folder, { time, compactAt: 1 });
    const put = async (id: number): Promise<void> => {
      await window.put(id);
      for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
      time.now += 120_000;
    };
    const files = (pattern: RegExp) => Array.from(disk.names.keys()).filter((name) => pattern.test(name));
    return { disk, folder, put, files };
  };

  it('a snapshot that does not read as it was written does not count as a generation', async () => {
    const { disk, folder, put, files } = await openCompacting();
    for (const id of [1, 2]) await put(id);
    const rename = folder.rename.bind(folder);
    folder.rename = (from, to) => {
      rename(from, to);
      disk.names.get(to)!.data[500]! ^= 1;
    };
    const generations = () => files(/\.db$/).map((name) => name.split('-')[1]);
    await put(3);
    folder.rename = rename;
    assert.deepEqual(generations(), ['1', '2']);
    const open = folder.open.bind(folder);
    folder.open = (name) => {
      if (name.startsWith('snapshot-4-')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return open(name);
    };
    await put(4);
    folder.open = open;
    assert.deepEqual(generations(), ['1', '2'], 'one that cannot be read neither');
    await put(5);
    assert.deepEqual(generations(), ['2', '5']);
  });

  it('a snapshot that cannot get its name leaves nothing behind', async () => {
    const { folder, put, files } = await openCompacting();
    await put(1);
    const rename = folder.rename.bind(folder);
    const refuse = (): never => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    folder.rename = refuse;
    const before = files(/^snapshot/);
    await put(2);
    assert.deepEqual(files(/^snapshot/), before);
    const empty = new Disk();
    const window = await TestWindow.open(Object.assign(empty.folder(), { rename: refuse }));
    assert.equal(window.problem, 'storageFailed');
    assert.ok(Array.from(empty.names.keys()).every((name) => !name.startsWith('snapshot')));
    folder.rename = rename;
    await put(3);
    assert.equal(files(/^snapshot-3/).length, 1);
  });

  it('a file that cannot be removed keeps no other, nor a snapshot from being written', async () => {
    const { disk, folder, put, files } = await openCompacting();
    await put(1);
    for (const name of ['snapshot-7-7.tmp', 'owner-0']) disk.folder().create(name).close();
    const [kept] = files(/\.db$/);
    const remove = folder.remove.bind(folder);
    folder.remove = (name) => {
      if (name === kept || /tmp$|^owner/.test(name)) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
      remove(name);
    };
    for (const id of [2, 3, 4, 5, 6]) await put(id);
    assert.equal(files(/\.db$/).length, 3, files(/./).join());
    assert.ok(files(/^journal/).length <= 2, files(/./).join());
    folder.remove = remove;
    await put(7);
    assert.deepEqual([files(/\.db$/).length, files(/\.tmp$/).length], [2, 0]);
  });

  it('leaves files of other names alone', async () => {
    const names = ['journal-1-1.log.bak', 'snapshot-9.db', 'notes.txt', 'owner-x', 'journal-1-2 (copy).log'];
    const more = new Map([...oneJournal, ...names.map((name) => [name, Buffer.from('?')] as const)]);
    assert.deepEqual(await read(more), { ids: numbers(4), problem: null, state: 'owner' });
  });
});
