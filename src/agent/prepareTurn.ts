import { estimateTokens } from '../context/budget';
import type { ContextManager } from '../context/contextManager';
import type { Retriever } from '../context/workspaceSearch';
import type { WorkspaceFiles } from '../context/workspaceFiles';
import type { ConversationMessage, ConversationSession } from '../domain/conversation';
import type { DevPlanGenerator } from '../generation/devPlanGenerator';
import type { ModelMessage } from '../models/modelProvider';
import type { Storage, Stores } from '../storage/open';
import type { AgentTurn } from './planningAgent';
import type { ModelChoice } from './planningService';
import { readPlanText, usedTaskIds } from './planReader';
import { projectPlans } from './projectPlans';
import { historyMessages, type PlanUnderDiscussion, systemPrompt } from './prompt';

/** What a turn reads with. */
export interface TurnPorts {
  readonly files: WorkspaceFiles;
  readonly retriever: Retriever;
  readonly generator: DevPlanGenerator;
}

/** Tokens of past turns that a request carries, of all that it may. */
export const historyBudget = (contextTokens: number): number => contextTokens / 2;

interface Start {
  readonly session: ConversationSession;
  readonly user: ConversationMessage;
  readonly choice: ModelChoice;
  readonly signal: AbortSignal;
}

/** Assembles everything that the agent starts from: context in the budget, history as real turns, the request exactly once. */
export const prepareTurn = async (
  storage: Storage,
  contextManager: ContextManager,
  ports: TurnPorts,
  start: Start,
): Promise<AgentTurn> => {
  const { session, user, choice, signal } = start;
  const before = await messagesBefore(storage, user);
  const discussed = user.planId ?? before.findLast((message) => message.planId !== null)?.planId ?? null;
  const plan = discussed === null ? null : await planUnderDiscussion(storage, discussed);
  const project = session.projectId === null ? null : await storage.projects.get(session.projectId);
  const plans = await otherPlans(storage, session.projectId, discussed);
  const write = async (tokens: number): Promise<ModelMessage[]> => {
    const history = historyMessages(before, historyBudget(tokens), estimateTokens);
    const taken = history.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    const context = await contextManager.assemble({
      request: user.content,
      project: project === null ? null : { name: project.name, description: project.description },
      otherPlans: plans,
      budget: Math.max(tokens / 4, tokens - taken),
      signal,
    });
    const summary = history.older.length > 0 ? session.summary : null;
    return [
      { role: 'system', content: systemPrompt(context, plan, { language: choice.language, summary }) },
      ...history.messages,
      { role: 'user', content: user.content },
    ];
  };
  return {
    provider: choice.provider,
    model: choice.model,
    temperature: choice.temperature,
    maxTokens: choice.maxTokens,
    maxRounds: choice.maxRounds,
    maxTurnTokens: choice.maxTurnTokens,
    messages: await write(choice.contextTokens),
    shorter: () => write(choice.contextTokens / 2),
    context: {
      files: ports.files,
      retriever: ports.retriever,
      generator: ports.generator,
      plan,
      plans: session.projectId === null ? null : projectPlans(storage, session.projectId, discussed),
      request: user.content,
      retiredIds: plan === null ? [] : await usedTaskIds(storage, plan.id),
      signal,
      created: false,
      repairs: 0,
      kept: null,
    },
  };
};

const messagesBefore = async (stores: Stores, user: ConversationMessage): Promise<ConversationMessage[]> => {
  const messages = await stores.conversations.messages(user.sessionId);
  return messages.slice(
    0,
    messages.findIndex((message) => message.id === user.id),
  );
};

/** The text under discussion: a proposal that waits is what the user talks about, unless the plan has moved on since; else the current version. */
const planUnderDiscussion = async (stores: Stores, planId: string): Promise<PlanUnderDiscussion> => {
  const { currentVersion } = await stores.plans.get(planId);
  const versions = await stores.plans.versions(planId);
  const waiting = versions.find(({ state, baseVersion }) => state === 'proposed' && baseVersion === currentVersion);
  const { plan, version, text } = await readPlanText(stores, planId, waiting?.number);
  return {
    id: plan.id,
    title: plan.title,
    version: plan.currentVersion,
    proposal: waiting?.number ?? null,
    text,
    content: version.content,
  };
};

const otherPlans = async (stores: Stores, projectId: string | null, discussed: string | null) => {
  if (projectId === null) return [];
  const { items } = await stores.plans.list({ projectId, limit: 20 });
  return items.filter((plan) => plan.id !== discussed).map(({ title, status }) => ({ title, status }));
};
