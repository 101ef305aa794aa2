import * as vscode from 'vscode';
import { type PlanApproval, readApproval } from '../../plans/planApproval';
import { compareVersions, readPlanText, wantedSections } from '../../plans/planReader';
import { allowedStatuses, type DevPlan, type DevPlanVersionInfo, type TaskProgress } from '../../domain/plan';
import { type CheckOptions, checkPlan } from '../../domain/grammar/planCheck';
import type { CommentThread } from '../../domain/comment';
import { touchesScope } from '../../domain/diff/planDiff';
import { parsePlan } from '../../domain/grammar/planDocument';
import { contains, type PlanChange, type PlanProblem, type PlanTask } from '../../domain/grammar/planModel';
import { planParts } from '../../domain/grammar/planParts';
import { referenceProblems } from '../../generation/referenceProblems';
import type { CheckedReference } from '../../domain/references';
import type { ActionView, PlanState, ProblemView } from '../../shared/protocol';
import type { SectionView, TaskView } from '../../shared/sectionViews';
import { action } from '../actions';
import { sayChange } from '../changeWords';
import type { CoverageState } from '../coverage/currentCoverage';
import { coverageView, coverageWords } from '../coverage/coverageView';
import { messageFooter } from '../chat/messageView';
import { contextView } from '../contextView';
import type { Core } from '../core';
import { cutProblem } from '../cutPlan';
import type { DriftedReference } from '../drift/currentDrift';
import { driftWords } from '../drift/driftWords';
import { problemWords } from '../problemWords';
import { readProposal } from '../proposal';
import { readOnlyNotice } from '../readOnly';
import { authorWord, statusVerb } from '../words';
import type { FindInFiles } from './planFindings';
import { approvalView, reviewActions, reviewViews, threadViews } from './reviewState';

const tool = (icon: string, label: string, command: string, planId: string): ActionView => ({
  ...action(label, command, planId),
  icon,
});

/** Everything that the plan view shows for one version of a plan; null means the current one. */
export const planState = async (
  core: Core,
  planId: string,
  wanted: number | null,
  find: FindInFiles,
): Promise<PlanState> => {
  const { storage } = core;
  const { plan, version, text, progress } = await readPlanText(storage, planId, wanted ?? undefined);
  const versions = await storage.plans.versions(planId);
  const project = await storage.projects.get(plan.projectId);
  const ticks = new Map(progress.map((task) => [task.taskId, task]));
  const document = parsePlan(text);
  const current = version.number === plan.currentVersion;
  // If several versions are proposed, answer the one on display.
  const proposed = version.state === 'proposed' ? version : versions.find(({ state }) => state === 'proposed');
  const previous = await storage.plans.previousAccepted(planId, version.number);
  const { references, drifted, coverage, problem } = await find(core, { plan, text, document, current });
  const approval = await readApproval(storage, plan);
  const threads = await storage.comments.threads(planId);
  const notice = readOnlyNotice(core);
  const writable = notice === null;
  const cut = version.number === 1 ? cutProblem(plan) : null;
  return {
    planId,
    title: plan.title,
    summary: document.summary,
    status: plan.status,
    projectName: project.name,
    current: plan.currentVersion,
    shown: version.number,
    sections: sectionViews(text, plan.title, {
      planId,
      current,
      writable,
      progress: ticks,
      references,
      drifted,
      coverage,
    }),
    problems: [
      ...(cut === null ? [] : [{ ...cut, actions: writable ? cut.actions : [] }]),
      ...(problem === null ? [] : [problem]),
      ...checkPlan(document, { ...wantedSections(plan), ...lengthOf(plan, version.number) })
        .concat(referenceProblems(document, references))
        .map((problem) => problemView(problem, current && writable ? planId : null)),
    ],
    versions: versions.map((info) => versionView(info, plan)),
    proposal: proposed ? await proposalView(core, plan, proposed.number, writable) : null,
    changes: previous === null ? [] : withScope(compareVersions(previous, version, sayChange)),
    changesAgainst: previous?.number ?? null,
    coverage: coverage && coverageView(coverage, planId, writable),
    context: await contextOf(core, planId, version.number),
    approval: approvalView(approval),
    sinceApproval:
      approval.stale.length === 0
        ? null
        : { version: approval.decision?.version ?? 0, changes: await changesSince(core, plan, approval) },
    reviews: reviewViews(approval, await storage.reviews.list(planId), await storage.reviews.statusHistory(planId)),
    reviewActions: writable ? reviewActions(plan, approval) : [],
    threads: threadViews(threads, text, writable),
    commentActions: writable ? commentActions(planId, threads) : [],
    actions: [...(writable ? statusActions(plan, approval) : []), ...planActions(plan)],
    notice,
  };
};

