import * as vscode from 'vscode';
import { readApproval } from '../../plans/planApproval';
import { readPlanText } from '../../plans/planReader';
import type { ConversationMessage } from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { allowedStatuses, type DevPlan } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { ActionView, CardView, MessageView } from '../../shared/protocol';
import { action } from '../actions';
import { contextView } from '../contextView';
import type { Core } from '../core';
import { cutProblem } from '../cutPlan';
import { readProposal } from '../proposal';
import { describeFailure } from '../report';
import { approvalView } from '../webviews/reviewState';
import { statusVerb } from '../words';
import type { CardReferences } from './cardReferences';
import { usageText } from './usageWords';
import { allTasks } from '../../domain/grammar/planModel';

/** A stored message as the chat view shows it; `answered` closes its question form. */
export const messageView = async (
  core: Core,
  references: CardReferences,
  message: ConversationMessage,
  answered: boolean,
): Promise<MessageView> => ({
  ...wordsView(message, answered),
  card:
    message.planId === null || message.planVersion === null
      ? null
      : await cardView(core, references, message.planId, message.planVersion),
});

/** Like `messageView` for a turn that has just ended; if its card cannot be read, it is shown without. */
export const endedView = async (
  core: Core,
  references: CardReferences,
  message: ConversationMessage,
  log: Log,
): Promise<MessageView> => {
  try {
    return await messageView(core, references, message, false);
  } catch (error) {
    log.error('the card of an answer', error);
    return wordsView(message, false);
  }
};

/** A message without its card, which must be read first. */
export const wordsView = (message: ConversationMessage, answered: boolean): MessageView => ({
  id: message.id,
  role: message.role,
  text: message.content,
  state: message.state,
  activity: message.activity,
  reasoning: message.reasoning ?? '',
  questions: message.questions,
  questionsOpen: message.questions.length > 0 && !answered,
  card: null,
  error: message.error === null ? null : describeFailure(message.error),
  context: message.seen && contextView(message.seen),
  footer: messageFooter(message),
});

/** An answer that has only just begun. */
export const startedView = (id: string): MessageView => ({
  id,
  role: 'assistant',
  text: '',
  state: 'streaming',
  activity: [],
  reasoning: '',
  questions: [],
  questionsOpen: false,
  card: null,
  error: null,
  context: null,
  footer: '',
});

/** The model, tokens and time of a turn: `glm-4.5 · 7.5k tokens · 11 s`. */
export const messageFooter = ({ role, model, usage, latencyMs }: ConversationMessage): string => {
  if (role === 'user' || model === null) return '';
  const spent = usage === null ? '' : usageText(usage);
  const seconds = latencyMs === null ? [] : [latencyMs < 1000 ? '< 1 s' : `${Math.round(latencyMs / 1000)} s`];
  return [model, spent, ...seconds].filter(Boolean).join(' · ');
};

/** The card of the plan or proposal that a message made; null if the plan was deleted, be it meanwhile. */
const cardView = async (
  core: Core,
  references: CardReferences,
  planId: string,
  number: number,
): Promise<CardView | null> => {
  const find = (): Promise<DevPlan | null> => orNull(core.storage.plans.get(planId));
  const plan = await find();
  if (plan === null) return null;
  try {
    return await (number === 1 ? planCard(core, references, plan) : proposalCard(core, plan, number));
  } catch (error) {
    if ((await find()) === null) return null;
    throw error;
  }
};

/** Buttons for the allowed next statuses. */
const quickActions = ({ id, status }: DevPlan): ActionView[] =>
  allowedStatuses(status).map((to) => action(statusVerb(to, status), 'setStatus', id, to));

const planCard = async (core: Core, references: CardReferences, plan: DevPlan): Promise<CardView> => {
  const { text } = await readPlanText(core.storage, plan.id);
  const tasks = allTasks(parsePlan(text));
  const cut = cutProblem(plan);
  const writable = core.storage.state() === 'owner';
  const compare = plan.currentVersion > 1 ? [action(vscode.l10n.t('Compare'), 'compareWithPrevious', plan.id)] : [];
  return {
    kind: 'plan',
    planId: plan.id,
    title: plan.title,
    status: plan.status,
    version: plan.currentVersion,
    approval: approvalView(await readApproval(core.storage, plan)),
    tasks: tasks.length,
    done: tasks.filter((task) => task.done).length,
    references: await references.of(core, plan.id, text),
    ...(cut && { warning: cut.text }),
    actions: [
      { ...action(vscode.l10n.t('Open Plan'), 'openPlan', plan.id), primary: true },
      ...(writable ? (cut?.actions ?? []) : []),
      ...compare,
      action(vscode.l10n.t('Edit Markdown'), 'editPlanMarkdown', plan.id),
      ...(writable ? quickActions(plan) : []),
      ...(writable && plan.status !== 'archived'
        ? [action(vscode.l10n.t('Request Review...'), 'requestReview', plan.id)]
        : []),
      action(vscode.l10n.t('Export...'), 'exportPlan', plan.id),
    ],
  };
};

const proposalCard = async (core: Core, plan: DevPlan, number: number): Promise<CardView> => {
  const { version, base, changes, compare, answers } = await readProposal(core.storage, plan, number);
  const some = action(vscode.l10n.t('Accept Some...'), 'showChanges', plan.id);
  const [accept, ...others] = answers;
  const next =
    version.state === 'proposed' && accept && core.storage.state() === 'owner'
      ? [accept, ...(changes.length > 1 ? [some] : []), ...others]
      : [action(vscode.l10n.t('Open Plan'), 'openPlan', plan.id)];
  return {
    kind: 'proposal',
    planId: plan.id,
    title: plan.title,
    version: number,
    baseVersion: base,
    state: version.state,
    changes,
    actions: [{ ...compare, primary: true }, ...next],
  };
};
