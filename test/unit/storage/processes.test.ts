import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Storage } from '../../../src/storage/open';
import { StorageProcess, openFolder, temporaryFolder } from '../../support/storageProcess';

/** Each starts a process; the torture bench does as many as wanted. */
const kills = process.env['CI'] === undefined ? 15 : 50;
const takeovers = process.env['CI'] === undefined ? 20 : 100;
const least = 10;

/** Works `most` times, on a slow disk as often as two minutes allow, but at least `least` times; returns how often. */
const repeat = async (most: number, work: (n: number) => Promise<void>): Promise<number> => {
  const end = performance.now() + 120_000;
  let n = 0;
  for (; n < most && (n < least || performance.now() < end); n += 1) await work(n);
  return n;
};

const allNames = async (storage: Storage): Promise<Set<string>> => {
  const names = new Set<string>();
  for (let offset = 0; ; offset += 200) {
    const { items, total } = await storage.projects.list({ limit: 200, offset });
    for (const { name } of items) names.add(name);
    if (offset + 200 >= total) return names;
  }
};

/** Opens the folder once all processes have ended; every name acknowledged must be there, and at most `more` others. */
const checkAll = async (folder: string, acknowledged: readonly string[], more: number): Promise<void> => {
  const storage = await openFolder(folder);
  assert.equal(storage.problem(), null);
  const found = await allNames(storage);
  assert.deepEqual(
    acknowledged.filter((name) => !found.has(name)),
    [],
  );
  assert.ok(found.size - acknowledged.length <= more, `${found.size - acknowledged.length} more than acknowledged`);
  await storage.close();
};

describe('Processes on one folder', function () {
  this.timeout(1_200_000);

  it(`${least} to ${kills} kills at any moment lose nothing acknowledged`, async () => {
    const folder = temporaryFolder();
    const acknowledged: string[] = [];
    const done = await repeat(kills, async (round) => {
      const child = StorageProcess.start('write', folder, `r${round}-`);
      const count = (round * 7) % 25;
      for (let n = 0; n < count; n += 1) acknowledged.push((await child.line())!);
      acknowledged.push(...(await child.kill()));
    });
    assert.ok(acknowledged.length > done);
    assert.ok(!acknowledged.includes(undefined as never));
    await checkAll(folder, acknowledged, done);
    assert.ok(readdirSync(folder).length < 20, 'old files are removed');
  });

  it('six that race for it lose nothing acknowledged', async () => {
    const folder = temporaryFolder();
    const children = Array.from({ length: 6 }, (_, index) => StorageProcess.start('race', folder, `c${index}-`, '3'));
    const acknowledged = (await Promise.all(children.map((child) => child.end()))).flat();
    assert.equal(acknowledged.length, 18);
    await checkAll(folder, acknowledged, Infinity);
  });

  it(`${least} to ${takeovers} takeovers between two that write lose nothing acknowledged`, async () => {
    const folder = temporaryFolder();
    const acknowledged: string[] = [];
    let writer = StorageProcess.start('turns', folder, 'a');
    assert.equal(await writer.line(), 'owner');
    let other = StorageProcess.start('turns', folder, 'b');
    assert.equal(await other.line(), 'follower');
    const hear = async (child: StorageProcess, last: string): Promise<void> => {
      for (let line = await child.line(); line !== last; line = await child.line()) {
        assert.ok(line !== undefined, `ended before it was ${last}`);
        acknowledged.push(line);
      }
    };
    writer.say('go');
    await hear(writer, 'begins');
    const done = await repeat(takeovers, async () => {
      acknowledged.push((await writer.line())!);
      other.say('go');
      await hear(other, 'begins');
      await hear(writer, 'fenced');
      [writer, other] = [other, writer];
    });
    acknowledged.push(...(await writer.kill()), ...(await other.kill()));
    assert.ok(acknowledged.length >= done);
    // A process that is fenced or killed may have synced one more write than it reported.
    await checkAll(folder, acknowledged, done + 1);
  });

  it('an owner that was frozen writes nothing after another took over', async () => {
    const folder = temporaryFolder();
    const frozen = StorageProcess.start('write', folder, 'a');
    const acknowledged = [(await frozen.line())!];
    frozen.signal('SIGSTOP');
    const other = StorageProcess.start('write', folder, 'b');
    acknowledged.push((await other.line())!);
    frozen.signal('SIGCONT');
    const said = await frozen.end();
    assert.equal(said.at(-1), 'fenced as follower');
    acknowledged.push(...said.slice(0, -1), ...(await other.kill()));
    await checkAll(folder, acknowledged, 2);
  });
});
