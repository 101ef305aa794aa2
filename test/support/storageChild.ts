import { setTimeout } from 'node:timers/promises';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '../../src/domain/errors';
import { silentLog } from '../../src/domain/log';
import { type Storage, openStorage } from '../../src/storage/open';
import { tickingClock } from './memoryStorage';

const [, , role = '', workerPath = '', folder = '', prefix = '', count = '0'] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const open = (): Promise<Storage> =>
  openStorage({ folder, workerPath, clock: tickingClock(), log: silentLog, compactAt: 20_000 });

/** Writes one project and says its name once that is acknowledged. */
const write = async (storage: Storage, n: number): Promise<void> => {
  const name = `${prefix}${n}`;
  await storage.projects.create({ name, description: 'x'.repeat((n * 37) % 900) });
  say(name);
};

/** Each role is one program that a test runs as a process of its own. */
const roles: Readonly<Record<string, () => Promise<void>>> = {
  /** Writes without end; once another window has taken over, says so and ends. */
  async write() {
    const storage = await open();
    for (let n = 0; ; n += 1)
      try {
        await write(storage, n);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'readOnly') throw error;
        say(`fenced as ${storage.state()}`);
        return process.exit(0);
      }
  },

  /** Takes over at each line that it is told and writes until another window has taken over; says when each begins. */
  async turns() {
    const storage = await open();
    say(storage.state());
    let n = 0;
    for await (const _ of createInterface({ input: process.stdin })) {
      await storage.takeOver();
      say('begins');
      try {
        for (;;) {
          // One that was fenced after its sync is there, too: each name is tried once.
          n += 1;
          await write(storage, n);
        }
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'readOnly') throw error;
        say('fenced');
      }
    }
  },

  /** Takes over and writes until as many writes as asked were acknowledged, whatever the others do. */
  async race() {
    const storage = await open();
    for (let done = 0, n = 0; done < Number(count); n += 1)
      try {
        await storage.takeOver();
        await write(storage, n);
        done += 1;
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'readOnly') throw error;
        // Whoever loses often waits longer: six that claim without a pause take the folder from each other for ever.
        await setTimeout(Math.random() * 100 * (n - done + 1));
      }
    await storage.close();
  },
};

void roles[role]?.();
