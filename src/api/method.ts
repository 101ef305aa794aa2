import type * as z from 'zod';
import { UserError } from '../domain/errors';

/** Copies arguments as JSON: nothing is shared with the caller, and undefined values are left out. */
const toJson = (args: readonly unknown[]): unknown[] => {
  const given = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
  try {
    return JSON.parse(JSON.stringify(given)) as unknown[];
  } catch {
    throw new UserError('invalidInput', { field: 'arguments', reason: 'plain JSON expected' });
  }
};

const checked = <S extends z.ZodTuple>(input: S, args: readonly unknown[]): z.output<S> => {
  const parsed = input.safeParse(toJson(args));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [position, ...path] = issue?.path ?? [];
  const field = path.length > 0 ? path.join('.') : `argument ${Number(position ?? 0) + 1}`;
  throw new UserError('invalidInput', { field, reason: issue?.message ?? 'not understood' });
};

/** Wraps a method so that it checks its arguments and returns copies. */
export const method =
  <S extends z.ZodTuple, R>(input: S, run: (...args: z.output<S>) => Promise<R>) =>
  async (...args: z.input<S>): Promise<R> =>
    structuredClone(await run(...checked(input, args)));
