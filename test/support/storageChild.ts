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

/** Writes one project and prints its name once that is acknowledged. */
const write = async (storage: Storage, n: number): Promise<void> => {
  const name = `${prefix}${n}`;
  await storage.projects.create({ name, description: 'x'.repeat((n * 37) % 900) });
  say(name);
};

/** Each role is a program that a test runs as a separate process. */
const roles: Readonly<Record<string, () => Promise<void>>> = {
  /** Writes without end; once another window has taken over, reports that and exits. */
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

  /** Takes over at each line of input and writes until another window takes over; reports the beginning and end of each turn. */
  async turns() {
    const storage = await open();
    say(storage.state());
    let n = 0;
    for await (const _ of createInterface({ input: process.stdin })) {
      await storage.takeOver();
      say('begins');
      try {
        for (;;) {
          // A write that was fenced after its sync is stored, too: so each name is used only once.
          n += 1;
          await write(storage, n);
        }
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'readOnly') throw error;
        say('fenced');
      }
    }
  },

  /** Takes over and writes until the requested number of writes was acknowledged, whatever the others do. */
  async race() {
    const storage = await open();
    for (let done = 0, n = 0; done < Number(count); n += 1) {
      const start = performance.now();
      try {
        await storage.takeOver();
        await write(storage, n);
        done += 1;
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'readOnly') throw error;
        // Wait longer after losing often, and where tries take long: six windows that claim without pause would take the
        // folder from each other forever.
        const tookMs = performance.now() - start;
        await setTimeout(Math.random() * Math.max(100, tookMs) * (n - done + 1));
      }
    }
    await storage.close();
  },
};

void roles[role]?.();
