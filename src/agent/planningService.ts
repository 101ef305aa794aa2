import { setMaxListeners } from 'node:events';
import type { ContextManager } from '../context/contextManager';
import type { Clock } from '../domain/clock';
import type { ConversationMessage, ConversationSession, SeenContext, UsedTemplate } from '../domain/conversation';
import { toFailure, UserError } from '../domain/errors';
import { type Disposable, Emitter } from '../domain/events';
import type { Log } from '../domain/log';
import type { ModelPrice, ModelProvider } from '../models/modelProvider';
import type { Storage } from '../storage/open';
import { abortable } from '../domain/abortable';
import { type Wait } from './model/wait';
import { type AgentEvent, PlanningAgent } from './planningAgent';
import { prepareTurn, type TurnPorts } from './turn/prepareTurn';
import { readConversation, turnContext } from './turn/turnContext';
import { SessionSummaries } from './memory/sessionSummaries';
import { storeTurn, unstoredMessage } from './turn/storeTurn';
import { costOf, newRecord, note, noteFailure, priced, type TurnRecord, unstored, wordsOnly } from './turn/turnRecord';

/** The model that a turn runs on; choosing it throws a `UserError` if none is available. */
export interface ModelChoice {
  readonly provider: ModelProvider;
  readonly model: string;
  /** Display name: `glm-4.5`, `Offline`. */
  readonly label: string;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Tokens of context that a request may carry. */
  readonly contextTokens: number;
  readonly maxRounds: number;
  /** Tokens, in and out, that one turn may take. */
  readonly maxTurnTokens: number;
  /** Language of plan and reply; empty follows the request. */
  readonly language: string;
  /** The price of tokens, null while unknown; absent if nothing is sold. */
  readonly price?: () => ModelPrice | null;
}

/** What the planning service needs from the editor. */
export interface PlanningPorts extends TurnPorts {
  /** If `quietly`, throws `consentRefused` instead of asking the user. */
  readonly chooseModel: (quietly?: boolean) => Promise<ModelChoice>;
  /** Name of the project to create for a plan without one. */
  readonly workspaceName: () => string;
  /** Who is recorded as having ticked a task. */
  readonly who: () => Promise<string>;
  /** How to wait during pauses; defaults to the system's timer. */
  readonly wait?: Wait;
}

/** A message to plan with; ids that are null or absent are chosen or created. */
export interface ChatRequest {
  readonly message: string;
  readonly sessionId?: string | null;
  readonly projectId?: string | null;
  readonly planId?: string | null;
  readonly template?: UsedTemplate | null;
  /** True if it was the conversation's unsent text. */
  readonly endsDraft?: boolean;
  /** Called once the message is stored, so that nothing of it can be lost any more. */
  readonly onStored?: () => void;
}

/** What a finished turn left behind; `message` is the assistant's. */
export interface ChatResult {
  readonly sessionId: string;
  readonly response: string;
  readonly generatedPlanId: string | null;
  readonly message: ConversationMessage;
}

/** What a model would see for an unsent message, and its estimated usage, null if it would not be sent anywhere. */
export interface TurnPreview {
  readonly seen: SeenContext;
  readonly estimate: TurnEstimate | null;
}

/** The estimated usage of a message, before it is sent. */
export interface TurnEstimate {
  readonly promptTokens: number;
  /** The maximum for one answer. */
  readonly answerTokens: number;
  /** US dollars for the prompt; null if no price is known. */
  readonly cost: number | null;
}

/** An event of a running turn, for the views. */
export type TurnEvent =
  | { readonly type: 'started'; readonly user: ConversationMessage; readonly assistantId: string }
  | { readonly type: 'agent'; readonly assistantId: string; readonly event: AgentEvent }
  | { readonly type: 'ended'; readonly message: ConversationMessage };

/** Runs conversations: stores what the user said, lets the agent answer, stores what came of it. */
export class PlanningService {
  /** By conversation. */
  private readonly running = new Map<string, { readonly stop: AbortController; readonly turn: Promise<unknown> }>();
  private readonly turns = new Emitter<{ readonly sessionId: string; readonly event: TurnEvent }>();
  readonly onDidTurn = this.turns.event;
  private readonly agent: PlanningAgent;
  private readonly summaries: SessionSummaries;
  private readonly deletions: Disposable;