/** The length budget of the first version, set by its request; later versions answer other requests. */
const lengthOf = ({ metadata: { budget } }: DevPlan, version: number): CheckOptions =>
  version === 1 && typeof budget === 'number' ? { budget } : {};

/** What the model saw when it wrote a version; null if no model answer made it. */
const contextOf = async ({ storage }: Core, planId: string, version: number): Promise<PlanState['context']> => {
  const message = await storage.conversations.messageOf(planId, version);
  return message?.seen ? { version, footer: messageFooter(message), view: contextView(message.seen) } : null;
};

const versionView = (info: DevPlanVersionInfo, plan: DevPlan) => ({
  number: info.number,
  state: info.state,
  current: info.number === plan.currentVersion,
  summary: info.summary,
  by: authorWord(info.author),
  at: info.createdAt,
});

const proposalView = async ({ storage }: Core, plan: DevPlan, number: number, writable: boolean) => {
  const { base, changes, compare, answers } = await readProposal(storage, plan, number);
  const actions = [compare, ...(writable ? answers : [])];
  return { version: number, baseVersion: base, changes: withScope(changes), actions };
};

const changesSince = async ({ storage }: Core, plan: DevPlan, { decision }: PlanApproval) => {
  const approved = await storage.plans.version(plan.id, decision?.version ?? plan.currentVersion);
  const current = await storage.plans.version(plan.id, plan.currentVersion);
  return withScope(compareVersions(approved, current, sayChange));
};

const withScope = (changes: readonly PlanChange[]) =>
  changes.map((change) => ({ ...change, scope: touchesScope(change) }));

/** The possible next steps for the plan. */
const statusActions = (plan: DevPlan, { stale }: PlanApproval): ActionView[] => {
  // A stale approval should be renewed before work goes on.
  const isRenewed = stale.length > 0 && plan.status !== 'archived';
  return [
    ...(isRenewed ? [{ ...action(vscode.l10n.t('Request Review...'), 'requestReview', plan.id), primary: true }] : []),
    ...allowedStatuses(plan.status)
      .filter((status) => status !== 'archived' && !(plan.status !== 'archived' && status === 'draft'))
      .map((status, index) => ({
        ...action(statusVerb(status, plan.status), 'setStatus', plan.id, status),
        primary: index === 0 && !isRenewed,
      })),
  ];
};

/** Actions that are always available. */
const planActions = (plan: DevPlan): ActionView[] => [
  action(vscode.l10n.t('Edit Markdown'), 'editPlanMarkdown', plan.id),
  ...(plan.currentVersion > 1
    ? [tool('diff', vscode.l10n.t('Compare with Previous'), 'compareWithPrevious', plan.id)]
    : []),
  tool('comment-discussion', vscode.l10n.t('Chat About Plan'), 'chatAboutPlan', plan.id),
  { ...action(vscode.l10n.t('Copy as Prompt'), 'copyAsPrompt', plan.id, null), icon: 'clippy' },
  { ...action(vscode.l10n.t('Start in Editor Chat'), 'startInEditorChat', plan.id, null), icon: 'rocket' },
  tool('export', vscode.l10n.t('Export...'), 'exportPlan', plan.id),
];

const commentActions = (planId: string, threads: readonly CommentThread[]): ActionView[] => [
  ...(threads.some(({ state }) => state === 'open')
    ? [action(vscode.l10n.t('Address Open Comments'), 'addressComments', planId)]
    : []),
  action(vscode.l10n.t('Comment...'), 'commentOnPlan', planId),
];

