import * as vscode from 'vscode';
import { readApproval } from '../../plans/planApproval';
import { readPlanText } from '../../plans/planReader';
import { allowedStatuses, type DevPlan, type PlanStatus } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import { staleWords } from '../approvalWords';
import { offer } from '../offer';
import { statusIcon, statusVerb, statusWord } from '../words';
import type { CommandContext } from './command';
import { allTasks } from '../../domain/grammar/planModel';

/** Asks for the next status, among those allowed for any of the plans. */
export const pickStatus = async (first: DevPlan, plans: readonly DevPlan[]): Promise<PlanStatus | undefined> => {
  const allowed = [...new Set(plans.flatMap(({ status }) => allowedStatuses(status)))];
  const picks = allowed.map((to) => ({ label: `$(${statusIcon(to)}) ${statusWord(to)}`, to }));
  const placeHolder =
    plans.length > 1
      ? vscode.l10n.t('{0} plans. Next:', plans.length)
      : vscode.l10n.t('"{0}" is {1}. Next:', first.title, statusWord(first.status));
  return (await vscode.window.showQuickPick(picks, { placeHolder }))?.to;
};

const openWords = (open: number, all: number): string => {
  if (all === 1) return vscode.l10n.t('The only task is not done. It stays open in the plan.');
  return open === 1
    ? vscode.l10n.t('1 of {0} tasks is not done. It stays open in the plan.', all)
    : vscode.l10n.t('{0} of {1} tasks are not done. They stay open in the plan.', open, all);
};

const commentWords = (open: number): string =>
  open === 1 ? vscode.l10n.t('1 comment is open.') : vscode.l10n.t('{0} comments are open.', open);

/** Reasons to hesitate before starting or completing a plan; empty if there are none. */
const doubts = async ({ core }: CommandContext, plan: DevPlan, to: PlanStatus): Promise<readonly string[]> => {
  if (to !== 'in_progress' && to !== 'completed') return [];
  const { storage } = await core();
  const { decision, stale } = await readApproval(storage, plan);
  const tasks = allTasks(parsePlan((await readPlanText(storage, plan.id)).text));
  const open = tasks.filter(({ done }) => !done).length;
  const asked = to === 'completed' ? ((await storage.comments.openCounts()).get(plan.id) ?? 0) : 0;
  return [
    ...(stale.length > 0
      ? [vscode.l10n.t('The approval of v{0} is stale: {1}.', decision?.version ?? 0, staleWords(stale))]
      : []),
    ...(to === 'completed' && open > 0 ? [openWords(open, tasks.length)] : []),
    ...(asked > 0 ? [commentWords(asked)] : []),
  ];
};

const mayGoOn = async (context: CommandContext, plan: DevPlan, to: PlanStatus): Promise<boolean> => {
  const reasons = await doubts(context, plan, to);
  if (reasons.length === 0) return true;
  const verb = statusVerb(to, plan.status);
  const changes = vscode.l10n.t('Show Changes');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} "{1}" anyway?', verb, plan.title),
    { modal: true, detail: reasons.join('\n') },
    verb,
    changes,
  );
  if (chosen === changes) await context.planPanels.open(plan, { tab: 'changes' });
  return chosen === verb;
};

const leftWords = (left: number, status: string): string =>
  left === 1
    ? vscode.l10n.t('1 plan stays as it is: it cannot become "{0}".', status)
    : vscode.l10n.t('{0} plans stay as they are: they cannot become "{1}".', left, status);

/** Sets plans to a status, asking first about stale approvals, open tasks and comments; reports plans left out. */
export const changeStatus = async (
  context: CommandContext,
  plans: readonly DevPlan[],
  to: PlanStatus,
): Promise<void> => {
  const { storage, who } = await context.core();
  const fits = plans.filter(({ status }) => plans.length === 1 || allowedStatuses(status).includes(to));
  for (const plan of fits)
    if (await mayGoOn(context, plan, to)) await storage.plans.setStatus(plan.id, to, { who: await who(), why: '' });
  const left = plans.length - fits.length;
  if (left > 0) void vscode.window.showInformationMessage(leftWords(left, statusWord(to)));
};

/** Says where archived items went, unless they are shown; not awaited, as the message stays until dismissed. */
export const tellArchived = ({ projectsTree }: CommandContext, text: string): void => {
  if (projectsTree.currentFilter.archived) return;
  const show = (): unknown => vscode.commands.executeCommand('devplan.showArchived');
  void offer(text, { [vscode.l10n.t('Show Archived')]: show });
};
