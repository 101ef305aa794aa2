import { openSync, readSync } from 'node:fs';

const periodMs = 5;
const buffer = Buffer.alloc(128);

/**
 * Returns a clock of how long this thread was runnable without getting a core, in milliseconds (Linux:
 * proc_pid_schedstat); always 0 if that is not available.
 */
const waitingClock = () => {
  let file;
  try {
    file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  } catch {
    return () => 0;
  }
  return () => Number(buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)).split(' ')[1]) / 1e6;
};

/**
 * Watches the event loop of this process. The returned function ends that and returns the longest delay of a timer, and
 * the longest block: the delay without the time in which the machine gave the thread no core.
 */
export const watchLoop = () => {
  const waited = waitingClock();
  const longest = { delay_ms: 0, block_ms: 0 };
  let last = performance.now();
  let lastWaited = waited();
  const look = () => {
    const [now, nowWaited] = [performance.now(), waited()];
    const delay = Math.max(0, now - last - periodMs);
    longest.delay_ms = Math.max(longest.delay_ms, delay);
    longest.block_ms = Math.max(longest.block_ms, delay - (nowWaited - lastWaited));
    [last, lastWaited] = [now, nowWaited];
  };
  const timer = setInterval(look, periodMs);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
};

// Run directly, this is an idle loop that measures the machine's noise until its parent sends a message.
if (process.argv[2] === 'idle') {
  const stop = watchLoop();
  process.once('message', () => process.send(stop(), () => process.exit()));
}