/** Facts about a plan's tasks beyond its text. */
interface TaskFacts {
  readonly planId: string;
  /** Whether the displayed version is the current one, which is the one that actions apply to. */
  readonly current: boolean;
  /** Whether this window may write. */
  readonly writable: boolean;
  readonly progress: ReadonlyMap<string, TaskProgress>;
  readonly references: readonly CheckedReference[];
  readonly drifted: readonly DriftedReference[];
  readonly coverage: CoverageState | null;
}

const sectionViews = (text: string, title: string, facts: TaskFacts): SectionView[] =>
  planParts(text, title).map((section) => ({
    ...section,
    phases: section.phases.map((phase) => ({ ...phase, tasks: phase.tasks.map((task) => taskView(task, facts)) })),
  }));

/** The drift of an open task; a done task has changed its files itself. */
const driftView = (
  { id, range, done }: PlanTask,
  { planId, writable, drifted }: TaskFacts,
): Pick<TaskView, 'drift'> => {
  const own = drifted.filter(({ reference: { offset } }) => contains(range, offset));
  if (done || id === null || own.length === 0) return {};
  const texts = [...new Set(own.map(driftWords))];
  const actions = writable ? [action(vscode.l10n.t('Accept as Read'), 'acceptDrift', planId, id)] : [];
  return { drift: { texts, actions } };
};

const taskCoverage = ({ id }: PlanTask, { coverage }: TaskFacts): Pick<TaskView, 'coverage'> => {
  const own =
    coverage === null || coverage === 'noGit' ? undefined : coverage.tasks.find(({ taskId }) => taskId === id);
  return own ? { coverage: coverageWords(own) } : {};
};

/** The actions that hand off an open task. */
const handOnView = ({ id, done }: PlanTask, { planId, current }: TaskFacts): Pick<TaskView, 'actions'> =>
  done || id === null || !current
    ? {}
    : {
        actions: [
          { ...action(vscode.l10n.t('Copy as Prompt'), 'copyAsPrompt', planId, id), icon: 'clippy' },
          { ...action(vscode.l10n.t('Start in Editor Chat'), 'startInEditorChat', planId, id), icon: 'rocket' },
        ],
      };

const taskView = (task: PlanTask, facts: TaskFacts): TaskView => {
  const { progress, references } = facts;
  const tick = task.id === null ? undefined : progress.get(task.id);
  return {
    id: task.id,
    title: task.title,
    estimate: task.estimate,
    done: task.done,
    doneBy: task.done && tick ? { who: tick.who, at: tick.at, why: tick.why } : null,
    files: task.files.map((file) => {
      const checked = references.find(({ offset }) => contains(file.range, offset));
      const state = file.kind === 'delete' ? 'delete' : (checked?.state ?? (file.kind === 'new' ? 'new' : 'unchecked'));
      return { path: file.path, line: file.line, state, nearest: checked?.nearest ?? null };
    }),
    dependsOn: task.dependsOn,
    doneWhen: task.doneWhen,
    notes: task.notes,
    ...handOnView(task, facts),
    ...driftView(task, facts),
    ...taskCoverage(task, facts),
  };
};

/** A problem and the actions that fix it in the plan's current text; none if `planId` is null. */
const problemView = (problem: PlanProblem, planId: string | null): ProblemView => ({
  severity: problem.severity,
  text: problemWords(problem),
  taskId: problem.taskId,
  actions:
    planId === null
      ? []
      : [
          ...referenceActions(problem, planId),
          action(vscode.l10n.t('Edit Markdown'), 'editPlanMarkdown', planId, problem.range.start),
        ],
});

/** The actions that fix a reference, named by its path if it is a file, otherwise by its text. */
const referenceActions = ({ code, args }: PlanProblem, planId: string): ActionView[] => {
  if (code !== 'missingReference' && code !== 'ambiguousReference') return [];
  const isPath = args['kind'] === 'path';
  const name = (isPath ? args['path'] : args['text']) ?? '';
  const nearest = args['nearest'] ?? '';
  return [
    ...(nearest ? [action(vscode.l10n.t('Replace'), 'replaceReference', planId, name, nearest)] : []),
    ...(isPath && code === 'missingReference'
      ? [action(vscode.l10n.t('Mark as New'), 'markReferenceNew', planId, name)]
      : []),
  ];
};
