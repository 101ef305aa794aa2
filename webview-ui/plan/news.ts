import type { PlanState } from '../../src/shared/protocol';
import { summarizeChanges } from '../labels';
import { t } from '../words';

/** What one who does not see the plan must be told of a new state: a proposal that arrived, another version on display. */
export const news = (before: PlanState, now: PlanState): string => {
  const { proposal, shown } = now;
  return [
    ...(shown === before.shown ? [] : [t('nowShown', shown)]),
    ...(proposal && proposal.version !== before.proposal?.version
      ? [t('proposalIs', proposal.version, summarizeChanges(proposal.changes))]
      : []),
  ].join(' ');
};
