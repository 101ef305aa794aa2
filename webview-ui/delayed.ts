/** Debounces a function: it runs after `milliseconds` without a call; `now` runs a pending call at once. */
export const delayed = <A extends readonly unknown[]>(
  work: (...args: A) => void,
  milliseconds: number,
): { readonly call: (...args: A) => void; readonly now: () => void; readonly cancel: () => void } => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: A | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    due = undefined;
  };
  const now = (): void => {
    const args = due;
    cancel();
    if (args) work(...args);
  };
  return {
    call: (...args) => {
      cancel();
      due = args;
      timer = setTimeout(now, milliseconds);
    },
    now,
    cancel,
  };
};
