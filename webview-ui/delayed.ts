/** A function that runs once its callers have been quiet for some milliseconds; `now` runs what is due at once. */
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
