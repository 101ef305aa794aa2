import * as vscode from 'vscode';
import type { ConversationSession } from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import type { DevPlan, DevPlanVersionInfo } from '../../domain/plan';
import type { Project } from '../../domain/project';
import type { HandOffScope } from '../../generation/handOff';
import { readPages } from '../../storage/pages';
import { action } from '../actions';
import { buttonsOf, offer } from '../offer';
import { saveOpenText } from '../planDocuments/currentText';
import { parsePlanUri } from '../planDocuments/uris';
import type { ProjectsNode } from '../trees/projectsNode';
import { ago, authorWord, statusIcon, statusWord, versionStateWord } from '../words';
import type { CommandContext } from './command';

const asNode = (arg: unknown): ProjectsNode | null =>
  typeof arg === 'object' && arg !== null && 'kind' in arg ? (arg as ProjectsNode) : null;

const planIdIn = (arg: unknown): string | null => {
  if (typeof arg === 'string') return arg;
  if (arg instanceof vscode.Uri) return parsePlanUri(arg)?.planId ?? null;
  const node = asNode(arg);
  return node && 'plan' in node ? node.plan.id : null;
};

/** The project whose tree row a command was called on; null for anything else. */
export const projectIdIn = (arg: unknown): string | null => {
  const node = asNode(arg);
  return node?.kind === 'project' ? node.project.id : null;
};

/** The part to hand off: the row called on, or the task id after the plan (null: the whole plan); null to ask. */
export const scopeIn = ([first, taskId]: readonly unknown[]): HandOffScope | null => {
  const node = asNode(first);
  if (node?.kind === 'plan' || (node === null && taskId === null)) return { kind: 'plan' };
  if (node?.kind === 'phase') return { kind: 'phase', index: node.index };
  const id = node?.kind === 'task' ? node.task.id : taskId;
  return typeof id === 'string' ? { kind: 'task', taskId: id } : null;
};

/** The plan and version of a command's document: its argument, or the active document without one. */
const shownPlace = (arg: unknown): ReturnType<typeof parsePlanUri> => {
  const uri = arg === undefined ? vscode.window.activeTextEditor?.document.uri : arg;
  return uri instanceof vscode.Uri ? parsePlanUri(uri) : null;
};

/** The version of this plan in a command's document; null if it is the current text or another document. */
export const shownVersion = (plan: DevPlan, arg: unknown): number | null => {
  const place = shownPlace(arg);
  return place?.planId === plan.id ? place.version : null;
};

/**
 * A command's plan: its argument, the active plan document or view, or the user's pick. A command that opens plans
 * skips the active one, which is open already.
 */
export const targetPlan = async (
  { core, planPanels }: CommandContext,
  arg: unknown,
  { useActive = true }: { readonly useActive?: boolean } = {},
): Promise<DevPlan | undefined> => {
  const { storage } = await core();
  const given = planIdIn(arg);
  if (given !== null) return storage.plans.get(given);
  const active = useActive ? planPanels.activePlanId() : null;
  // The active tab may belong to a deleted plan.
  const shown = active === null ? null : await orNull(storage.plans.get(active));
  if (shown) return shown;
  const { items } = await readPages(Infinity, (paging) =>
    storage.plans.list({ ...paging, sort: 'updated', descending: true }),
  );
  const picks = items.map((plan) => ({
    label: `$(${statusIcon(plan.status)}) ${plan.title}`,
    description: statusWord(plan.status),
    detail: vscode.l10n.t('v{0}, changed {1}', plan.currentVersion, ago(plan.updatedAt)),
    plan,
  }));
  if (picks.length === 0) {
    const generate = action(vscode.l10n.t('Generate Plan...'), 'generatePlan');
    void offer(vscode.l10n.t('There is no plan yet.'), buttonsOf([generate]));
    return undefined;
  }
  return (
    await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Choose a plan'), matchOnDescription: true })
  )?.plan;
};

/** A command's plan, after its document's unsaved changes were saved. */
export const targetSaved = async (context: CommandContext, arg: unknown): Promise<DevPlan | undefined> => {
  const plan = await targetPlan(context, arg);
  return plan && saved(context, plan);
};

const saved = async ({ core }: CommandContext, { id }: DevPlan): Promise<DevPlan> => {
  await saveOpenText(core, id);
  return (await core()).storage.plans.get(id);
};

/** A command's conversations: all those selected in the tree if called there, otherwise one. */
export const targetConversations = async (
  context: CommandContext,
  [first, selected]: readonly unknown[],
): Promise<readonly ConversationSession[]> => {
  // The row that loads more is not a conversation.
  const chosen = Array.isArray(selected)
    ? selected.filter((node: unknown): node is ConversationSession => isSession(node))
    : [];
  if (chosen.length > 1) return chosen;
  const session = await targetConversation(context, first);
  return session ? [session] : [];
};

