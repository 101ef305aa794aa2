import * as vscode from 'vscode';
import type { ChatRequest, ChatResult, TurnEvent } from '../../agent/planningService';
import type { DevPlan } from '../../domain/plan';
import { orNull } from '../../domain/errors';
import { Emitter } from '../../domain/events';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';
import type { PreviewView } from '../../shared/contextView';
import type { Answer, ChatEvent, ChatState } from '../../shared/protocol';
import type { StoreChange } from '../../storage/open';
import type { Core, OpenCore } from '../core';
import { checkWritable } from '../readOnly';
import type { Models } from '../models/models';
import type { TemplateForm } from '../templates/templateForm';
import { CardReferences } from './cardReferences';
import { begunTurn, chatRequest, type SendOptions, templateToSend } from './chatRequest';
import { answerText, chatMenu, surroundings } from './chatWords';
import { starters } from './completions';
import { concerns } from './concerns';
import { ContextPreviews } from './contextPreviews';
import { LiveTurns } from './liveTurns';
import { endedView, messageView } from './messageView';
import { saveDiscussed } from './saveDiscussed';
import { ShownSession } from './shownSession';
import { spentText } from './usageWords';

/** The conversation that the chat view shows: which one, its state, and what a running turn adds. */
export class ChatController {
  private readonly events = new Emitter<ChatEvent>();
  private readonly states = new Emitter<null>();
  /** Steps of the running turn of the shown conversation. */
  readonly onDidTurn = this.events.event;
  /** Something else changed: the view must read the state again. */
  readonly onDidChange = this.states.event;
  private readonly reveals = new Emitter<null>();
  /** The chat was brought to the front for writing. */
  readonly onDidReveal = this.reveals.event;
  private readonly live = new LiveTurns();
  /** The plan that the user chose as the subject of the next message. */
  private discussed: string | null = null;
  /** The project for a conversation that has not begun. */
  private projectId: string | null = null;
  private revealed: ChatState['reveal'] = null;
  /** The plans that the shown messages refer to. */
  private planIds: ReadonlySet<string> = new Set();
  private readonly shown: ShownSession;
  private readonly references: CardReferences;
  private readonly previews = new ContextPreviews();
  /** Serializes switching and writing: a message goes to the conversation that was shown when it was sent. */
  private readonly ordered = serialQueue();

  constructor(
    private readonly core: OpenCore,
    private readonly models: Models,
    private readonly form: TemplateForm,
    memory: vscode.Memento,
    /** The plan whose view is in front. */
    private readonly openPlan: () => string | null,
    private readonly log: Log,
  ) {
    this.shown = new ShownSession(memory);
    const tell = (): void => this.states.fire(null);
    this.references = new CardReferences(tell, log);
    for (const part of [form, models]) part.onDidChange(tell);
  }

  /** Follows the core's turns and changes; called once when the core opens. */
  follow(core: Core): vscode.Disposable {
    return vscode.Disposable.from(
      core.planning.onDidTurn(({ sessionId, event }) => void this.noteTurn(core, sessionId, event)),
      core.storage.onDidChange((change) => this.noteChange(change)),
      core.storage.onDidChangeState(() => this.states.fire(null)),
      core.files.onDidChange((paths) => void (paths.length === 0 && this.states.fire(null))),
    );
  }

