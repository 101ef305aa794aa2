import { writeSync } from 'node:fs';
import { silentLog } from '../../src/domain/log';
import { openStorage } from '../../src/storage/open';
import { tickingClock } from './memoryStorage';

const [, , role, workerPath = '', folder = ''] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const open = () => openStorage({ folder, workerPath, clock: tickingClock(), log: silentLog });

/** Each role is one program that a test runs as a process of its own. */
const roles: Readonly<Record<string, () => Promise<void>>> = {
  /** Creates projects without end and says each name once it is acknowledged. */
  async write() {
    const storage = await open();
    for (let n = 0; ; n += 1) {
      await storage.projects.create({ name: `p${n}`, description: 'x'.repeat(n % 500) });
      say(`p${n}`);
    }
  },
};

void roles[role ?? '']!();
