import type { ConversationMessage, ConversationSession, Question } from '../../domain/conversation';
import { replaceIds } from '../../domain/edit/planEditIds';
import { newTitle, parsePlan } from '../../domain/grammar/planDocument';
import { taskIdsOf } from '../../domain/grammar/planModel';
import { usedTaskIds } from '../../plans/planReader';
import { maxText } from '../../storage/conversations/messageRow';
import type { Storage, Stores } from '../../storage/open';
import type { PlanningPorts } from '../planningService';
import type { Outcome } from '../tools/tool';
import { type TurnRecord, turnCounts } from './turnRecord';

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
    // The project may have been chosen while the turn ran.
    const now = await stores.conversations.session(session.id);
    const made = await storeOutcomes(stores, ports.workspaceName(), who, now, record);
    await stores.counters.add(turnCounts(record));
    if (record.model !== null && record.model !== now.model) await stores.conversations.setModel(now.id, record.model);
    return stores.conversations.addMessage(session.id, { ...messageFields(record, latencyMs), ...made });
  });
};

/** The message of a turn that could not be stored at all, for callers that wait for it. */
export const unstoredMessage = (
  session: ConversationSession,
  record: TurnRecord,
  latencyMs: number,
  createdAt: number,
): ConversationMessage => ({
  ...messageFields(record, latencyMs),
  ...nothingMade,
  sessionId: session.id,
  modality: 'text',
  template: null,
  createdAt,
});

const messageFields = (record: TurnRecord, latencyMs: number) => ({
  id: record.id,
  role: 'assistant' as const,
  content: record.text.trim().slice(0, maxText),
  state: record.state,
  error: record.error,
  reasoning: record.reasoning.slice(0, maxText) || null,
  activity: record.activity,
  questions: askedQuestions(record.outcomes),
  model: record.model,
  usage: record.usage,
  seen: record.seen,
  latencyMs,
});

interface Made {
  readonly planId: string | null;
  readonly planVersion: number | null;
}

type Revised = Extract<Outcome, { readonly type: 'revised' }>;

const nothingMade: Made = { planId: null, planVersion: null };
const maxSummary = 1000;

const storeOutcomes = async (
  stores: Stores,
  workspaceName: string,
  who: string,
  session: ConversationSession,
  record: TurnRecord,
): Promise<Made> => {
  let made = nothingMade;
  const tokens = record.usage ? record.usage.promptTokens + record.usage.completionTokens : null;
  for (const outcome of record.outcomes) {
    switch (outcome.type) {
      case 'created': {
        const projectId = session.projectId ?? (await chooseProject(stores, workspaceName, session.id));
        const { title, content, template, budget, cut } = outcome;
        const { plan } = await stores.plans.create({
          projectId,
          title,
          content,
          template: template?.id ?? null,
          metadata: { budget, ...(template?.sections && { sections: template.sections }), ...(cut && { cut }) },
          author: 'agent',
          sessionId: session.id,
          summary: 'First draft',
          model: record.model,
          tokens,
        });
        made = { planId: plan.id, planVersion: 1 };
        break;
      }
      case 'revised': {
        const { planId, base, from, summary } = outcome;
        const content = await withOwnIds(stores, outcome);
        const basedOn = from === null ? base : await refine(stores, planId, from, base);
        const { title } = await stores.plans.get(planId);
        const version = await stores.plans.createVersion(planId, {
          content,
          summary: summary.slice(0, maxSummary),
          base: basedOn,
          ...newTitle(content, title),
          author: 'agent',
          state: 'proposed',
          model: record.model,
          tokens,
        });
        made = { planId, planVersion: version.number };
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

/** The revised text; a new task gets another id where its own was given to a different task while the turn ran. */
const withOwnIds = async (stores: Stores, { planId, content, usedIds }: Revised): Promise<string> => {
  const used = await usedTaskIds(stores, planId);
  const taken = taskIdsOf(parsePlan(content)).filter((id) => used.includes(id) && !usedIds.includes(id));
  return taken.length === 0 ? content : replaceIds(content, taken, used);
};

/**
 * The base of a proposal made from the text of another, which it replaces unless that was answered meanwhile; any other
 * proposal, such as a teammate's, stays open.
 */
const refine = async (stores: Stores, planId: string, from: number, base: number): Promise<number> => {
  const { state } = await stores.plans.version(planId, from);
  if (state === 'proposed') await stores.plans.supersede(planId, from);
  return state === 'accepted' ? from : base;
};

/** The project for a plan requested without one: the workspace's own, created if it does not exist yet. */
const chooseProject = async (stores: Stores, name: string, sessionId: string): Promise<string> => {
  const known = await stores.projects.findByName(name);
  const project = known ?? (await stores.projects.create({ name }));
  if (project.status === 'archived') await stores.projects.restore(project.id);
  await stores.conversations.setProject(sessionId, project.id);
  return project.id;
};

/** The questions among a turn's outcomes. */
const askedQuestions = (outcomes: readonly Outcome[]): readonly Question[] =>
  outcomes.flatMap((outcome) => (outcome.type === 'asked' ? outcome.questions : []));
