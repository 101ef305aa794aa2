import type { TaskView } from '../../src/shared/sectionViews';

const hoursOf: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 8, w: 40 };

/** An estimate such as `3h`, `2 d`, `1.5 h` or `90 min` in hours; null for anything else, including months. */
export const hours = (estimate: string): number | null => {
  const [, amount, unit] = /^\s*(\d+(?:[.,]\d+)?)\s*(m(?!o)|h|d|w)[a-z]*\.?\s*$/i.exec(estimate) ?? [];
  const factor = hoursOf[unit?.toLowerCase() ?? ''];
  return amount === undefined || factor === undefined ? null : Number(amount.replace(',', '.')) * factor;
};

const shown = (amount: number): string => `${Math.round(amount * 10) / 10}h`;

/** Total and remaining work, as `12h` and `8h`; null if no task has an estimate that can be counted. */
export const workOf = (tasks: readonly TaskView[]): { readonly total: string; readonly left: string } | null => {
  const counted = tasks.flatMap((task) => {
    const amount = hours(task.estimate ?? '');
    return amount === null ? [] : [{ amount, done: task.done }];
  });
  if (counted.length === 0) return null;
  const sum = (items: typeof counted): string => shown(items.reduce((total, { amount }) => total + amount, 0));
  return { total: sum(counted), left: sum(counted.filter(({ done }) => !done)) };
};
