import assert from 'node:assert/strict';
import { Disk, type DiskFolder } from './storageDisk';
import { type TestTime, TestWindow } from './storageWindow';

const rows = 60;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
/** The rows in it. */
export const ids = [...numbers(rows), 100, 101];

/** Asks for all rows of 3,000 characters, and the answer. */
export const all = "select count(*) as n, sum(length(value)) as bytes from item where typeof(value) = 'text'";
export const whole = [{ n: rows, bytes: rows * 3000 }];

export const snapshots = (disk: Disk): string[] => Array.from(disk.names.keys()).filter((name) => name.endsWith('.db'));

export const newest = (disk: Disk): string =>
  snapshots(disk).toSorted((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))[0]!;

/** Flips one bit of each page after the first block in the newest snapshot; the second call flips them back. */
export const flip = (disk: Disk): void => {
  const { data } = disk.names.get(newest(disk))!;
  for (let at = 4 * 4096; at < data.length; at += 4096) data[at + 100]! ^= 4;
};

/** Makes the folder's snapshots fail while `isBroken` returns true. */
export const breaking = (folder: DiskFolder, isBroken: (name: string) => boolean): DiskFolder => {
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

/** Lets a snapshot that is due be written. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await new Promise(setImmediate);
};

/** A disk with two generations, both with 60 rows of 3,000 characters, and one more transaction in the journal. */
export const twoGenerations = async (time: TestTime): Promise<Disk> => {
  const disk = new Disk();
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
  return disk;
};

/** Another window finds all of it. */
export const checkGenerations = async (disk: Disk, time: TestTime): Promise<void> => {
  const next = await TestWindow.open(disk.folder(), { time, pid: 4 });
  assert.deepEqual([next.problem, next.state], [null, 'owner']);
  assert.deepEqual(await next.rows(all), whole);
  assert.deepEqual(await next.rows('pragma integrity_check'), [{ integrity_check: 'ok' }]);
  assert.deepEqual(await next.ids(), ids);
  await next.close();
};
