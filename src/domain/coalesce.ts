/** Runs work again and again as asked, but never twice at once: requests that come meanwhile become one. */
export const coalesce = (work: () => Promise<void>, failed: (error: unknown) => void): (() => void) => {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work().catch(failed);
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
};
