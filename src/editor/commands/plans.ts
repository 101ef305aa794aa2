import * as vscode from 'vscode';
import { updatePlan } from '../../plans/planSaving';
import { type PlanStatus, planStatuses } from '../../domain/plan';
import { sendAbout } from '../chat/sendAbout';
import { exportTo, pickFormat } from '../transfer/exports';
import { showCurrentText } from '../planDocuments/currentText';
import { openSamplePlan } from '../samplePlan';
import { readPages } from '../../storage/pages';
import { filterWords, noFilter } from '../trees/projectsFilter';
import { statusIcon, statusWord } from '../words';
import type { CommandTable } from './command';
import { askName, confirm } from './confirm';
import { changeStatus, pickStatus, tellArchived } from './planLife';
import { targetPlan, targetPlans, targetSaved, targetsSaved } from './targets';

/** Commands on plans. */
export const planCommands: CommandTable = {
  async openPlan(context, arg, taskId) {
    const plan = await targetPlan(context, arg, { useActive: false });
    if (plan) await context.planPanels.open(plan, typeof taskId === 'string' ? { taskId } : {});
  },

  async openSamplePlan({ core, planPanels }) {
    const { storage } = await core();
    await planPanels.open(await storage.plans.get(await openSamplePlan(storage)), {});
  },

  async editPlanMarkdown(context, arg, offset) {
    const plan = await targetPlan(context, arg);
    if (plan) await showCurrentText(plan, typeof offset === 'number' ? offset : undefined);
  },

  async renamePlan(context, arg) {
    const plan = await targetSaved(context, arg);
    const title = plan && (await askName(vscode.l10n.t('New title'), plan.title));
    if (!title) return;
    const { storage, who } = await context.core();
    await updatePlan(storage, plan.id, { title }, await who());
  },

  async setStatus(context, ...args) {
    const plans = await targetsSaved(context, args);
    const [first] = plans;
    if (!first) return;
    const given = planStatuses.find((known) => known === args[1]);
    const to = given ?? (await pickStatus(first, plans));
    if (to !== undefined) await changeStatus(context, plans, to);
  },

  async archivePlan(context, ...args) {
    const plans = await targetPlans(context, args);
    await changeStatus(context, plans, 'archived');
    if (plans.length === 0) return;
    tellArchived(context, vscode.l10n.t('Archived plans leave the tree; nothing of them is deleted.'));
  },

  async showArchived({ projectsTree }) {
    await projectsTree.setFilter({ ...projectsTree.currentFilter, archived: true });
  },

  async deletePlan(context, ...args) {
    const plans = await targetPlans(context, args);
    const [plan] = plans;
    if (!plan) return;
    const { storage } = await context.core();
    const detail =
      plans.length > 1
        ? `${plans.map(({ title }) => title).join('\n')}\n\n${vscode.l10n.t('All their versions go with them. This cannot be undone; archiving keeps everything.')}`
        : vscode.l10n.t(
            'All its versions ({0}) go with it. This cannot be undone; archiving keeps everything.',
            (await storage.plans.versions(plan.id)).length,
          );
    const question =
      plans.length > 1
        ? vscode.l10n.t('Delete {0} plans permanently?', plans.length)
        : vscode.l10n.t('Delete "{0}" permanently?', plan.title);
    if (!(await confirm(question, detail, vscode.l10n.t('Delete Permanently')))) return;
    for (const { id } of plans) await storage.plans.delete(id);
  },

  async chatAboutPlan(context, arg) {
    const plan = await targetPlan(context, arg);
    if (plan) await context.chat.discuss(plan);
  },

  async completePlan(context, arg) {
    const plan = await targetPlan(context, arg);
    const request = vscode.l10n.t('The plan ended early: add the phases, tasks and sections that it still lacks.');
    if (plan) await sendAbout(context, plan, request);
  },

  async exportPlan(context, arg, format) {
    const plan = await targetSaved(context, arg);
    const chosen = plan && (format === 'markdown' || format === 'json' ? format : await pickFormat());
    if (!chosen) return;
    const { storage } = await context.core();
    await exportTo(storage, { kind: 'plan', planId: plan.id }, chosen, vscode.l10n.t('Export "{0}"', plan.title));
  },

  async filterPlans({ projectsTree, core }) {
    const filter = projectsTree.currentFilter;
    const { statuses, tags, archived, sort, text } = filter;
    const { projects } = (await core()).storage;
    const { items } = await readPages(Infinity, (paging) => projects.list(paging));
    // A tag can be removed from the filter even if no project has it any more.
    const known = [...new Set([...tags, ...items.flatMap((project) => project.tags)])].sort();
    const picks = [
      ...(filterWords(filter) === ''
        ? []
        : [{ label: `$(clear-all) ${vscode.l10n.t('Clear Filter')}`, flag: 'clear' as const }]),
      ...planStatuses.map((status) => ({
        label: `$(${statusIcon(status)}) ${statusWord(status)}`,
        picked: statuses.includes(status),
        status,
      })),
      ...known.map((tag) => ({ label: `$(tag) ${tag}`, picked: tags.includes(tag), tag })),
      { label: `$(archive) ${vscode.l10n.t('Show archived')}`, picked: archived, flag: 'archived' as const },
      {
        label: `$(sort-precedence) ${vscode.l10n.t('Sort by title')}`,
        picked: sort === 'title',
        flag: 'title' as const,
      },
    ];
    const chosen = await vscode.window.showQuickPick<
      (typeof picks)[number] & { status?: PlanStatus; tag?: string; flag?: string }
    >(picks, {
      canPickMany: true,
      placeHolder: vscode.l10n.t('Show only these; nothing chosen shows everything'),
    });
    if (!chosen) return;
    const has = (flag: string): boolean => chosen.some((pick) => pick.flag === flag);
    if (has('clear')) return projectsTree.setFilter(noFilter);
    const wanted = await vscode.window.showInputBox({
      prompt: vscode.l10n.t('Text in the title; empty for all'),
      value: text,
      ignoreFocusOut: true,
    });
    await projectsTree.setFilter({
      statuses: chosen.flatMap((pick) => pick.status ?? []),
      tags: chosen.flatMap((pick) => pick.tag ?? []),
      archived: has('archived'),
      sort: has('title') ? 'title' : 'updated',
      // Dismissing this question keeps the answers to the previous one.
      text: (wanted ?? text).trim(),
    });
  },
};
