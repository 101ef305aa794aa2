import * as z from 'zod';
import { orNull, toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { isApproved } from '../../domain/plan';
import { serialQueue } from '../../domain/serialQueue';
import type { Core } from '../core';
import { recordOnTrust } from '../onTrust';
import { currentHeads, hasHeads } from '../workspace/gitChanges';
import { uncommittedContents } from './contents';

const approvalSchema = z.object({
  heads: z.record(z.string(), z.string()),
  contents: z.record(z.string(), z.string()).default({}),
});

/** Where the code stood when a plan was approved: the commit of each folder with git, and what was not committed. */
export type Approval = z.infer<typeof approvalSchema>;

const keyOf = (planId: string): string => `approval.${planId}`;

/** Where the code stood when a plan was approved; null for one that is not, or was not here. */
export const approvalOf = ({ memory }: Core, planId: string): Approval | null =>
  approvalSchema.safeParse(memory.get(keyOf(planId))).data ?? null;

const note = async (core: Core, planId: string): Promise<void> => {
  if (core.storage.state() !== 'owner') return;
  const plan = await orNull(core.storage.plans.get(planId));
  if (plan === null || plan.status === 'draft') await core.memory.update(keyOf(planId), undefined);
  // Where git could tell nothing, it may by now.
  else if (isApproved(plan.status) && !hasHeads(approvalOf(core, planId)?.heads ?? {}))
    await core.memory.update(keyOf(planId), {
      heads: await currentHeads(),
      contents: await uncommittedContents(core),
    } satisfies Approval);
};

/**
 * Records where the code stands whenever a plan is approved; a plan that goes back to draft begins anew. `flush` waits for what
 * has begun.
 */
export const followApprovals = (core: Core, log: Log): { flush(): Promise<void>; dispose(): void } => {
  // An approval that was taken back before its record was made leaves none.
  const ordered = serialQueue();
  const record = (planId: string): Promise<void> =>
    ordered(() => note(core, planId)).catch((error: unknown) =>
      log.error(`approval record: ${toFailure(error).code}`, error),
    );
  const subscription = core.storage.onDidChange(({ entity, id }) => {
    if (entity === 'plan') void record(id);
  });
  const trust = recordOnTrust(core, record, log);
  return {
    flush: () => ordered(async () => {}),
    dispose() {
      subscription.dispose();
      trust.dispose();
    },
  };
};