  constructor(
    private readonly storage: Storage,
    private readonly context: ContextManager,
    private readonly ports: PlanningPorts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.agent = new PlanningAgent(log, ports.wait);
    this.summaries = new SessionSummaries(storage, log);
    this.deletions = storage.onDidChange(({ entity, id, change }) => {
      // Nobody would see its answer, yet it would go on costing money.
      if (entity === 'session' && change === 'deleted') void this.stop(id);
    });
  }

  /** Sends a message; resolves once the turn is stored, even if failed or cancelled; throws if it could not start. */
  async chat(request: ChatRequest): Promise<ChatResult> {
    const text = request.message.trim();
    if (text === '') throw new UserError('invalidInput', { field: 'message', reason: 'empty' });
    const opened = await this.openSession(request);
    return this.exclusively(opened.id, async (signal) => {
      const session = await this.inProject(opened, request.projectId);
      const { planId = null, template = null, endsDraft = false } = request;
      const message = { role: 'user', content: text, planId, template, endsDraft } as const;
      const user = await this.storage.conversations.addMessage(session.id, message);
      request.onStored?.();
      return this.turn(session, user, signal);
    });
  }

  /** What a model would see for an unsent message, and its usage; `tokens` is the limit if no model is available. */
  async preview(request: ChatRequest, tokens: number, signal: AbortSignal): Promise<TurnPreview> {
    const { sessionId = null, projectId = null, planId = null } = request;
    const text = request.message.trim();
    const session = sessionId === null ? null : await this.storage.conversations.session(sessionId);
    const choice = text === '' ? null : await this.sendingModel();
    if (choice === null) {
      const conversation = await readConversation(this.storage, session, { projectId, planId, messageId: null });
      const asked = { text, tokens, signal, sends: false };
      const { seen } = await turnContext(this.storage, this.context, this.ports, conversation, asked);
      return { seen, estimate: null };
    }
    const shown: SeenContext[] = [];
    const onSeen = (seen: SeenContext): void => void shown.push(seen);
    const user = { id: null, content: text, planId, template: null };
    const start = { session, projectId: session?.projectId ?? projectId, user, choice, signal, onSeen };
    const turn = await prepareTurn(this.storage, this.context, this.ports, start);
    const promptTokens = this.agent.estimate(turn);
    const price = choice.price?.() ?? null;
    const cost = price && costOf({ promptTokens, completionTokens: 0 }, price);
    return { seen: shown.at(-1)!, estimate: { promptTokens, answerTokens: choice.maxTokens, cost } };
  }

  /** Answers again the user message before the given failed or cancelled one, or the last message if its answer could not be stored. */
  async retry(sessionId: string, messageId: string): Promise<ChatResult> {
    const session = await this.storage.conversations.session(sessionId);
    const messages = await this.storage.conversations.messages(sessionId);
    const at = messages.findIndex((message) => message.id === messageId);
    const asked = at < 0 ? messages.slice(-1) : messages.slice(0, at);
    const user = asked.findLast((message) => message.role === 'user');
    if (!user) throw new UserError('notFound', { kind: 'message', id: messageId });
    return this.exclusively(sessionId, (signal) => this.turn(session, user, signal));
  }

  /** Stops the running turn of a conversation, if there is one, and resolves when what it said is stored. */
  async stop(sessionId: string): Promise<void> {
    const running = this.running.get(sessionId);
    running?.stop.abort();
    await Promise.allSettled([running?.turn]);
  }

  /** Stops every running turn and resolves when what they said is stored. */
  async close(): Promise<void> {
    await Promise.all([...this.running.keys()].map((sessionId) => this.stop(sessionId)));
  }

  dispose(): void {
    for (const { stop } of this.running.values()) stop.abort();
    this.deletions.dispose();
    this.summaries.dispose();
    this.turns.dispose();
  }

  /** The model that a message would be sent to, as far as known without asking the user; null if sent nowhere. */
  private async sendingModel(): Promise<ModelChoice | null> {
    try {
      const choice = await this.ports.chooseModel(true);
      return choice.provider.id === 'offline' ? null : choice;
    } catch (error) {
      // Without a key or the user's consent nothing can be sent.
      if (error instanceof UserError) return null;
      throw error;
    }
  }

