import type { CounterName, Counts } from '../domain/counter';
import type { StoreContext } from './storeContext';

const dayMs = 86_400_000;

/** Adds to today's counters. */
export const count = async ({ db, clock }: StoreContext, counts: Counts): Promise<void> => {
  const day = Math.floor(clock() / dayMs);
  const rows = Object.entries(counts).map(([name, value]) => ({ name, day, value: value ?? 0 }));
  if (rows.length === 0) return;
  await db
    .insertInto('counter')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['name', 'day'])
        .doUpdateSet((builder) => ({ value: builder('counter.value', '+', builder.ref('excluded.value')) })),
    )
    .execute();
};

/** Local counters, by name and day; they never leave the machine. */
export class CounterStore {
  constructor(private readonly context: StoreContext) {}

  /** Adds to today's counters. */
  add(counts: Counts): Promise<void> {
    return this.context.write((context) => count(context, counts));
  }

  /** Deletes all counts. */
  reset(): Promise<void> {
    return this.context.write(async ({ db }) => void (await db.deleteFrom('counter').execute()));
  }

  /** The sum of every counter over the given number of days including today, or over all days. */
  async totals(days?: number): Promise<ReadonlyMap<CounterName, number>> {
    const { db, clock } = this.context;
    const first = days === undefined ? 0 : Math.floor(clock() / dayMs) - days + 1;
    const rows = await db
      .selectFrom('counter')
      .select(['name', ({ fn }) => fn.sum<number>('value').as('sum')])
      .where('day', '>=', first)
      .groupBy('name')
      .execute();
    return new Map(rows.map(({ name, sum }) => [name as CounterName, sum]));
  }
}
