import assert from 'node:assert/strict';
import { UserError } from '../../../../../src/domain/errors';
import { journalName, parseNames } from '../../../../../src/storage/sqljs/files/fileNames';
import { claimNextEpoch } from '../../../../../src/storage/sqljs/files/ownership';
import { openToWrite } from '../../../../../src/storage/sqljs/files/opening';
import { everything } from '../../../../../src/storage/storeChange';
import type { Notice } from '../../../../../src/storage/sqljs/messages';
import { failsWith } from '../../../../support/failsWith';
import { FolderDatabase } from '../../../../../src/storage/sqljs/folderDatabase';
import { Disk, type DiskFolder } from '../../../../support/storageDisk';
import { TestTime, TestWindow, databaseKind, itemTable } from '../../../../support/storageWindow';

const insert = 'insert into item (id, value) values (?, ?)';

type Kind = Awaited<ReturnType<typeof databaseKind>>;

const surroundings = { now: () => 0, sleep: async () => {}, isRunning: () => true, pid: 9, machine: 'here' };

const takeOver = (folder: DiskFolder, kind: Kind, id: string) =>
  openToWrite({ folder, kind, window: { id, surroundings } });

/** Takes over the folder and writes one row, as another process would between two calls of the first. */
const takeOverAndWrite = (disk: Disk, kind: Kind, id: number): void => {
  const opened = takeOver(disk.folder(), kind, 'other');
  assert.equal(opened?.problem ?? null, null);
  assert.ok(opened?.writer, 'the claim is free');
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
    /** What the others do: by default they take over and write. */
    readonly does?: 'look' | 'begin';
  }

  const run = async ({ at, others = 1, faultAt, does }: Plan) => {
    const kind = await databaseKind();
    const disk = new Disk();
    const time = new TestTime();
    const folder = disk.folder(faultAt === undefined ? null : { at: faultAt, kind: 'EIO' });
    const acknowledged: number[] = [];
    let seen: unknown = null;
    let begun: string | null = null;
    const work = (): void => {
      if (does === 'begin') {
        const other = disk.folder();
        // A journal follows a snapshot.
        const epoch = parseNames(other.list()).snapshots.length > 0 ? claimNextEpoch(other) : null;
        if (epoch === null) return;
        begun = journalName(acknowledged.length, epoch);
        return other.create(begun).close();
      }
      if (does === 'look') {
        const opened = takeOver(disk.folder(), kind, 'other');
        seen = opened?.engine.query('select id from item order by id', []).rows.map(({ id }) => id);
        opened?.engine.close();
        return;
      }
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
    const happened = folder.interruption === null;
    return { disk, window, acknowledged, calls: folder.calls, happened, seen, begun };
  };

  const check = async (plan: Plan): Promise<void> => {
    const label = JSON.stringify(plan);
    const { disk, window, acknowledged, happened, seen } = await run(plan);
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
    if (plan.does === 'look' && window.state === 'follower') assert.deepEqual(found, seen, label);
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

  it('nor does anything come that the other one, which only looks, did not see', async () => {
    const { calls } = await run({ at: 0 });
    for (let at = 1; at <= calls; at += 1) await check({ at, does: 'look' });
  });

  it('nor is a journal removed that the other one has begun without a header yet', async () => {
    const { calls } = await run({ at: 0 });
    for (let at = 1; at <= calls; at += 1) {
      const { disk, window, begun } = await run({ at, does: 'begin' });
      if (begun !== null && window.state === 'follower') assert.ok(disk.names.has(begun), `before call ${at}`);
    }
  });

  it('nor what an owner of an older version writes while a newer one migrates its data', async () => {
    const older = await databaseKind();
    const newer = await databaseKind([itemTable, 'alter table item add column note text;']);
    const first = new Disk();
    const window = await TestWindow.open(first.folder(), { kind: older });
    for (const id of [1, 2, 3]) await window.put(id);
    const files = first.save();
    const outcomes = new Set<string>();
    const check = async (at: number): Promise<number> => {
      const disk = Disk.of(files);
      const folder = disk.folder();
      const acknowledged = [1, 2, 3];
      const work = (): void => {
        const names = Array.from(disk.names.keys());
        try {
          takeOverAndWrite(disk, older, 1000);
          acknowledged.push(1000);
          outcomes.add('written');
        } catch (error) {
          assert.ok(error instanceof assert.AssertionError && error.actual instanceof UserError, String(error));
          assert.equal(error.actual.code, 'storageNewer');
          outcomes.add('refused');
          assert.deepEqual(Array.from(disk.names.keys()), names, 'and nothing is written');
        }
      };
      if (at > 0) folder.interruption = { at, work };
      const opened = takeOver(folder, newer, 'newer');
      opened?.engine.close();
      const next = await TestWindow.open(disk.folder(), { kind: newer, pid: 3 });
      assert.deepEqual([next.problem, await next.ids()], [null, acknowledged], `before call ${at}`);
      await next.close();
      return folder.calls;
    };
    const calls = await check(0);
    for (let at = 1; at <= calls; at += 1) await check(at);
    assert.equal(outcomes.size, 2);
  });

  it('everything is told anew at a take-over, as what was shown may have been refused', async () => {
    const disk = new Disk();
    const kind = await databaseKind();
    const notices: Notice[] = [];
    const place = { folder: disk.folder(), kind, window: { id: 'owner', surroundings } };
    const owner = await FolderDatabase.open(place, (notice) => notices.push(notice), null);
    const folder = disk.folder();
    const create = folder.create.bind(folder);
    folder.create = (name) => {
      if (name.endsWith('.log') && owner.state === 'owner') {
        owner.engine.query('begin', []);
        const { modified } = owner.engine.query(insert, [1, null]);
        assert.throws(() => owner.commit([{ sql: insert, values: [1, null], modified }], []), failsWith('readOnly'));
        owner.tick(false);
        assert.equal(owner.engine.query('select id from item', []).rows.length, 1, 'it cannot tell yet');
      }
      return create(name);
    };
    const other = takeOver(folder, kind, 'other');
    const values = [2, null];
    other!.writer!.append({ seq: 1, statements: [{ sql: insert, values, modified: 1 }], changes: [] }, () => {});
    other!.engine.close();
    notices.length = 0;
    owner.takeOver();
    assert.deepEqual(owner.engine.query('select id from item', []).rows, [{ id: 2 }]);
    assert.ok(
      notices.some((notice) => notice.type === 'changes' && notice.changes.includes(everything)),
      JSON.stringify(notices),
    );
  });

  for (const fails of [false, true])
    it(`the folder is ${fails ? 'taken back from' : 'left to'} a window that reads for long${fails ? ' and in vain' : ''}`, async () => {
      const disk = new Disk();
      let now = 0;
      const window = { id: 'owner', surroundings: { ...surroundings, now: () => now } };
      const place = { folder: disk.folder(), kind: await databaseKind(), window };
      const owner = await FolderDatabase.open(place, () => {}, null);
      const ticks = (seconds: number): void => {
        for (const end = now + seconds * 1000; now < end; now += 1000) owner.tick(false);
      };
      const folder = disk.folder();
      const open = folder.open.bind(folder);
      folder.open = (name) => {
        if (disk.names.has('owner-2') && name.endsWith('.db')) ticks(30);
        if (fails && disk.names.has('owner-2')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return open(name);
      };
      if (fails) assert.throws(() => takeOver(folder, place.kind, 'newcomer'), { code: 'EIO' });
      else assert.ok(takeOver(folder, place.kind, 'newcomer')?.writer);
      assert.deepEqual([owner.state, disk.names.has('owner-3')], ['follower', false]);
      ticks(30);
      assert.equal(owner.state, fails ? 'owner' : 'follower');
    });
});
