import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Time and processes, as one window sees them; a port so that tests can hold them still. */
export interface Surroundings {
  /** Milliseconds that only grow. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Whether a process of this machine is running. */
  isRunning(pid: number): boolean;
  readonly pid: number;
  readonly machine: string;
}

/** The real time and processes. */
export const systemSurroundings: Surroundings = {
  // Never goes back, as the clock on the wall may.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms) => setTimeout(ms),
  isRunning(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it runs, but belongs to somebody else.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
  pid: process.pid,
  machine: hostname(),
};
