import type { ContextManager } from '../../context/contextManager';
import type { Retriever } from '../../context/retriever';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import type { ConversationMessage, ConversationSession, SeenContext } from '../../domain/conversation';
import type { DevPlanGenerator } from '../../generation/devPlanGenerator';
import { planBudget } from '../../generation/planBudget';
import type { ModelMessage } from '../../models/modelProvider';
import type { Storage } from '../../storage/open';
import type { AgentTurn } from '../planningAgent';
import type { ModelChoice } from '../planningService';
import { usedTaskIds } from '../../plans/planReader';
import { systemPrompt } from '../prompt';
import { resultLimitOf, toolResultLimit } from '../tools/tool';
import { type ContextPorts, readConversation, templateOf, turnContext, wholeRequest } from './turnContext';

/** What a turn works with. */
export interface TurnPorts extends ContextPorts {
  readonly files: WorkspaceFiles;
  readonly retriever: Retriever;
  readonly generator: DevPlanGenerator;
}

interface Start {
  readonly session: ConversationSession | null;
  /** The project of a conversation that has not begun. */
  readonly projectId: string | null;
  /** The id is null until the message is stored. */
  readonly user: Pick<ConversationMessage, 'content' | 'planId' | 'template'> & { readonly id: string | null };
  readonly choice: ModelChoice;
  readonly signal: AbortSignal;
  /** Called with what the model is about to see, and again if it is shown less. */
  readonly onSeen: (seen: SeenContext) => void;
}

/** Assembles the agent's input: context within the budget, history as real turns, the request exactly once. */
export const prepareTurn = async (
  storage: Storage,
  contextManager: ContextManager,
  ports: TurnPorts,
  start: Start,
): Promise<AgentTurn> => {
  const { session, user, choice, signal } = start;
  const conversation = await readConversation(storage, session, {
    projectId: start.projectId,
    planId: user.planId,
    messageId: user.id,
  });
  const { projectId, plan } = conversation;
  const budget = planBudget(wholeRequest(conversation.before, user.content));
  const template = templateOf(conversation.before, user);
  const how = { budget, language: choice.language, sections: template?.sections };
  const write = async (tokens: number): Promise<ModelMessage[]> => {
    // An estimate is for a message that is not stored, and so not sent either.
    const asked = { text: user.content, tokens, signal, sends: user.id !== null };
    const { context, history, seen } = await turnContext(storage, contextManager, ports, conversation, asked);
    start.onSeen(seen);
    const summary = history.older.length > 0 ? (session?.summary ?? null) : null;
    return [
      { role: 'system', content: systemPrompt(context, plan, { ...how, summary }) },
      ...history.messages,
      { role: 'user', content: user.content },
    ];
  };
  // Offline nothing is sent or paid for, so the list of files is read however long it is.
  const isFree = choice.provider.id === 'offline';
  return {
    provider: choice.provider,
    model: choice.model,
    temperature: choice.temperature,
    maxTokens: choice.maxTokens,
    maxRounds: choice.maxRounds,
    maxTurnTokens: isFree ? Infinity : choice.maxTurnTokens,
    messages: await write(choice.contextTokens),
    shorter: () => write(choice.contextTokens / 2),
    context: {
      files: ports.files,
      retriever: ports.retriever,
      generator: ports.generator,
      plan,
      memory: projectId === null ? null : ports.memories.of(projectId, [plan?.id ?? null, session?.id ?? null]),
      request: user.content,
      planBudget: budget,
      template,
      retiredIds: plan === null ? [] : await usedTaskIds(storage, plan.id),
      signal,
      resultLimit: isFree ? toolResultLimit : resultLimitOf(choice.contextTokens),
      created: false,
      repairs: 0,
      kept: null,
      fallback: null,
    },
  };
};