/** A command's plans: all those selected in the tree if called there, otherwise one. */
export const targetPlans = async (context: CommandContext, args: readonly unknown[]): Promise<readonly DevPlan[]> => {
  const [first, selected] = args;
  const rows = Array.isArray(selected) ? selected.filter((row: unknown) => isAlike(row, first)) : [];
  const ids = rows.map(planIdIn).filter((id) => id !== null);
  if (ids.length > 1) {
    const { storage } = await context.core();
    return Promise.all([...new Set(ids)].map((id) => storage.plans.get(id)));
  }
  const plan = await targetPlan(context, first);
  return plan ? [plan] : [];
};

/** A command's plans, after their documents' unsaved changes were saved. */
export const targetsSaved = async (context: CommandContext, args: readonly unknown[]): Promise<readonly DevPlan[]> => {
  const plans: DevPlan[] = [];
  for (const plan of await targetPlans(context, args)) plans.push(await saved(context, plan));
  return plans;
};

/** Selected rows of another kind are ignored: a task's row does not stand for its plan. */
const isAlike = (row: unknown, first: unknown): boolean => {
  const [node, clicked] = [asNode(row), asNode(first)];
  if (node?.kind === 'need' && clicked?.kind === 'need') return node.attention.kind === clicked.attention.kind;
  return node?.kind === clicked?.kind;
};

/** A version of a plan: the given number, the tree row's, or the user's pick among those that fit. */
export const targetVersion = async (
  context: CommandContext,
  plan: DevPlan,
  args: readonly unknown[],
  placeHolder: string,
  fits: (version: DevPlanVersionInfo) => boolean = () => true,
): Promise<number | undefined> => {
  const [first, second] = args;
  if (typeof second === 'number') return second;
  const node = asNode(first);
  if (node?.kind === 'version') return node.version.number;
  const shown = shownVersion(plan, first);
  const { storage } = await context.core();
  const versions = (await storage.plans.versions(plan.id)).filter(fits);
  const active = versions.find(({ number }) => number === shown);
  if (active) return active.number;
  if (versions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('"{0}" has no version for that.', plan.title));
    return undefined;
  }
  if (versions.length === 1) return versions[0]?.number;
  const picks = versions.map((version) => ({
    label: `v${version.number}`,
    description: version.number === plan.currentVersion ? vscode.l10n.t('Current') : versionStateWord(version.state),
    detail: [version.summary, `${authorWord(version.author)}, ${ago(version.createdAt)}`].filter(Boolean).join(' · '),
    number: version.number,
  }));
  return (await vscode.window.showQuickPick(picks, { placeHolder }))?.number;
};

/** A command's project: the tree row's, the one given by id, or the user's pick. */
export const targetProject = async (
  { core }: CommandContext,
  arg: unknown,
  placeHolder: string,
): Promise<Project | undefined> => {
  const { storage } = await core();
  const node = asNode(arg);
  if (node?.kind === 'project') return storage.projects.get(node.project.id);
  if (typeof arg === 'string') return storage.projects.get(arg);
  const { items } = await readPages(Infinity, (paging) => storage.projects.list({ ...paging, sort: 'name' }));
  const picks = items.map((project) => ({ label: project.name, description: project.description, project }));
  if (picks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no project yet.'));
    return undefined;
  }
  return (await vscode.window.showQuickPick(picks, { placeHolder }))?.project;
};

const isSession = (node: unknown): node is ConversationSession =>
  typeof node === 'object' && node !== null && 'id' in node;

/** A command's conversation: the tree row's, the one given by id, or the user's pick. */
export const targetConversation = async (
  { core }: CommandContext,
  arg: unknown,
): Promise<ConversationSession | undefined> => {
  const { storage } = await core();
  const id = typeof arg === 'string' ? arg : isSession(arg) ? arg.id : null;
  if (id !== null) return storage.conversations.session(id);
  const { items } = await readPages(Infinity, (paging) => storage.conversations.list(paging));
  if (items.length === 0) {
    const begin = action(vscode.l10n.t('New Chat'), 'newChat');
    void offer(vscode.l10n.t('There is no conversation yet.'), buttonsOf([begin]));
    return undefined;
  }
  const picks = items.map((session) => ({
    label: session.title || vscode.l10n.t('New chat'),
    description: ago(session.updatedAt),
    session,
  }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Choose a conversation') }))?.session;
};
