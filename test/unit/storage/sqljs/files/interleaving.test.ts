import assert from 'node:assert/strict';
import { openToWrite } from '../../../../../src/storage/sqljs/files/opening';
import { Disk } from '../../../../support/storageDisk';
import { TestTime, TestWindow, databaseKind } from '../../../../support/storageWindow';

const insert = 'insert into item (id, value) values (?, ?)';

/** Takes the folder over, all at once, and writes one row, as another process would between two calls of the first. */
const takeOverAndWrite = (disk: Disk, kind: Awaited<ReturnType<typeof databaseKind>>, id: number): void => {
  const surroundings = { now: () => 0, sleep: async () => {}, isRunning: () => true, pid: 9, machine: 'here' };
  const opened = openToWrite({ folder: disk.folder(), kind, window: { id: 'other', surroundings } });
  assert.ok(opened?.writer, 'the claim is free');
  assert.equal(opened.problem, null);
  const { engine, writer, seq } = opened;
  engine.query('begin', []);
  const { modified } = engine.query(insert, [id, null]);
  writer.append({ seq: seq + 1, statements: [{ sql: insert, values: [id, null], modified }], changes: [] }, () => {
    engine.query("update meta set value = ? where key = 'seq'", [seq + 1]);
    engine.query('commit', []);
  });
  engine.close();
};

describe('Another window takes over between any two steps', function () {
  this.timeout(120_000);

  const run = async (at: number, fault: 'EIO' | null, faultAt: number) => {
    const kind = await databaseKind();
    const disk = new Disk();
    const time = new TestTime();
    const folder = disk.folder(fault === null ? null : { at: faultAt, kind: fault });
    if (at > 0) folder.interruption = { at, work: () => takeOverAndWrite(disk, kind, 1000) };
    const acknowledged: number[] = [];
    const window = await TestWindow.open(folder, { kind, time, compactAt: 500 });
    for (let id = 1; id <= 6; id += 1) {
      time.now += 1100;
      await window.put(id).then(
        () => acknowledged.push(id),
        () => {},
      );
      await window.tick();
      await new Promise(setImmediate);
    }
    return { disk, window, acknowledged, calls: folder.calls, happened: folder.interruption === null };
  };

  const check = async (at: number, fault: 'EIO' | null, faultAt: number): Promise<void> => {
    const label = `take-over before call ${at}${fault === null ? '' : `, ${fault} at ${faultAt}`}`;
    const { disk, window, acknowledged, happened } = await run(at, fault, faultAt);
    if (happened) acknowledged.push(1000);
    await window.tick();
    await window.tick();
    const shown = await window.ids();
    const next = await TestWindow.open(disk.folder(), { time: new TestTime(), pid: 3 });
    assert.equal(next.problem, null, label);
    const found = await next.ids();
    for (const id of acknowledged)
      assert.ok(found.includes(id), `${label}: ${id} of ${acknowledged.join()} in ${found.join()}`);
    assert.ok(found.length <= acknowledged.length + 1, `${label}: ${found.join()}`);
    if (happened && window.state === 'follower') assert.deepEqual(shown, found, label);
    await next.close();
  };

  it('nothing acknowledged by either is lost', async () => {
    const { calls } = await run(0, null, 0);
    const opening = 17;
    for (let at = opening; at <= calls; at += 1) await check(at, null, 0);
  });

  it('nor when the first one is mending a failure at that moment', async () => {
    const { calls } = await run(0, null, 0);
    for (let faultAt = 18; faultAt <= Math.min(calls, 60); faultAt += 2)
      for (let at = faultAt + 1; at <= faultAt + 14; at += 1) await check(at, 'EIO', faultAt);
  });
});
