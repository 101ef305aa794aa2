import * as vscode from 'vscode';
import type { DevPlan } from '../../domain/plan';
import type { ReviewState } from '../../domain/review';
import { addressComments } from '../comments/addressComments';
import type { CommandContext, CommandTable } from './command';
import { targetPlan, targetSaved, targetsSaved } from './targets';

/** Adds a review of the plan's current version. */
const review = async (context: CommandContext, plan: DevPlan, state: ReviewState, note: string): Promise<void> => {
  const { storage, who } = await context.core();
  await storage.reviews.add(plan.id, { state, version: plan.currentVersion, who: await who(), note });
};

const askNote = (prompt: string, needed = false): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    prompt,
    ignoreFocusOut: true,
    ...(needed && { validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Say what.') : undefined) }),
  });

/** Commands on reviews and comments of plans. */
export const reviewCommands: CommandTable = {
  async requestReview(context, ...args) {
    const plans = await targetsSaved(context, args);
    const note =
      plans.length > 0 ? await askNote(vscode.l10n.t('What should be looked at? (may stay empty)')) : undefined;
    if (note !== undefined) for (const plan of plans) await review(context, plan, 'requested', note.trim());
  },

  async approvePlan(context, ...args) {
    const [, asked] = args;
    for (const plan of await targetsSaved(context, args))
      if (typeof asked !== 'number' || asked === plan.currentVersion) await review(context, plan, 'approved', '');
      else {
        // The plan may have changed by the time the notification is answered.
        await context.planPanels.open(plan, { tab: 'reviews' });
        void vscode.window.showInformationMessage(
          vscode.l10n.t('The review was asked for v{0}; v{1} is current now.', asked, plan.currentVersion),
        );
      }
  },

  async approveWithNote(context, arg) {
    const plan = await targetSaved(context, arg);
    const note = plan && (await askNote(vscode.l10n.t('Note to the approval of v{0}', plan.currentVersion)));
    if (plan && note !== undefined) await review(context, plan, 'approved', note.trim());
  },

  async requestChanges(context, arg) {
    const plan = await targetSaved(context, arg);
    const note = plan && (await askNote(vscode.l10n.t('What should change?'), true));
    if (plan && note) await review(context, plan, 'changes_requested', note.trim());
  },

  async addReviewNote(context, arg) {
    const plan = await targetSaved(context, arg);
    const note = plan && (await askNote(vscode.l10n.t('Note on v{0}', plan.currentVersion), true));
    if (plan && note) await review(context, plan, 'commented', note.trim());
  },

  async showReviews(context, arg) {
    const plan = await targetPlan(context, arg);
    if (plan) await context.planPanels.open(plan, { tab: 'reviews' });
  },

  async showChanges(context, arg) {
    const plan = await targetPlan(context, arg);
    if (plan) await context.planPanels.open(plan, { tab: 'changes' });
  },

  async addressComments(context, arg) {
    const plan = await targetSaved(context, arg);
    if (plan) return addressComments(context, plan);
  },
};
