import { estimateTokens } from '../../context/budget';
import { type AssembledContext, type ContextManager, seenContext } from '../../context/contextManager';
import type { Attachment, AttachmentKind } from '../../context/sections';
import type {
  ConversationMessage,
  ConversationSession,
  SeenContext,
  SeenPart,
  UsedTemplate,
} from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import { parsePlan } from '../../domain/grammar/planDocument';
import { phasePrefix } from '../../domain/grammar/planDocumentNames';
import { type DevPlan, openPlanStatuses } from '../../domain/plan';
import type { Storage, Stores } from '../../storage/open';
import { nameLine } from '../nameLine';
import type { ProjectMemories } from '../memory/projectMemories';
import { readPlanText, wantedSections } from '../../plans/planReader';
import { historyMessages, type PlanUnderDiscussion } from '../prompt';

/** Sources of a turn's context other than the storage. */
export interface ContextPorts {
  readonly memories: ProjectMemories;
  /** Texts that only the editor has; null if there is nothing to attach. */
  readonly attach: (kind: AttachmentKind) => Promise<Attachment | null>;
  /** Workspace paths of the open editors, the active one first. */
  readonly openEditors: () => readonly string[];
}

/** The setting of a message: the conversation so far, its project and its plan. */
export interface Conversation {
  readonly session: ConversationSession | null;
  readonly projectId: string | null;
  /** The messages before the new one, oldest first. */
  readonly before: readonly ConversationMessage[];
  readonly plan: PlanUnderDiscussion | null;
}

/** What a model is shown for a message: context, earlier turns, and the record of both. */
export interface TurnContext {
  readonly context: AssembledContext;
  readonly history: ReturnType<typeof historyMessages>;
  readonly seen: SeenContext;
}

/** Tokens available for past turns, out of all the context tokens of a request. */
export const historyBudget = (contextTokens: number): number => contextTokens / 2;

/** The earlier user messages that a new one continues, through all rounds of questions, oldest first. */
const askedAbout = (before: readonly ConversationMessage[]): readonly ConversationMessage[] => {
  // Failed or stopped turns do not count as answers; the model does not see them either.
  const answered = before.findLastIndex(({ role, state }) => role === 'assistant' && state === 'complete');
  if (!before[answered]?.questions.length) return [];
  const asked = before.slice(0, answered).findLastIndex(({ role }) => role === 'user');
  return asked < 0 ? [] : [...askedAbout(before.slice(0, asked)), before[asked]!];
};

/** What a message asks for; an answer to questions includes the request that they were about. */
export const wholeRequest = (before: readonly ConversationMessage[], message: string): string =>
  [...askedAbout(before).map(({ content }) => content), message].join('\n\n').trim();

/** The template in effect for a message: its own, else that of the request whose questions it answers. */
export const templateOf = (
  before: readonly ConversationMessage[],
  message: Pick<ConversationMessage, 'template'>,
): UsedTemplate | null =>
  [...askedAbout(before), message].findLast(({ template }) => template !== null)?.template ?? null;

/** The id of the plan that a conversation was last about. */
const lastPlan = (messages: readonly ConversationMessage[]): string | null =>
  messages.findLast(({ planId }) => planId !== null)?.planId ?? null;

/** Reads the setting of a message; the plan is the one that it names, else the last one the conversation was about. */
export const readConversation = async (
  storage: Storage,
  session: ConversationSession | null,
  start: { readonly projectId: string | null; readonly planId: string | null; readonly messageId: string | null },
): Promise<Conversation> => {
  const messages = session === null ? [] : await storage.conversations.messages(session.id);
  const at = messages.findIndex(({ id }) => id === start.messageId);
  const before = at < 0 ? messages : messages.slice(0, at);
  const discussed = start.planId ?? lastPlan(before);
  return {
    session,
    projectId: session === null ? start.projectId : session.projectId,
    before,
    plan: discussed === null ? null : await readPlan(storage, discussed, start.messageId !== null),
  };
};

