import assert from 'node:assert/strict';
import { openToWrite } from '../../../../../src/storage/sqljs/files/opening';
import { Disk } from '../../../../support/storageDisk';
import { TestTime, TestWindow, databaseKind } from '../../../../support/storageWindow';

const insert = 'insert into item (id, value) values (?, ?)';

/** Takes over the folder and writes one row, as another process would between two calls of the first. */
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

describe('Other windows take over between any two steps', function () {
  this.timeout(240_000);

  interface Plan {
    /** The call of the first window before which the others run, and how many of them, one after another. */
    readonly at: number;
    readonly others?: number;
    /** The call of the first window that fails. */
    readonly faultAt?: number;
  }

  const run = async ({ at, others = 1, faultAt }: Plan) => {
    const kind = await databaseKind();
    const disk = new Disk();
    const time = new TestTime();
    const folder = disk.folder(faultAt === undefined ? null : { at: faultAt, kind: 'EIO' });
    const acknowledged: number[] = [];
    const work = (): void => {
      for (let id = 1000; id < 1000 + others; id += 1) {
        takeOverAndWrite(disk, kind, id);
        acknowledged.push(id);
      }
    };
    if (at > 0) folder.interruption = { at, work };
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

  const check = async (plan: Plan): Promise<void> => {
    const label = JSON.stringify(plan);
    const { disk, window, acknowledged, happened } = await run(plan);
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

  // It takes three to remove the claim whose name the first one would take next.
  for (const others of [1, 3]) {
    it(`nothing acknowledged by any of ${others + 1} is lost`, async () => {
      const { calls } = await run({ at: 0 });
      for (let at = 1; at <= calls; at += 1) await check({ at, others });
    });

    it(`nor when the first one is mending a failure at that moment (${others} others)`, async () => {
      const { calls } = await run({ at: 0 });
      for (let faultAt = 18; faultAt <= Math.min(calls, 60); faultAt += 2)
        for (let at = faultAt; at <= faultAt + 14; at += 1) await check({ at, others, faultAt });
    });
  }
});
