import * as z from 'zod';
import { orNull, toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { parsePlan } from '../../domain/grammar/planDocument';
import { taskIdsOf } from '../../domain/grammar/planModel';
import { type DevPlan, isApproved } from '../../domain/plan';
import { serialQueue } from '../../domain/serialQueue';
import type { Core } from '../core';
import type { Recorder } from '../missedRecords';
import { currentHeads, hasHeads } from '../workspace/gitChanges';
import { uncommittedContents } from './contents';

const approvalSchema = z.object({
  /** The tasks that this approval was the first to cover. */
  tasks: z.array(z.string()),
  heads: z.record(z.string(), z.string()),
  contents: z.record(z.string(), z.string()),
});

/** The state of the code at an approval of tasks: the commit of each git folder, and what was uncommitted. */
export type Approval = z.infer<typeof approvalSchema>;

const keyOf = (planId: string): string => `approval.${planId}`;

/** A plan's approvals that covered new tasks, oldest first; empty if it is not approved, or was not approved here. */
export const approvalsOf = ({ memory }: Core, planId: string): readonly Approval[] =>
  z.array(approvalSchema).safeParse(memory.get(keyOf(planId))).data ?? [];

const note = async (core: Core, planId: string): Promise<void> => {
  const { storage, memory } = core;
  if (storage.state() !== 'owner') return;
  const plan = await orNull(storage.plans.get(planId));
  if ((plan === null || plan.status === 'draft') && memory.get(keyOf(planId)) !== undefined)
    await memory.update(keyOf(planId), undefined);
  if (plan === null || !isApproved(plan.status)) return;
  // Git may know the commits that it could not report before.
  const known = approvalsOf(core, planId).filter(({ heads }) => hasHeads(heads));
  const tasks = await approvedTasks(core, plan);
  const fresh = tasks.filter((id) => !known.some((approval) => approval.tasks.includes(id)));
  if (known.length > 0 && fresh.length === 0) return;
  const approval: Approval = { tasks: fresh, heads: await currentHeads(), contents: await uncommittedContents(core) };
  await memory.update(keyOf(planId), [...known, approval]);
};

/** The task ids of the last approved version. */
const approvedTasks = async ({ storage }: Core, { id, currentVersion }: DevPlan): Promise<readonly string[]> => {
  const approved = (await storage.reviews.list(id)).findLast(({ state }) => state === 'approved');
  const { content } = await storage.plans.version(id, approved?.version ?? currentVersion);
  return taskIdsOf(parsePlan(content));
};

/**
 * Records the state of the code whenever a plan, or tasks added to it later, are approved, in the window that writes the
 * data; a plan set back to draft starts over.
 */
export const followApprovals = (core: Core, log: Log): Recorder => {
  // In order, so that an approval withdrawn before it was recorded leaves no record.
  const ordered = serialQueue();
  const record = (planId: string): Promise<void> =>
    ordered(() => note(core, planId)).catch((error: unknown) =>
      log.error(`approval record: ${toFailure(error).code}`, error),
    );
  const subscription = core.storage.onDidChange(({ entity, id, parentId }) => {
    if (entity === 'plan') void record(id);
    if (entity === 'review' && parentId !== null) void record(parentId);
  });
  return {
    // Of most drafts there is neither a record to make nor one to forget.
    recordMissing: async ({ id, status }) => {
      if (isApproved(status) || approvalsOf(core, id).length > 0) await record(id);
    },
    dispose: () => subscription.dispose(),
  };
};