/** The plan that a message is about. If `sent`, further typing makes a new version, which the answer is merged onto. */
const readPlan = (storage: Storage, planId: string, sent: boolean): Promise<PlanUnderDiscussion> =>
  sent
    ? storage.transaction(async (stores) => {
        await stores.plans.endEditing(planId);
        return planUnderDiscussion(stores, planId);
      })
    : planUnderDiscussion(storage, planId);

/** Gathers the context of a message within a token budget that includes the earlier turns. */
export const turnContext = async (
  storage: Storage,
  contextManager: ContextManager,
  ports: ContextPorts,
  { session, projectId, before, plan }: Conversation,
  asked: { readonly text: string; readonly tokens: number; readonly signal: AbortSignal; readonly sends: boolean },
): Promise<TurnContext> => {
  const { text, tokens, signal, sends } = asked;
  const history = historyMessages(before, historyBudget(tokens), estimateTokens);
  const taken = history.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  const project = projectId === null ? null : await storage.projects.get(projectId);
  const context = await contextManager.assemble({
    request: wholeRequest(before, text),
    project: project === null ? null : { name: project.name, description: project.description },
    planText: plan?.text ?? null,
    otherPlans: await otherPlans(storage, projectId, plan?.id ?? null),
    memory: projectId === null ? null : ports.memories.of(projectId, [plan?.id ?? null, session?.id ?? null]),
    attach: ports.attach,
    openEditors: ports.openEditors(),
    budget: Math.max(tokens / 4, tokens - taken),
    sends,
    signal,
  });
  return { context, history, seen: seenContext(context, historyPart(history, session?.summary ?? null), tokens) };
};

/** The earlier turns as part of what the model saw: how many in full, and how many older ones at most as a summary. */
const historyPart = ({ messages, older }: TurnContext['history'], summary: string | null): SeenPart | null => {
  if (messages.length + older.length === 0) return null;
  const told = older.length > 0 && summary !== null ? [...messages, { content: summary }] : messages;
  return {
    source: 'history',
    title: 'Earlier in this conversation',
    reason: 'earlier',
    detail: `${messages.length} ${older.length}`,
    tokens: told.reduce((sum, { content }) => sum + estimateTokens(content), 0),
  };
};

/**
 * The text under discussion: the agent's pending proposal, which the user is talking about, unless the plan has moved
 * on since; otherwise the current version. A teammate's proposal stays separate.
 */
const planUnderDiscussion = async (stores: Stores, planId: string): Promise<PlanUnderDiscussion> => {
  const { currentVersion } = await stores.plans.get(planId);
  const versions = await stores.plans.versions(planId);
  const waiting = versions.find(
    ({ author, state, baseVersion }) => author === 'agent' && state === 'proposed' && baseVersion === currentVersion,
  );
  const { plan, version, text } = await readPlanText(stores, planId, waiting?.number);
  return {
    id: plan.id,
    title: plan.title,
    version: plan.currentVersion,
    proposal: waiting?.number ?? null,
    text,
    content: version.content,
    ...wantedSections(plan),
  };
};

const maxOtherPlans = 20;
/** Only the most recently changed plans get an outline. */
const maxOutlines = 5;

const otherPlans = async (stores: Stores, projectId: string | null, discussed: string | null) => {
  if (projectId === null) return [];
  const { items } = await stores.plans.list({ projectId, status: openPlanStatuses, limit: maxOtherPlans });
  const others = items.filter((plan) => plan.id !== discussed);
  return Promise.all(
    others.map(async (plan, at) => ({
      title: plan.title,
      status: plan.status,
      outline: at < maxOutlines ? await outlineOf(stores, plan) : '',
    })),
  );
};

/** The titles of a plan's phases on one line. */
const outlineOf = async (stores: Stores, { id, currentVersion }: DevPlan): Promise<string> => {
  const version = await orNull(stores.plans.version(id, currentVersion));
  const titles = parsePlan(version?.content ?? '').phases.map(({ title }) => title.replace(phasePrefix, ''));
  return nameLine(titles.filter(Boolean).join('; '));
};
