import { estimateTokens } from '../context/budget';
import type { ContextManager } from '../context/contextManager';
import type { Retriever } from '../context/workspaceSearch';
import type { WorkspaceFiles } from '../context/workspaceFiles';
import type { ConversationMessage, ConversationSession } from '../domain/conversation';
import type { DevPlanGenerator } from '../generation/devPlanGenerator';
import type { Storage, Stores } from '../storage/open';
import type { AgentTurn } from './planningAgent';
import type { ModelChoice } from './planningService';
import { readPlanText, usedTaskIds } from './planReader';
import { historyMessages, type PlanUnderDiscussion, systemPrompt } from './prompt';

/** What a turn reads with. */
export interface TurnPorts {
  readonly files: WorkspaceFiles;
  readonly retriever: Retriever;
  readonly generator: DevPlanGenerator;
}

interface Start {
  readonly session: ConversationSession;
  readonly user: ConversationMessage;
  readonly planId: string | null;
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
  const discussed = start.planId ?? before.findLast((message) => message.planId !== null)?.planId ?? null;
  const plan = discussed === null ? null : await planUnderDiscussion(storage, discussed);
  const project = session.projectId === null ? null : await storage.projects.get(session.projectId);
  const context = await contextManager.assemble({
    request: user.content,
    project: project === null ? null : { name: project.name, description: project.description },
    otherPlans: await otherPlans(storage, session.projectId, discussed),
    budget: choice.contextTokens,
    signal,
  });
  return {
    provider: choice.provider,
    model: choice.model,
    temperature: choice.temperature,
    maxTokens: choice.maxTokens,
    maxRounds: choice.maxRounds,
    messages: [
      { role: 'system', content: systemPrompt(context, plan, choice.language) },
      ...historyMessages(before, choice.contextTokens / 2, estimateTokens),
      { role: 'user', content: user.content },
    ],
    context: {
      files: ports.files,
      retriever: ports.retriever,
      generator: ports.generator,
      plan,
      retiredIds: plan === null ? [] : await usedTaskIds(storage, plan.id),
      signal,
      repairs: 0,
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

/** The text under discussion: a proposal that waits is what the user talks about, else the current version. */
const planUnderDiscussion = async (stores: Stores, planId: string): Promise<PlanUnderDiscussion> => {
  const waiting = (await stores.plans.versions(planId)).find(({ state }) => state === 'proposed');
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
