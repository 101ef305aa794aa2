import type { ComponentChildren } from 'preact';
import type { ChangeView, VersionView } from '../src/shared/protocol';
import type { ApprovalView } from '../src/shared/reviewViews';
import type { PlanState } from '../src/shared/protocol';
import type { StringKey } from '../src/shared/strings';
import { Icon } from './icon';
import { t } from './words';

interface Mark {
  readonly icon: string;
  readonly tone: string;
  readonly word: StringKey;
}

const statusMarks: Readonly<Record<PlanState['status'], Mark>> = {
  draft: { icon: 'issue-draft', tone: 'dim', word: 'statusDraft' },
  approved: { icon: 'pass', tone: 'ok', word: 'statusApproved' },
  in_progress: { icon: 'color-mode', tone: 'info', word: 'statusInProgress' },
  completed: { icon: 'pass-filled', tone: 'ok', word: 'statusCompleted' },
  archived: { icon: 'archive', tone: 'dim', word: 'statusArchived' },
};

const stateMarks: Readonly<Record<VersionView['state'], Mark>> = {
  accepted: { icon: 'check', tone: 'ok', word: 'stateAccepted' },
  proposed: { icon: 'issue-draft', tone: 'info', word: 'stateProposed' },
  rejected: { icon: 'circle-slash', tone: 'dim', word: 'stateRejected' },
  superseded: { icon: 'history', tone: 'dim', word: 'stateSuperseded' },
};

const changeMarks: Readonly<Record<ChangeView['kind'], Mark>> = {
  added: { icon: 'diff-added', tone: 'ok', word: 'changeAdded' },
  removed: { icon: 'diff-removed', tone: 'err', word: 'changeRemoved' },
  moved: { icon: 'diff-renamed', tone: 'info', word: 'changeMoved' },
  reworded: { icon: 'edit', tone: 'dim', word: 'changeReworded' },
  rescoped: { icon: 'diff-modified', tone: 'chg', word: 'changeRescoped' },
  ticked: { icon: 'pass', tone: 'ok', word: 'changeTicked' },
};

/** Icon and words side by side, without a frame. */
export const Kind = ({ icon, tone, children }: { icon: string; tone?: string; children: ComponentChildren }) => (
  <span class="kind">
    <Icon name={icon} tone={tone} />
    <span>{children}</span>
  </span>
);

/** Icon and word in a frame, for a state. */
export const Pill = ({ icon, tone, children }: { icon: string; tone: string; children: ComponentChildren }) => (
  <span class="pill">
    <Icon name={icon} tone={tone} />
    {children}
  </span>
);

const MarkPill = ({ mark }: { mark: Mark }) => (
  <Pill icon={mark.icon} tone={mark.tone}>
    {t(mark.word)}
  </Pill>
);

/** A plan's status. */
export const StatusPill = ({ status }: { status: PlanState['status'] }) => <MarkPill mark={statusMarks[status]} />;

const approvalMarks: Readonly<Record<ApprovalView['state'], Omit<Mark, 'word'>>> = {
  approved: { icon: 'pass', tone: 'ok' },
  changes_requested: { icon: 'request-changes', tone: 'chg' },
  requested: { icon: 'eye', tone: 'info' },
  commented: { icon: 'comment', tone: 'dim' },
  stale: { icon: 'warning', tone: 'warn' },
};

/** The state of a plan's approval. */
export const ApprovalPill = ({ approval }: { approval: ApprovalView }) => (
  <Pill {...approvalMarks[approval.state]}>{approval.text}</Pill>
);

/** The state of a version. */
export const StatePill = ({ state }: { state: VersionView['state'] }) => <MarkPill mark={stateMarks[state]} />;

/** A version's mark in a list: current, or its state; nothing for accepted versions that are no longer current. */
export const VersionMark = ({ version }: { version: VersionView }) => {
  if (version.state === 'accepted' && !version.current) return null;
  const mark = stateMarks[version.state];
  return (
    <span class="xs">
      <Kind icon={mark.icon} tone={mark.tone}>
        {t(version.current ? 'stateCurrent' : mark.word)}
      </Kind>
    </span>
  );
};

/** The icon and the word of a change's kind. */
export const changeMark = (change: ChangeView): Mark => changeMarks[change.kind];

const summaryKeys = {
  added: 'summaryAdded',
  removed: 'summaryRemoved',
  moved: 'summaryMoved',
  reworded: 'summaryReworded',
  rescoped: 'summaryRescoped',
  ticked: 'summaryTicked',
} as const satisfies Record<ChangeView['kind'], StringKey>;

/** `2 added, 1 moved`: how many changes of each kind. */
export const summarizeChanges = (changes: readonly ChangeView[]): string =>
  Object.entries(summaryKeys)
    .map(([kind, key]) => ({ key, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => t(key, count))
    .join(', ') || t('noChanges');
