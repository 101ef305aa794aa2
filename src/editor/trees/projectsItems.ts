import * as vscode from 'vscode';
import type { DevPlan, DevPlanVersionInfo, VersionState } from '../../domain/plan';
import type { PlanPhase, PlanTask } from '../../domain/grammar/planModel';
import type { Project } from '../../domain/project';
import type { PlansByStatus } from '../../domain/projectHealth';
import { healthDetail, healthWords } from './healthWords';
import type { PlanMarks } from './planMarks';
import { escapeMarkdown } from '../markdownText';
import { ago, authorWord, planCount, statusIcon, statusWord, versionStateWord } from '../words';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** What a plan's row shows. */
export interface PlanRow {
  readonly plan: DevPlan;
  readonly phases: readonly PlanPhase[];
  /** Number of versions, including proposed and rejected ones. */
  readonly versions: number;
}

/** A project's row. */
export const projectItem = (project: Project, plans: number, byStatus: PlansByStatus | null): vscode.TreeItem => {
  const item = new vscode.TreeItem(project.name, Expanded);
  item.id = project.id;
  item.iconPath = new vscode.ThemeIcon(project.status === 'archived' ? 'archive' : 'project');
  item.description = [planCount(plans), byStatus ? healthWords(byStatus) : ''].filter(Boolean).join(' · ');
  item.contextValue = `project ${project.status === 'archived' ? 'archived' : 'open'}`;
  item.tooltip = tooltip(
    `**${escapeMarkdown(project.name)}**`,
    escapeMarkdown(project.description),
    project.tags.map((tag) => `#${escapeMarkdown(tag)}`).join(' '),
    byStatus ? healthDetail(byStatus) : '',
  );
  return item;
};

/** What needs attention, in a few words each. */
const markWords = ({ references, drift, looksDone }: PlanMarks): string[] => {
  const { t } = vscode.l10n;
  const { missing } = references;
  return [
    ...(missing > 0 ? [t('{0} missing', missing)] : []),
    ...(drift.size > 0 ? [t('{0} drifted', drift.size)] : []),
    ...(looksDone > 0 ? [looksDone === 1 ? t('1 looks done') : t('{0} look done', looksDone)] : []),
  ];
};

const referenceWords = ({ references }: PlanMarks): string =>
  vscode.l10n.t('References: {0} found, {1} new, {2} missing', references.found, references.fresh, references.missing);

/** A plan's row: status as icon and word, progress, and the workspace's findings. */
export const planItem = ({ plan, phases, versions }: PlanRow, marks: PlanMarks | null): vscode.TreeItem => {
  const tasks = phases.flatMap((phase) => phase.tasks);
  const done = tasks.filter((task) => task.done).length;
  const progress = vscode.l10n.t('{0} of {1} done', done, tasks.length);
  const item = new vscode.TreeItem(plan.title, Collapsed);
  item.id = plan.id;
  item.iconPath = new vscode.ThemeIcon(statusIcon(plan.status));
  item.description = [statusWord(plan.status), progress, ...(marks ? markWords(marks) : [])].join(' · ');
  item.contextValue = [
    'plan',
    plan.status === 'archived' ? 'archived' : 'open',
    ...(plan.currentVersion > 1 ? ['several'] : []),
    ...(versions > 1 ? ['comparable'] : []),
  ].join(' ');
  item.tooltip = tooltip(
    `**${escapeMarkdown(plan.title)}**`,
    `${statusWord(plan.status)}, v${plan.currentVersion}, ${progress}`,
    ...(marks
      ? [referenceWords(marks), ...[...marks.drift].map(([id, texts]) => `${id}: ${escapeMarkdown(texts.join('; '))}`)]
      : []),
    vscode.l10n.t('Changed {0}', ago(plan.updatedAt)),
  );
  item.command = { command: 'devplan.openPlan', title: vscode.l10n.t('Open Plan'), arguments: [plan.id] };
  return item;
};

