import type {
  ConversationMessage,
  ConversationSession,
  MessageState,
  ToolActivity,
  Usage,
} from '../domain/conversation';
import type { Failure } from '../domain/errors';
import type { Storage, Stores } from '../storage/open';
import { askedQuestions } from './planningAgent';
import type { PlanningPorts } from './planningService';
import type { Outcome } from './tools/tool';

/** A turn while it runs: what will be stored as the assistant's message. */
export interface TurnRecord {
  readonly id: string;
  readonly sessionId: string;
  text: string;
  reasoning: string;
  readonly activity: ToolActivity[];
  readonly outcomes: Outcome[];
  model: string | null;
  usage: Usage | null;
  state: MessageState;
  error: Failure | null;
}

/** Stores the assistant's message together with the plan, version or progress that it produced, in one transaction. */
export const storeTurn = async (
  storage: Storage,
  ports: Pick<PlanningPorts, 'workspaceName' | 'who'>,
  session: ConversationSession,
  record: TurnRecord,
  latencyMs: number,
): Promise<ConversationMessage> => {
  const who = await ports.who();
  return storage.transaction(async (stores) => {
    const made = await storeOutcomes(stores, ports.workspaceName(), who, session, record);
    return stores.conversations.addMessage(session.id, {
      id: record.id,
      role: 'assistant',
      content: record.text.trim(),
      state: record.state,
      error: record.error,
      reasoning: record.reasoning || null,
      activity: record.activity,
      questions: askedQuestions(record.outcomes),
      planId: made?.planId ?? null,
      planVersion: made?.version ?? null,
      model: record.model,
      usage: record.usage,
      latencyMs,
    });
  });
};

const storeOutcomes = async (
  stores: Stores,
  workspaceName: string,
  who: string,
  session: ConversationSession,
  record: TurnRecord,
) => {
  let made: { planId: string; version: number } | null = null;
  const tokens = record.usage ? record.usage.promptTokens + record.usage.completionTokens : null;
  for (const outcome of record.outcomes) {
    switch (outcome.type) {
      case 'created': {
        const projectId = session.projectId ?? (await chooseProject(stores, workspaceName, session.id));
        const { title, content, template } = outcome;
        const { plan } = await stores.plans.create({
          projectId,
          title,
          content,
          template,
          author: 'agent',
          sessionId: session.id,
          summary: 'First draft',
          model: record.model,
          tokens,
        });
        made = { planId: plan.id, version: 1 };
        break;
      }
      case 'revised': {
        const { planId, base, content, summary } = outcome;
        await supersedeProposals(stores, planId);
        const version = await stores.plans.createVersion(planId, {
          content,
          summary,
          base,
          author: 'agent',
          state: 'proposed',
          model: record.model,
          tokens,
        });
        made = { planId, version: version.number };
        break;
      }
      case 'ticked':
        for (const task of outcome.tasks)
          await stores.plans.setProgress(outcome.planId, task.id, task.done, { who, why: task.reason });
        break;
      case 'asked':
    }
  }
  return made;
};

/** A new proposal was made from the text of the one before it and takes its place. */
const supersedeProposals = async (stores: Stores, planId: string): Promise<void> => {
  for (const version of await stores.plans.versions(planId))
    if (version.state === 'proposed') await stores.plans.supersede(planId, version.number);
};

/** The project for a plan that was asked for without one: the workspace's own, made when it does not exist yet. */
const chooseProject = async (stores: Stores, name: string, sessionId: string): Promise<string> => {
  const known = await stores.projects.findByName(name);
  const project = known ?? (await stores.projects.create({ name }));
  await stores.conversations.setProject(sessionId, project.id);
  return project.id;
};
