import * as vscode from 'vscode';
import { readApproval } from '../../plans/planApproval';
import { orNull } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { lastDecision, openRequest } from '../../domain/review';
import type { StoreChange } from '../../storage/open';
import type { ActionView } from '../../shared/protocol';
import { action } from '../actions';
import { staleWords } from '../approvalWords';
import type { OpenCore } from '../core';
import { buttonsOf, offer, offerProjects } from '../offer';

/** How long comments are collected into one message, in milliseconds: a pull brings many at once. */
const gatherMs = 300;

/** The newest comment of a thread and its plan. */
interface NewComment {
  readonly planId: string;
  readonly title: string;
  readonly author: string;
  readonly body: string;
}

type Kind = 'reviewRequested' | 'changesRequested' | 'approvalStale' | 'comments';

const showReviews = (planId: string): ActionView => action(vscode.l10n.t('Show'), 'showReviews', planId);

const wants = (kind: Kind): boolean =>
  vscode.workspace.getConfiguration('devplan').get<readonly string[]>('notifications', []).includes(kind);

/** Notifies about what needs the user, with the plan's name and a way there; the user's own actions are left out. */
export class Notifications {
  /** The approval last reported as stale, by plan: each is reported once. */
  private readonly toldStale = new Map<string, string>();
  /** Plans arriving right now, for example by an import: comments that come with them are not reported. */
  private readonly arriving = new Set<string>();
  /** What was commented and is not told yet, by thread. */
  private comments = new Map<string, NewComment>();

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {}

  noteChange(change: StoreChange): void {
    const { entity, id, parentId } = change;
    if (entity === 'plan' && change.change === 'created') {
      // The changes of one transaction are reported in a row.
      this.arriving.add(id);
      setImmediate(() => this.arriving.delete(id));
    }
    if (entity === 'thread' && this.arriving.has(parentId ?? '')) return;
    this.tell(change).catch((error: unknown) => this.log.error('notification', error));
  }

  private async tell({ entity, parentId, id, change }: StoreChange): Promise<void> {
    // Every window sees the change; only the one that writes reports it.
    if ((await this.core()).storage.state() !== 'owner') return;
    if (entity === 'review' && change === 'created' && parentId !== null) await this.tellReview(parentId, id);
    else if (entity === 'thread' && change !== 'deleted' && parentId !== null) await this.noteComment(parentId, id);
    else if (entity === 'plan' && change === 'updated') await this.tellStale(id);
  }

  private async tellReview(planId: string, reviewId: string): Promise<void> {
    const { storage, who } = await this.core();
    const reviews = await storage.reviews.list(planId);
    const review = reviews.find(({ id }) => id === reviewId);
    if (!review || review.who === (await who())) return;
    const plan = await storage.plans.get(planId);
    const { title, status } = plan;
    // If several reviews arrive together, for example from a teammate, only the last one needs an answer.
    const last = openRequest(reviews) ?? lastDecision(plan, reviews, await storage.reviews.statusHistory(planId));
    if (last?.id !== reviewId) return;
    const note = review.note === '' ? '' : ` “${review.note}”`;
    if (review.state === 'requested' && wants('reviewRequested')) {
      const approve =
        status === 'archived' ? [] : [action(vscode.l10n.t('Approve'), 'approvePlan', planId, review.version)];
      const text = vscode.l10n.t('{0} asks for a review of "{1}".', review.who, title) + note;
      await offer(text, buttonsOf([showReviews(planId), ...approve]));
    } else if (review.state === 'changes_requested' && wants('changesRequested'))
      await offer(
        vscode.l10n.t('{0} asks for changes on "{1}".', review.who, title) + note,
        buttonsOf([showReviews(planId)]),
      );
  }

  private async noteComment(planId: string, threadId: string): Promise<void> {
    if (!wants('comments')) return;
    const { storage, who } = await this.core();
    const thread = (await storage.comments.threads(planId)).find(({ id }) => id === threadId);
    const last = thread?.comments.at(-1);
    if (!last || last.author === (await who()) || last.createdAt !== thread?.updatedAt) return;
    const { title } = await storage.plans.get(planId);
    if (this.comments.size === 0) setTimeout(() => this.tellComments(), gatherMs);
    this.comments.set(threadId, { planId, title, author: last.author, body: last.body });
  }

  private tellComments(): void {
    const comments = [...this.comments.values()];
    this.comments = new Map();
    const [first, ...others] = comments;
    if (!first) return;
    const { planId, title, author, body } = first;
    const plans = new Set(comments.map((comment) => comment.planId)).size;
    if (plans > 1) return void offerProjects(vscode.l10n.t('{0} plans have new comments.', plans));
    const text =
      others.length === 0
        ? vscode.l10n.t('{0} commented on "{1}": {2}', author, title, body.slice(0, 200))
        : vscode.l10n.t('{0} new comments on "{1}".', comments.length, title);
    void offer(text, buttonsOf([showReviews(planId)]));
  }

  private async tellStale(planId: string): Promise<void> {
    if (!wants('approvalStale')) return;
    const { storage } = await this.core();
    const plan = await orNull(storage.plans.get(planId));
    if (plan === null || plan.status === 'completed' || plan.status === 'archived') return;
    const { decision, stale } = await readApproval(storage, plan);
    if (!decision || stale.length === 0 || this.toldStale.get(planId) === decision.id) return;
    this.toldStale.set(planId, decision.id);
    const text = vscode.l10n.t(
      'The approval of "{0}" (v{1}) is stale: {2}.',
      plan.title,
      decision.version,
      staleWords(stale),
    );
    const changes = action(vscode.l10n.t('Show Changes'), 'showChanges', planId);
    await offer(text, buttonsOf([changes, action(vscode.l10n.t('Request Review...'), 'requestReview', planId)]));
  }
}