/** A phase's row. */
export const phaseItem = (plan: DevPlan, phase: PlanPhase, index: number): vscode.TreeItem => {
  const item = new vscode.TreeItem(phase.title || vscode.l10n.t('Tasks'), Collapsed);
  item.id = `${plan.id}/phase/${index}`;
  item.iconPath = new vscode.ThemeIcon('list-tree');
  item.description = vscode.l10n.t('{0} of {1}', phase.tasks.filter((task) => task.done).length, phase.tasks.length);
  item.contextValue = `phase ${phase.tasks.every((task) => task.done) ? 'done' : 'open'}`;
  return item;
};

/** A task's row with its checkbox; without an id it has none, as nothing could record the tick. */
export const taskItem = (plan: DevPlan, task: PlanTask, marks: PlanMarks | null): vscode.TreeItem => {
  const drift = marks?.drift.get(task.id ?? '') ?? [];
  const item = new vscode.TreeItem(task.id === null ? task.title : `${task.id} ${task.title}`, None);
  item.description = [task.estimate ?? '', drift.length > 0 ? vscode.l10n.t('drifted') : '']
    .filter(Boolean)
    .join(' · ');
  item.contextValue = `task ${task.done ? 'done' : 'open'}`;
  if (task.id !== null) {
    item.id = `${plan.id}/task/${task.id}/${task.line}`;
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = task.done ? Checked : Unchecked;
  }
  item.tooltip = tooltip(
    `**${escapeMarkdown(task.title)}**`,
    task.files.map((file) => `\`${file.path}\``).join(', '),
    ...drift.map(escapeMarkdown),
    task.doneWhen === null ? '' : vscode.l10n.t('Done when: {0}', escapeMarkdown(task.doneWhen)),
  );
  item.command = { command: 'devplan.openPlan', title: vscode.l10n.t('Open Plan'), arguments: [plan.id, task.id] };
  return item;
};

/** The row that holds a plan's versions. */
export const versionsItem = (plan: DevPlan): vscode.TreeItem => {
  const item = new vscode.TreeItem(vscode.l10n.t('Versions'), Collapsed);
  item.id = `${plan.id}/versions`;
  item.iconPath = new vscode.ThemeIcon('versions');
  item.contextValue = 'versions';
  return item;
};

const versionIcons: Readonly<Record<VersionState, string>> = {
  accepted: 'git-commit',
  proposed: 'diff',
  rejected: 'close',
  superseded: 'history',
};

/** A version's row; opening it compares it with its predecessor, or shows the first version alone. */
export const versionItem = (plan: DevPlan, version: DevPlanVersionInfo): vscode.TreeItem => {
  const current = version.number === plan.currentVersion;
  const item = new vscode.TreeItem(`v${version.number}`, None);
  item.id = `${plan.id}/version/${version.number}`;
  item.iconPath = new vscode.ThemeIcon(current ? 'check' : versionIcons[version.state]);
  item.description = [current ? vscode.l10n.t('Current') : versionStateWord(version.state), version.summary]
    .filter(Boolean)
    .join(' · ');
  item.contextValue = [
    'version',
    version.state,
    ...(version.number > 1 ? ['based'] : []),
    ...(current || version.state === 'proposed' ? [] : ['old']),
  ].join(' ');
  item.tooltip = tooltip(
    `**v${version.number}** ${escapeMarkdown(version.summary)}`,
    `${authorWord(version.author)}, ${ago(version.createdAt)}`,
  );
  item.command =
    version.number > 1
      ? {
          command: 'devplan.compareWithPrevious',
          title: vscode.l10n.t('Compare with Previous'),
          arguments: [plan.id, version.number],
        }
      : { command: 'devplan.openVersion', title: vscode.l10n.t('Open Version'), arguments: [plan.id, version.number] };
  return item;
};

/** The last row of an incomplete list, which loads more; `node` identifies the list. */
export const moreItem = (node: unknown): vscode.TreeItem => {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more...'));
  item.command = { command: 'devplan.showMore', title: '', arguments: [node] };
  return item;
};

const tooltip = (...lines: readonly string[]): vscode.MarkdownString =>
  new vscode.MarkdownString(lines.filter(Boolean).join('\n\n'));
