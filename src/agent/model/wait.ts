import { abortable } from '../../domain/abortable';

/** Waits for `ms` milliseconds; rejects with the signal's reason when it aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits using the system's timer. */
export const systemWait: Wait = async (ms, signal) => {
  let timer: NodeJS.Timeout | undefined;
  try {
    await abortable(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
};