  /** Passes everything the view shows to `deliver`, synchronously, so that no step of a running turn is missed. */
  async state(deliver: (state: ChatState) => void): Promise<void> {
    const [core, model] = await Promise.all([this.core(), this.models.label()]);
    const { storage } = core;
    const session = await this.shown.session(core);
    const projectId = session ? session.projectId : this.projectId;
    const [stored, project, offered] = await Promise.all([
      // None if the conversation was deleted meanwhile.
      session ? orNull(storage.conversations.messages(session.id)).then((all) => all ?? []) : [],
      projectId === null ? null : orNull(storage.projects.get(projectId)),
      starters(storage),
    ]);
    this.planIds = new Set(stored.flatMap(({ planId }) => planId ?? []));
    if (project === null && session === null && this.projectId === projectId) this.projectId = null;
    const messages = await Promise.all(
      stored.map((message, index) => messageView(core, this.references, message, index < stored.length - 1)),
    );
    const sessionId = session?.id ?? null;
    deliver({
      session: session && { id: session.id, title: session.title },
      project: project && { id: project.id, name: project.name },
      model,
      messages: this.live.withUnstored(messages, sessionId),
      reveal: this.revealed,
      running: this.live.isRunning(sessionId),
      draft: this.shown.draft(session),
      spent: spentText(stored),
      starters: offered,
      form: this.form.view(),
      attachments: this.shown.attachments(),
      menu: chatMenu(sessionId),
      ...surroundings(core),
    });
  }

  /** Sends a message, or the one that `words` reads; calls `begun` once it is stored. */
  async send(
    words: string | ((core: Core) => Promise<string>),
    begun: () => void = () => {},
    { written = false, attached = written, ...origin }: SendOptions = {},
  ): Promise<ChatResult> {
    const { turn } = await this.ordered(async () => {
      const core = await this.core();
      const text = typeof words === 'string' ? words : await words(core);
      await saveDiscussed(core, await this.request(core, text, []));
      const sessionId = (await this.shown.session(core))?.id ?? (await this.begin(core));
      const { discussed } = this;
      const attachments = attached ? this.shown.attachments(sessionId) : [];
      const { message, planId = null } = await this.request(core, text, attachments);
      const template = await templateToSend(core, origin);
      const onStored = (): void => {
        this.shown.detach(attachments, sessionId);
        if (this.discussed === discussed) this.discussed = null;
        begun();
        this.states.fire(null);
      };
      // What is typed meanwhile is kept only after this, or the message would end it as a draft.
      return begunTurn(core.planning, { sessionId, message, planId, template, endsDraft: written, onStored });
    });
    return turn;
  }

  /** What the model would see if this text were sent now; null after a newer call, or if nothing can be read. */
  async preview(text: string): Promise<PreviewView | null> {
    const core = await this.core();
    return this.previews.of(core, await this.request(core, text, this.shown.attachments()));
  }

  private async request(core: Core, text: string, attachments: readonly string[]): Promise<ChatRequest> {
    const { discussed, projectId } = this;
    const sessionId = (await this.shown.session(core))?.id ?? null;
    return chatRequest(core, text, { sessionId, projectId, attachments, discussed, openPlan: this.openPlan() });
  }

  /** Sends the answers of a question form as the next message. */
  answer(id: string, answers: readonly Answer[], begun: () => void = () => {}): Promise<ChatResult> {
    const words = async ({ storage }: Core) => answerText((await storage.conversations.message(id)).questions, answers);
    return this.send(words, begun, { attached: true });
  }

  /** The unsent text in the composer, otherwise the last message of the user; empty if there is neither. */
  async lastRequest(): Promise<string> {
    return this.shown.lastRequest(await this.core());
  }

  async retry(messageId: string): Promise<void> {
    const core = await this.core();
    const session = await this.shown.session(core);
    if (!session) return;
    // The answer could not be stored but would still cost.
    checkWritable(core);
    await saveDiscussed(core, await this.request(core, '', []));
    await core.planning.retry(session.id, messageId);
  }

  async stop(): Promise<void> {
    const core = await this.core();
    const session = await this.shown.session(core);
    if (session) await core.planning.stop(session.id);
  }

  /** Shows a new conversation, stored with its first message; calls `shown` before bringing the view to the front. */
  async openNew(projectId?: string, shown: () => void = () => {}): Promise<void> {
    await this.ordered(async () => {
      const current = await this.shown.session(await this.core());
      this.projectId = projectId ?? this.projectId ?? current?.projectId ?? null;
      await this.show(null);
      shown();
    });
    await this.reveal();
  }

