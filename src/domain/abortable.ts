/** Waits for work, or rejects with the signal's reason as soon as it aborts; stopping the work itself is up to the work. */
export const abortable = async <T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> => {
  let stop = (): void => undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason as Error);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
