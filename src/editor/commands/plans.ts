import * as vscode from 'vscode';
import { readPlanText } from '../../agent/planReader';
import { renamePlan } from '../../agent/planSaving';
import { allowedStatuses, type DevPlan, type PlanStatus, planStatuses } from '../../domain/plan';
import { parsePlan } from '../../domain/planDocument';
import type { Storage } from '../../storage/open';
import { exportPlan, type ExportFormat } from '../exportPlan';
import { parsePlanUri, planUri } from '../planDocuments/uris';
import { openSamplePlan } from '../samplePlan';
import { noFilter } from '../trees/projectsTree';
import { statusIcon, statusWord } from '../words';
import type { CommandTable } from './command';
import { askName, confirm } from './confirm';
import { targetPlan } from './targets';

/** Asks before a plan with open tasks is completed; true when it may be. */
const mayComplete = async (storage: Storage, plan: DevPlan): Promise<boolean> => {
  const { text } = await readPlanText(storage, plan.id);
  const tasks = parsePlan(text).phases.flatMap((phase) => phase.tasks);
  const open = tasks.filter(({ done }) => !done).length;
  if (open === 0) return true;
  const question = vscode.l10n.t('Complete "{0}" although tasks are open?', plan.title);
  const detail =
    open === 1
      ? vscode.l10n.t('1 of {0} tasks is not done. It stays open in the plan.', tasks.length)
      : vscode.l10n.t('{0} of {1} tasks are not done. They stay open in the plan.', open, tasks.length);
  return confirm(question, detail, vscode.l10n.t('Complete'));
};

/** Commands on plans. */
export const planCommands: CommandTable = {
  async openPlan(context, arg, taskId) {
    const plan = await targetPlan(context, arg, { useActive: false });
    if (plan) await context.planPanels.open(plan, typeof taskId === 'string' ? taskId : null);
  },

  async openSamplePlan({ core, planPanels }) {
    const { storage } = await core();
    await planPanels.open(await storage.plans.get(await openSamplePlan(storage)), null);
  },

  async editPlanMarkdown(context, arg) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    // A document opened under an earlier title is the same plan: two dirty copies of one text must not come to be.
    const open = vscode.workspace.textDocuments.find(({ uri, isClosed }) => {
      const place = parsePlanUri(uri);
      return !isClosed && place?.planId === plan.id && place.version === null;
    });
    const document = open ?? (await vscode.workspace.openTextDocument(planUri(plan.id, plan.title)));
    await vscode.window.showTextDocument(document, { preview: false });
  },

  async renamePlan(context, arg) {
    const plan = await targetPlan(context, arg);
    const title = plan && (await askName(vscode.l10n.t('New title'), plan.title));
    if (!title) return;
    const { storage, who } = await context.core();
    await renamePlan(storage, plan.id, title, await who());
  },

  async setStatus(context, arg, status) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    const allowed = allowedStatuses(plan.status);
    const picks = allowed.map((to) => ({ label: `$(${statusIcon(to)}) ${statusWord(to)}`, to }));
    const placeHolder = vscode.l10n.t('"{0}" is {1}. Next:', plan.title, statusWord(plan.status));
    const given = planStatuses.find((known) => known === status);
    const to: PlanStatus | undefined = given ?? (await vscode.window.showQuickPick(picks, { placeHolder }))?.to;
    if (to === undefined) return;
    const { storage, who } = await context.core();
    if (to === 'completed' && allowed.includes(to) && !(await mayComplete(storage, plan))) return;
    await storage.plans.setStatus(plan.id, to, { who: await who(), why: '' });
  },

  async archivePlan(context, arg) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    const { storage, who } = await context.core();
    await storage.plans.setStatus(plan.id, 'archived', { who: await who(), why: '' });
  },

  async deletePlan(context, arg) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    const detail = vscode.l10n.t(
      'All {0} versions go with it. This cannot be undone; archiving keeps everything.',
      plan.currentVersion,
    );
    if (!(await confirm(vscode.l10n.t('Delete "{0}" for ever?', plan.title), detail, vscode.l10n.t('Delete for Ever'))))
      return;
    await (await context.core()).storage.plans.delete(plan.id);
  },

  async chatAboutPlan(context, arg) {
    const plan = await targetPlan(context, arg);
    if (plan) await context.chat.discuss(plan);
  },

  async exportPlan(context, arg, format) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    const picks = [
      { label: 'Markdown', description: '.md', format: 'markdown' as const },
      {
        label: 'JSON',
        description: vscode.l10n.t('.json, with every version and the progress'),
        format: 'json' as const,
      },
    ];
    const known = picks.find((pick) => pick.format === format);
    const chosen: ExportFormat | undefined = (
      known ?? (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Export as') }))
    )?.format;
    if (chosen) await exportPlan((await context.core()).storage, plan, chosen);
  },

  async filterPlans({ projectsTree }) {
    const { statuses, archived, sort, text } = projectsTree.currentFilter;
    const picks = [
      ...planStatuses.map((status) => ({
        label: `$(${statusIcon(status)}) ${statusWord(status)}`,
        picked: statuses.includes(status),
        status,
      })),
      { label: `$(archive) ${vscode.l10n.t('Show archived')}`, picked: archived, flag: 'archived' as const },
      {
        label: `$(sort-precedence) ${vscode.l10n.t('Sort by title')}`,
        picked: sort === 'title',
        flag: 'title' as const,
      },
    ];
    const chosen = await vscode.window.showQuickPick<(typeof picks)[number] & { status?: PlanStatus; flag?: string }>(
      picks,
      {
        canPickMany: true,
        placeHolder: vscode.l10n.t('Show only these; nothing chosen shows everything'),
      },
    );
    if (!chosen) return;
    const wanted = await vscode.window.showInputBox({
      prompt: vscode.l10n.t('Text in the title; empty for all'),
      value: text,
    });
    if (wanted === undefined) return;
    projectsTree.setFilter({
      ...noFilter,
      statuses: chosen.flatMap((pick) => pick.status ?? []),
      archived: chosen.some((pick) => pick.flag === 'archived'),
      sort: chosen.some((pick) => pick.flag === 'title') ? 'title' : 'updated',
      text: wanted.trim(),
    });
  },
};
