import type { Selectable } from 'kysely';
import { timeAfter } from '../../domain/clock';
import type { TaskProgress } from '../../domain/plan';
import { readPlan } from './planRow';
import type { TaskProgressTable } from '../schema';
import type { StoreContext } from '../storeContext';
import { checkOptionalText, checkText, invalid } from '../validate';

/** Who changed something, and why; `evidence` shows that it is done. */
export interface Reason {
  readonly who: string;
  readonly why: string;
  readonly evidence?: string | null;
}

const toProgress = (row: Selectable<TaskProgressTable>): TaskProgress => ({ ...row, done: row.done === 1 });

/** The recorded progress of a plan, one record per task, by task id; throws `notFound`. */
export const listProgress = async (context: StoreContext, planId: string): Promise<readonly TaskProgress[]> => {
  await readPlan(context, planId);
  const rows = await context.db
    .selectFrom('task_progress')
    .selectAll()
    .where('planId', '=', planId)
    .orderBy('taskId')
    .execute();
  return rows.map(toProgress);
};

/** Records that a task is done or open again; a record that already says so stays as it is. */
export const recordProgress = async (
  context: StoreContext,
  planId: string,
  taskId: string,
  done: boolean,
  { who, why, evidence }: Reason,
): Promise<TaskProgress> => {
  const { db, clock, changed } = context;
  await readPlan(context, planId);
  const known = await db
    .selectFrom('task_progress')
    .selectAll()
    .where('planId', '=', planId)
    .where('taskId', '=', taskId)
    .executeTakeFirst();
  const progress: TaskProgress = {
    planId,
    taskId: checkText('taskId', taskId, 64, 1),
    done: typeof done === 'boolean' ? done : invalid('done', 'true or false expected'),
    who: checkText('who', who, 255),
    why: checkText('why', why, 4000),
    evidence: checkOptionalText('evidence', evidence, 4000),
    at: timeAfter(clock, known?.at ?? 0),
  };
  if (known !== undefined && toProgress(known).done === done) return toProgress(known);
  const row = { ...progress, done: Number(done) };
  if (known === undefined) await db.insertInto('task_progress').values(row).execute();
  else
    await db.updateTable('task_progress').set(row).where('planId', '=', planId).where('taskId', '=', taskId).execute();
  changed({ entity: 'progress', id: taskId, parentId: planId, change: known === undefined ? 'created' : 'updated' });
  return progress;
};