  private async openSession({ sessionId, projectId, planId }: ChatRequest): Promise<ConversationSession> {
    if (projectId) await this.storage.projects.get(projectId);
    if (planId) await this.storage.plans.get(planId);
    const { conversations } = this.storage;
    return sessionId ? conversations.session(sessionId) : conversations.createSession({ projectId: projectId ?? null });
  }

  private async inProject(session: ConversationSession, id?: string | null): Promise<ConversationSession> {
    return !id || id === session.projectId ? session : this.storage.conversations.setProject(session.id, id);
  }

  private async exclusively<T>(sessionId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.running.has(sessionId)) throw new UserError('busy');
    const stop = new AbortController();
    // A model may call many tools at once, and each listens for the abort.
    setMaxListeners(0, stop.signal);
    // Starts in a microtask, when `running` is set and it can be stopped.
    const turn = Promise.resolve(stop.signal).then(work);
    this.running.set(sessionId, { stop, turn });
    try {
      return await turn;
    } finally {
      this.running.delete(sessionId);
    }
  }

  private async turn(
    session: ConversationSession,
    user: ConversationMessage,
    signal: AbortSignal,
  ): Promise<ChatResult> {
    const record = newRecord();
    const { times } = record;
    const stopTurn = times.start('turn');
    const fire = (event: TurnEvent): void => this.turns.fire({ sessionId: session.id, event });
    fire({ type: 'started', user, assistantId: record.id });
    let choice: ModelChoice | null = null;
    try {
      choice = await abortable(this.ports.chooseModel(), signal);
      record.model = choice.label;
      const stopContext = times.start('context');
      const onSeen = (seen: SeenContext): void => void (record.seen = seen);
      const start = { session, projectId: session.projectId, user, choice, signal, onSeen };
      const turn = await abortable(prepareTurn(this.storage, this.context, this.ports, start), signal);
      stopContext();
      const stopWaiting = times.start('firstToken');
      for await (const event of this.agent.run(turn, times)) {
        stopWaiting();
        note(record, event);
        fire({ type: 'agent', assistantId: record.id, event });
      }
    } catch (error) {
      this.settle(record, error, signal);
    }
    // Offline turns have no cost, so no usage is shown.
    if (choice?.provider.id === 'offline') record.usage = null;
    record.usage &&= priced(record.usage, choice?.price?.() ?? null);
    const stopStoring = times.start('store');
    const message = await this.store(session, record, Math.round(stopTurn()));
    stopStoring();
    const { state, error, model, activity, usage } = record;
    this.log.info('turn', {
      state,
      code: error?.code,
      ...times.fields(),
      model,
      tools: activity.length,
      promptTokens: usage?.promptTokens,
      completionTokens: usage?.completionTokens,
      cost: usage?.cost,
    });
    fire({ type: 'ended', message });
    if (choice !== null && record.state === 'complete') this.summaries.note(message, choice);
    return { sessionId: session.id, response: message.content, generatedPlanId: message.planId, message };
  }

  /** Stores the turn; if that fails, keeps its text as a failed message, so that nobody waits forever. */
  private async store(
    session: ConversationSession,
    record: TurnRecord,
    latencyMs: number,
  ): Promise<ConversationMessage> {
    const stored = (each: TurnRecord) => storeTurn(this.storage, this.ports, session, each, latencyMs);
    try {
      return await stored(record);
    } catch (error) {
      this.log.error('a turn could not be stored', error);
      const failed = unstored(record, error);
      return await stored(failed)
        .catch(() => stored(wordsOnly(failed)))
        .catch((again: unknown) => {
          this.log.error('nor its failure', again);
          return unstoredMessage(session, failed, latencyMs, this.clock());
        });
    }
  }

  private settle(record: TurnRecord, error: unknown, signal: AbortSignal): void {
    if (!signal.aborted && !(error instanceof UserError)) this.log.error('turn failed', error);
    noteFailure(record, error, signal);
    if (record.state === 'complete')
      this.log.warn('turn ended early, its result is kept', { code: toFailure(error).code });
  }
}
