import * as vscode from 'vscode';
import type { PlanApproval } from '../../plans/planApproval';
import type { CommentThread } from '../../domain/comment';
import { locateAnchor } from '../../domain/commentAnchor';
import type { DevPlan } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { Review, StatusChange } from '../../domain/review';
import type { ActionView } from '../../shared/protocol';
import type { ApprovalView, ReviewView, ThreadView } from '../../shared/reviewViews';
import { action } from '../actions';
import { approvalWords, staleWords } from '../approvalWords';
import { statusWord } from '../words';

/** The badge next to the status; null without a review request or decision. */
export const approvalView = (approval: PlanApproval): ApprovalView | null => {
  const { decision, requested, stale } = approval;
  if (!decision && !requested) return null;
  const state = stale.length > 0 ? 'stale' : requested ? 'requested' : decision!.state;
  return { state, text: approvalWords(approval), reason: staleWords(stale) };
};

const reviewText = ({ state, who, version, note }: Review): string => {
  const said = note === '' ? '' : ` “${note}”`;
  switch (state) {
    case 'requested':
      return vscode.l10n.t('{0} asked for a review of v{1}.', who, version) + said;
    case 'approved':
      return vscode.l10n.t('{0} approved v{1}.', who, version) + said;
    case 'changes_requested':
      return vscode.l10n.t('{0} asked for changes on v{1}.', who, version) + said;
    case 'commented':
      return vscode.l10n.t('{0} noted on v{1}:', who, version) + said;
  }
};

/** All reviews and status changes of a plan, newest first; why an approval went stale comes on top. */
export const reviewViews = (
  approval: PlanApproval,
  reviews: readonly Review[],
  changes: readonly StatusChange[],
): ReviewView[] => {
  const events = [
    ...reviews.map((review) => ({ at: review.at, kind: review.state, text: reviewText(review) })),
    ...changes
      // The approval of a draft already appears as its review.
      .filter(({ from, to }) => !(from === 'draft' && to === 'approved'))
      .map(({ at, who, to, why }) => ({
        at,
        kind: 'status' as const,
        text: vscode.l10n.t('{0} set the status to {1}.', who, statusWord(to)) + (why ? ` “${why}”` : ''),
      })),
  ].sort((a, b) => b.at - a.at);
  const { decision, stale } = approval;
  const reason = vscode.l10n.t('The approval of v{0} went stale: {1}.', decision?.version ?? 0, staleWords(stale));
  return [...(stale.length > 0 ? [{ kind: 'stale' as const, text: reason, at: null }] : []), ...events];
};

/** What a reviewer may do with the current version. */
export const reviewActions = ({ id, currentVersion, status }: DevPlan, approval: PlanApproval): ActionView[] =>
  status === 'archived'
    ? []
    : [
        ...(approval.decision?.state === 'approved' && approval.decision.version === currentVersion
          ? []
          : [action(vscode.l10n.t('Approve v{0}', currentVersion), 'approveWithNote', id)]),
        action(vscode.l10n.t('Request Changes...'), 'requestChanges', id),
        action(vscode.l10n.t('Add Note...'), 'addReviewNote', id),
        ...(approval.requested ? [] : [action(vscode.l10n.t('Request Review...'), 'requestReview', id)]),
      ];

const threadActions = (id: string, open: boolean): ActionView[] => [
  open
    ? { ...action(vscode.l10n.t('Resolve Thread'), 'resolveThread', id), icon: 'check' }
    : { ...action(vscode.l10n.t('Open Thread Again'), 'reopenThread', id), icon: 'issue-reopened' },
  { ...action(vscode.l10n.t('Delete Thread'), 'deleteThread', id), icon: 'trash' },
];

const order = { open: 0, outdated: 0, resolved: 1 } as const;

/** The threads for the displayed version, resolved ones last, each with the text it was about. */
export const threadViews = (threads: readonly CommentThread[], text: string, writable: boolean): ThreadView[] => {
  const plan = parsePlan(text);
  const tasks = new Map(plan.phases.flatMap((phase) => phase.tasks.map((task) => [task.id, task.title])));
  return threads
    .map(({ id, anchor, version, state, comments }): ThreadView => ({
      id,
      // There is nowhere to go for a task that is gone: its id is only told.
      taskId: anchor.taskId !== null && tasks.has(anchor.taskId) ? anchor.taskId : null,
      title: tasks.get(anchor.taskId ?? '') ?? anchor.taskId ?? anchor.section ?? plan.title,
      quote: anchor.quote,
      version,
      state: state === 'resolved' ? 'resolved' : locateAnchor(text, anchor) === null ? 'outdated' : 'open',
      comments: comments.map((comment) => ({
        id: comment.id,
        author: comment.author,
        at: comment.createdAt,
        body: comment.body,
      })),
      actions: writable ? threadActions(id, state === 'open') : [],
    }))
    .sort((a, b) => order[a.state] - order[b.state]);
};
