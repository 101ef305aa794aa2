import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Time and processes as one window sees them; an interface, so that tests can control them. */
export interface Surroundings {
  /** Milliseconds that never decrease. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Whether a process is running on this machine. */
  isRunning(pid: number): boolean;
  readonly pid: number;
  readonly machine: string;
}

/** The real time and processes. */
export const systemSurroundings: Surroundings = {
  // Unlike the wall clock, never goes back.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms) => setTimeout(ms),
  isRunning(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it is running as another user.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
  pid: process.pid,
  machine: hostname(),
};