  /** Shows a conversation, at the given message if any. */
  async openSession(id: string, messageId: string | null = null): Promise<void> {
    await this.ordered(async () => {
      const { storage } = await this.core();
      this.projectId = (await storage.conversations.session(id)).projectId ?? this.projectId;
      await this.show(id);
    });
    await this.reveal();
    // Only now that the composer has the focus can the message take it over.
    this.revealed = messageId === null ? null : { messageId, id: crypto.randomUUID() };
    this.states.fire(null);
  }

  /** Opens the conversation that a plan came from, or a new one, and makes the plan its subject. */
  async discuss(plan: DevPlan): Promise<void> {
    await this.ordered(async () => {
      const { storage } = await this.core();
      const known = plan.sessionId === null ? null : await orNull(storage.conversations.session(plan.sessionId));
      this.projectId = plan.projectId;
      await this.show(known?.id ?? null);
      this.discussed = plan.id;
    });
    await this.reveal();
  }

  /** Sets the project for conversations that have not begun; others keep theirs. */
  async preferProject(projectId: string): Promise<void> {
    this.projectId = projectId;
    this.states.fire(null);
  }

  /** Sets the shown conversation's project at the user's request. */
  setProject(projectId: string): Promise<void> {
    return this.ordered(async () => {
      const core = await this.core();
      const session = await this.shown.session(core);
      this.projectId = projectId;
      if (session) await core.storage.conversations.setProject(session.id, projectId);
      this.states.fire(null);
    });
  }

  /** Attaches a mention to the next message of the shown conversation. */
  async attach(mention: string): Promise<void> {
    this.shown.attach(mention);
    this.states.fire(null);
    await this.reveal();
  }

  detach(mention: string): void {
    this.shown.detach([mention]);
    this.states.fire(null);
  }

  keepDraft(sessionId: string | null, text: string): Promise<void> {
    return this.ordered(async () => this.shown.keepDraft(await this.core(), sessionId, text));
  }

  /** Shows a new conversation with a text that could not be sent, after what its draft already holds. */
  keepUnsent(text: string): Promise<void> {
    return this.ordered(async () => {
      await this.shown.addToDraft(text);
      await this.show(null);
    });
  }

  async reveal(): Promise<void> {
    await vscode.commands.executeCommand('devplan.chat.focus');
    this.reveals.fire(null);
  }

  async refresh(): Promise<void> {
    this.states.fire(null);
  }

  private async begin(core: Core): Promise<string> {
    const { id } = await core.storage.conversations.createSession({ projectId: this.projectId });
    // Keeps the plan that was chosen for the first message.
    await this.shown.begin(core, id);
    this.states.fire(null);
    return id;
  }

  private async show(sessionId: string | null): Promise<void> {
    // The page keeps what was typed into a form and shows it again with its template.
    if (sessionId !== this.shown.id()) this.form.show(null);
    this.discussed = null;
    this.revealed = null;
    await this.shown.set(sessionId);
    this.states.fire(null);
  }

  private noteChange(change: StoreChange): void {
    const sessionId = this.shown.id();
    const isRunning = this.live.isRunning(sessionId);
    if (!concerns(change, { sessionId, planIds: this.planIds, isRunning })) return;
    if (change.entity === 'session' && change.change === 'deleted') void this.show(null);
    else this.states.fire(null);
  }

  private async noteTurn(core: Core, sessionId: string, event: TurnEvent): Promise<void> {
    const events = this.live.note(sessionId, event);
    // The first message sets the title, so send the whole state again.
    if (event.type === 'started') this.states.fire(null);
    if (event.type === 'ended')
      events.unshift({ type: 'message', message: await endedView(core, this.references, event.message, this.log) });
    if (sessionId === this.shown.id()) for (const each of events) this.events.fire(each);
    if (event.type === 'ended') this.states.fire(null);
  }
}
