import type { Selectable } from 'kysely';
import { UserError } from '../../domain/errors';
import type { DevPlan, DevPlanVersion, DevPlanVersionInfo } from '../../domain/plan';
import { objectColumn, readJson } from '../jsonColumn';
import type { DevPlanTable, DevPlanVersionTable } from '../schema';
import type { StoreContext } from '../storeContext';

/** The plan in a row; throws `storageCorrupt`. */
export const toPlan = (row: Selectable<DevPlanTable>): DevPlan => ({
  ...row,
  metadata: readJson(objectColumn, row.metadata, 'dev_plan.metadata'),
});

/** The version in a row, with or without its text; throws `storageCorrupt`. */
export const toVersion = <T extends Omit<Selectable<DevPlanVersionTable>, 'content' | 'title'>>(
  row: T,
): Omit<T, 'metadata'> & Pick<DevPlanVersionInfo, 'metadata'> => ({
  ...row,
  metadata: readJson(objectColumn, row.metadata, 'dev_plan_version.metadata'),
});

/** Throws `notFound`. */
export const readPlan = async ({ db }: StoreContext, id: string): Promise<DevPlan> => {
  const row = await db.selectFrom('dev_plan').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new UserError('notFound', { kind: 'plan', id });
  return toPlan(row);
};

/** A version and the title that the plan takes from it; throws `notFound`. */
export const readVersion = async (
  { db }: StoreContext,
  planId: string,
  number: number,
): Promise<{ version: DevPlanVersion; title: string | null }> => {
  const row = await db
    .selectFrom('dev_plan_version')
    .selectAll()
    .where('planId', '=', planId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined) throw new UserError('notFound', { kind: 'version', id: `${planId} v${number}` });
  const { title, ...rest } = row;
  return { version: toVersion(rest), title };
};
