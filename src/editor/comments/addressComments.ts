import * as vscode from 'vscode';
import { readPlanText } from '../../plans/planReader';
import { isSectionGone, locateAnchor } from '../../domain/commentAnchor';
import type { DevPlan } from '../../domain/plan';
import type { CommandContext } from '../commands/command';
import { sendAbout } from '../chat/sendAbout';

/** Sends a plan's open comments to the agent as one message; its revision is a proposal like any other. */
export const addressComments = async (context: CommandContext, plan: DevPlan): Promise<void> => {
  const { storage } = await context.core();
  const open = (await storage.comments.threads(plan.id)).filter(({ state }) => state === 'open');
  if (open.length === 0)
    return void vscode.window.showInformationMessage(vscode.l10n.t('"{0}" has no open comments.', plan.title));
  const { text } = await readPlanText(storage, plan.id);
  const lines = open.flatMap(({ anchor, version, comments }) => {
    const place = anchor.taskId ?? anchor.section ?? plan.title;
    const quote = anchor.quote.replace(/\s+/g, ' ');
    const about =
      locateAnchor(text, anchor) === null
        ? vscode.l10n.t('On {0}, which said in v{1}: "{2}"', place, version, quote)
        : vscode.l10n.t('On {0}: "{1}"', place, quote);
    const gone = isSectionGone(text, anchor)
      ? vscode.l10n.t('(this section was removed; do not add it back for this)')
      : '';
    return [`> ${about} ${gone}`.trimEnd(), ...comments.map(({ body }) => body.trim()), ''];
  });
  const request = vscode.l10n.t('Address these comments on the plan:');
  await sendAbout(context, plan, [request, '', ...lines].join('\n').trim());
};
