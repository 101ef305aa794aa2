import type { PlanState } from '../../src/shared/protocol';
import { summarizeChanges } from '../labels';
import { noticeWords } from '../noticeWords';
import { t } from '../words';

const noticed = ({ notice }: PlanState) => ({ notice, readOnly: notice !== null });

/** What to announce of a new state: a proposal that arrived or was answered, another version on display, a notice. */
export const news = (before: PlanState, now: PlanState): string => {
  const { proposal, shown, current, versions } = now;
  const waited = new Set(before.versions.filter(({ state }) => state === 'proposed').map(({ number }) => number));
  const rejected = versions.filter(({ number, state }) => state === 'rejected' && waited.has(number));
  const isNew = current !== before.current;
  return [
    ...(isNew ? [t('nowCurrent', current)] : []),
    ...rejected.map(({ number }) => t('nowRejected', number)),
    ...(shown === before.shown || (isNew && shown === current) ? [] : [t('nowShown', shown)]),
    ...(proposal && proposal.version !== before.proposal?.version
      ? [t('proposalIs', proposal.version, summarizeChanges(proposal.changes))]
      : []),
    ...noticeWords(noticed(before), noticed(now)),
  ].join(' ');
};
