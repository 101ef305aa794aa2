import { UserError } from '../domain/errors';
import type { DevPlanVersion } from '../domain/plan';
import { newTitle } from '../domain/grammar/planDocument';
import { mergePlans } from '../domain/diff/planMerge';
import { selectChanges } from '../domain/diff/planSelect';
import type { Storage } from '../storage/open';

/**
 * Accepts a proposal, or only its changes at the given positions of `compareVersions`. If the plan has moved on, it is
 * merged by task and section; a part or a merge becomes a version of its own and the proposal is superseded.
 * Throws `proposalClosed`, or `mergeConflict` naming what both sides changed.
 */
export const acceptProposal = (
  storage: Storage,
  planId: string,
  number: number,
  positions?: readonly number[],
): Promise<DevPlanVersion> =>
  storage.transaction(async ({ plans, counters }) => {
    const plan = await plans.get(planId);
    const proposal = await plans.version(planId, number);
    const base = proposal.baseVersion ?? plan.currentVersion;
    if (proposal.state !== 'proposed' || (base === plan.currentVersion && positions === undefined))
      return plans.accept(planId, number);
    const { content: before } = await plans.version(planId, base);
    const { content: current } = await plans.version(planId, plan.currentVersion);
    const wanted = positions === undefined ? proposal.content : selectChanges(before, proposal.content, positions);
    const { text, conflicts } = mergePlans(before, current, wanted);
    if (conflicts.length > 0) {
      const places = conflicts.map((key) => key.replace(/^(?:text of )?(?:task |section )?/, '')).join(', ');
      throw new UserError('mergeConflict', { planId, version: number, current: plan.currentVersion, places });
    }
    const version = await plans.createVersion(planId, {
      content: text,
      summary: proposal.summary,
      author: proposal.author,
      model: proposal.model,
      tokens: proposal.tokens,
      base: plan.currentVersion,
      state: 'accepted',
      metadata: { fromProposal: number },
      ...newTitle(text, plan.title),
    });
    await plans.supersede(planId, number);
    await counters.add({ 'proposal.accepted': 1 });
    return version;
  });
