import assert from 'node:assert/strict';
import { UserError } from '../../../../../src/domain/errors';
import { Disk, type Fault } from '../../../../support/storageDisk';
import { TestTime, TestWindow } from '../../../../support/storageWindow';

const writes = 12;

/** Opens and writes numbered rows, whatever fails; returns the acknowledged numbers. */
const work = async (disk: Disk, fault: Fault | null) => {
  const time = new TestTime();
  const folder = disk.folder(fault);
  const acknowledged: number[] = [];
  const window = await TestWindow.open(folder, { time, compactAt: 500 }).catch((error: unknown) => {
    assert.ok(error instanceof UserError, `told as a bug: ${String(error)}`);
    return null;
  });
  if (window !== null)
    for (let id = 1; id <= writes; id += 1) {
      time.now += 1100;
      await window.put(id).then(
        () => acknowledged.push(id),
        () => {},
      );
      await new Promise(setImmediate);
    }
  return { window, folder, time, acknowledged };
};

const reopen = async (disk: Disk) => {
  const window = await TestWindow.open(disk.folder(), { time: new TestTime(), pid: 2 });
  assert.equal(window.problem, null);
  assert.equal(window.state, 'owner');
  const [{ integrity_check: integrity } = {}] = await window.rows('pragma integrity_check');
  assert.equal(integrity, 'ok');
  return window;
};

describe('A file system that fails', () => {
  let calls = 0;

  before(async () => {
    const { window, folder, acknowledged } = await work(new Disk(), null);
    await window?.close();
    assert.equal(folder.openFiles, 0);
    calls = folder.calls;
    assert.equal(acknowledged.length, writes);
    assert.ok(calls > 100, 'the work does a compaction or two');
  });

  it('ends the process at any call: nothing acknowledged is lost', async () => {
    for (let at = 1; at <= calls; at += 1) {
      const disk = new Disk();
      const { acknowledged } = await work(disk, { at, kind: 'stop' });
      const window = await reopen(disk);
      const found = await window.ids();
      assert.deepEqual(
        found.filter((id) => acknowledged.includes(id)),
        acknowledged,
        `stopped at call ${at}`,
      );
      assert.ok(found.length <= acknowledged.length + 1, `stopped at call ${at}: ${found.join()}`);
      await window.put(100);
      await window.close();
      const again = await reopen(disk);
      assert.deepEqual(await again.ids(), [...found, 100]);
      await again.close();
    }
  });

  it('loses its power at any call: nothing acknowledged is lost', async () => {
    let seed = 1;
    const luck = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let at = 1; at <= calls; at += 1)
      for (let round = 0; round < 2; round += 1) {
        const disk = new Disk();
        const { acknowledged } = await work(disk, { at, kind: 'stop' });
        disk.cutPower(luck);
        const window = await reopen(disk);
        const found = await window.ids();
        assert.deepEqual(
          found.filter((id) => acknowledged.includes(id)),
          acknowledged,
          `cut at call ${at}`,
        );
        assert.ok(found.length <= acknowledged.length + 1);
        await window.close();
      }
  });

  for (const kind of ['ENOSPC', 'EIO', 'EROFS', 'short'] as const)
    it(`fails once with ${kind} at any call: what is shown is what is found again`, async () => {
      for (let at = 1; at <= calls; at += 1) {
        const disk = new Disk();
        const { window, folder, time, acknowledged } = await work(disk, { at, kind });
        if (kind === 'short') assert.equal(acknowledged.length, writes);
        if (window !== null) {
          // What was refused stays so whether or not another write follows.
          if (at % 2 === 0) {
            const once = (id: number) => window.put(id).then(() => acknowledged.push(id));
            time.now += 1100;
            await once(100).catch(() => {
              time.now += 1100;
              return once(101);
            });
          }
          assert.deepEqual(await window.ids(), acknowledged, `${kind} at call ${at}`);
          await window.close().catch(() => {});
        }
        assert.equal(folder.openFiles, 0, `${kind} at call ${at}`);
        const again = await reopen(disk);
        assert.deepEqual(await again.ids(), acknowledged, `${kind} at call ${at}`);
        await again.close();
      }
    });

  it('takes no heartbeat and removes no claim: that is no reason not to write', async () => {
    const disk = new Disk();
    await (await TestWindow.open(disk.folder(), { time: new TestTime() })).close();
    const refuse = (): never => {
      throw Object.assign(new Error('EPERM: made by the test'), { code: 'EPERM' });
    };
    const folder = Object.assign(disk.folder(), { overwrite: refuse, remove: refuse });
    const time = new TestTime();
    const window = await TestWindow.open(folder, { time });
    assert.deepEqual([window.state, window.problem], ['owner', null]);
    await window.put(1);
    time.now += 1100;
    await window.tick();
    assert.ok(
      window.notices.some((notice) => notice.type === 'log' && notice.message.includes('EPERM')),
      'it is told',
    );
  });

  for (const kind of ['ENOSPC', 'EIO', 'EROFS'] as const)
    it(`fails with ${kind} from any call on: writes are refused, nothing acknowledged is lost`, async () => {
      for (let at = 1; at <= calls; at += 1) {
        const disk = new Disk();
        const failed = await work(disk, { at, kind, forEver: true });
        await failed.window?.close().catch(() => {});
        assert.equal(failed.folder.openFiles, 0, `${kind} from call ${at}`);
        const { acknowledged } = failed;
        const window = await reopen(disk);
        const found = await window.ids();
        assert.deepEqual(
          found.filter((id) => acknowledged.includes(id)),
          acknowledged,
          `${kind} from call ${at}`,
        );
        await window.close();
      }
    });
});
