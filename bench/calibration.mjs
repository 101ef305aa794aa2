import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The value below which the share `p` (0 to 1) of the numbers lies; NaN if there are none. */
export const percentile = (numbers, p) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? NaN;
};

/** Rounds to one hundredth. */
export const round = (value) => Math.round(value * 100) / 100;

/** The duration of some work in milliseconds. */
export const timed = async (work) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** The machine's current speed: milliseconds for a fixed loop, and the median of 50 synced writes of 4 KB. */
export const calibrate = () => {
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < 50_000_000; i++) sum = (sum + i * 31) | 0;
  const cpu = performance.now() - started;
  const folder = mkdtempSync(join(tmpdir(), 'devplan-bench-'));
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096, sum & 1);
  const syncs = Array.from({ length: 50 }, () => {
    const before = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - before;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return { cpu_ms: round(cpu), fdatasync_ms_p50: round(percentile(syncs, 0.5)) };
};
