import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { silentLog } from '../../src/domain/log';
import { type Storage, openStorage } from '../../src/storage/open';
import { tickingClock } from './memoryStorage';

/** The built worker, as used by the extension. */
export const workerPath = join(process.cwd(), 'dist/storageWorker.js');

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed when the tests end. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'devplan-storage-'));
  folders.push(folder);
  return folder;
};

/** Opens a folder's storage through the real worker. */
export const openFolder = (folder: string): Promise<Storage> =>
  openStorage({ folder, workerPath, clock: tickingClock(), log: silentLog });

let script: string | null = null;

/** The child's program, bundled once. */
const childScript = (): string => {
  if (script !== null) return script;
  script = join(temporaryFolder(), 'child.cjs');
  buildSync({
    entryPoints: [join(process.cwd(), 'test/support/storageChild.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': '"file:///unused"' },
    external: ['esbuild'],
  });
  return script;
};

/** A separate process with an open storage; it receives commands and answers as lines. */
export class StorageProcess {
  private readonly lines: string[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.lines.push(line);
      for (const wake of this.waiting.splice(0)) wake();
    });
    this.ended = once(child, 'exit').then(() => this.waiting.splice(0).forEach((wake) => wake()));
  }

  /** `role` selects what the child does, see `storageChild`. */
  static start(role: string, ...args: string[]): StorageProcess {
    return new StorageProcess(
      spawn(process.execPath, [childScript(), role, workerPath, ...args], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
  }

  /** The next line printed by the child; undefined once it has ended. */
  async line(): Promise<string | undefined> {
    while (this.lines.length === 0 && this.child.exitCode === null && this.child.signalCode === null)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.lines.shift();
  }

  say(line: string): void {
    this.child.stdin!.write(`${line}\n`);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** Kills the child at once and returns its remaining output. */
  async kill(): Promise<readonly string[]> {
    this.child.kill('SIGKILL');
    await this.ended;
    return this.lines.splice(0);
  }

  /** Waits for the child to end by itself and returns its remaining output. */
  async end(): Promise<readonly string[]> {
    await this.ended;
    return this.lines.splice(0);
  }
}
