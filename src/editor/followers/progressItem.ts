import * as vscode from 'vscode';
import { type PlanApproval, readApproval } from '../../plans/planApproval';
import { readPlanText } from '../../plans/planReader';
import { orNull } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { DevPlan, PlanStatus } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import { allTasks, type PlanTask } from '../../domain/grammar/planModel';
import { percentDone, taskProgress } from '../../domain/grammar/planProgress';
import type { Storage, StoreChange } from '../../storage/open';
import { approvalWords } from '../approvalWords';
import type { OpenCore } from '../core';
import { coalesce } from '../../domain/coalesce';
import type { PlanPanels } from '../webviews/planPanels';
import { statusWord } from '../words';

const maxTitleLength = 40;
/** The plan to show if none has been in front: one in progress, then an approved one, then a draft. */
const order: readonly PlanStatus[] = ['in_progress', 'approved', 'draft'];

/** The status bar item: the progress of the active plan, now or last in front; hidden without a plan. */
export class ProgressItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('devplan.progress', vscode.StatusBarAlignment.Left, 10);
  private readonly subscription: vscode.Disposable;
  private readonly refresh: () => void;
  private last: string | null = null;

  constructor(
    private readonly core: OpenCore,
    private readonly panels: PlanPanels,
    log: Log,
  ) {
    this.item.name = vscode.l10n.t('DevPlan: Plan Progress');
    this.refresh = coalesce(
      () => this.draw(),
      (error) => log.error('status bar', error),
    );
    this.subscription = vscode.Disposable.from(
      this.item,
      panels.onDidActivate(this.refresh),
      vscode.window.onDidChangeActiveTextEditor(
        (editor) => editor?.document.uri.scheme === 'devplan' && this.refresh(),
      ),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Redraws after a stored change that may affect it. */
  noteChange({ entity }: StoreChange): void {
    if (['project', 'plan', 'version', 'progress', 'review', 'storage'].includes(entity)) this.refresh();
  }

  /** Shows the plan that is active once the data is open. */
  start(): void {
    this.refresh();
  }

  private async draw(): Promise<void> {
    const { storage } = await this.core();
    const plan = await this.active(storage);
    if (plan === null) return this.item.hide();
    const tasks = allTasks(parsePlan((await readPlanText(storage, plan.id)).text));
    const { done, total } = taskProgress(tasks);
    const { title } = plan;
    const short = title.length > maxTitleLength ? `${title.slice(0, maxTitleLength - 1)}…` : title;
    this.item.text = `$(checklist) ${short.replaceAll('$(', '$ (')} ${done}/${total}`;
    this.item.tooltip = tooltip(plan, tasks, await readApproval(storage, plan));
    this.item.accessibilityInformation = { label: vscode.l10n.t('{0}: {1} of {2} done', title, done, total) };
    this.item.command = { command: 'devplan.openPlan', title: vscode.l10n.t('Open Plan'), arguments: [plan.id] };
    this.item.show();
  }

  private async active(storage: Storage): Promise<DevPlan | null> {
    const front = this.panels.activePlanId();
    this.last = front ?? this.last;
    const known = this.last === null ? null : await orNull(storage.plans.get(this.last));
    if (known !== null && (front !== null || (await isOpen(storage, known)))) return known;
    for (const status of order) {
      const { items } = await storage.plans.list({ status: [status], inOpenProject: true, limit: 1 });
      if (items[0]) return items[0];
    }
    return null;
  }
}

const isOpen = async ({ projects }: Storage, { status, projectId }: DevPlan): Promise<boolean> =>
  status !== 'archived' && (await projects.get(projectId)).status !== 'archived';

const tooltip = (plan: DevPlan, tasks: readonly PlanTask[], approval: PlanApproval): vscode.MarkdownString => {
  const progress = taskProgress(tasks);
  const next = tasks.find(({ done }) => !done);
  const text = new vscode.MarkdownString();
  const lines = [
    plan.title,
    [statusWord(plan.status), approvalWords(approval)].filter(Boolean).join(', '),
    vscode.l10n.t('Tasks done: {0} of {1} ({2} %)', progress.done, progress.total, percentDone(progress)),
    next ? vscode.l10n.t('Next: {0}', `${next.id ?? ''} ${next.title}`.trim()) : '',
  ].filter(Boolean);
  for (const [index, line] of lines.entries()) text.appendText(index === 0 ? line : `\n\n${line}`);
  return text;
};
