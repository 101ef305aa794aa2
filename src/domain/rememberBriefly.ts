/** Asks anew only for another key or after `ms` milliseconds: a burst of questions has one answer, and no answer grows old. */
export const rememberBriefly = <K, T>(
  ms: number,
  ask: (key: K) => Promise<T>,
  now: () => number = () => performance.now(),
): ((key: K) => Promise<T>) => {
  let last: { readonly key: K; readonly until: number; readonly answer: Promise<T> } | null = null;
  return (key) => {
    if (last === null || last.key !== key || now() >= last.until) last = { key, until: now() + ms, answer: ask(key) };
    return last.answer;
  };
};
