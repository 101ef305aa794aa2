import type * as vscode from 'vscode';
import type { ConversationSession } from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import type { Core } from '../core';

const sessionKey = 'devplan.session';
const draftKey = 'devplan.draft';

/** The conversation that the chat shows, its unsent text and its attachments; all but the attachments survive a reload. */
export class ShownSession {
  /** The shown conversation if it began here: the page may not know its id yet. */
  private begun: string | null = null;
  /** Attachments of the next message by conversation; null is the one that has not begun. */
  private readonly attached = new Map<string | null, readonly string[]>();

  constructor(private readonly memory: vscode.Memento) {}

  id(): string | null {
    return this.memory.get<string>(sessionKey) ?? null;
  }

  /** Null for a conversation that has not begun. */
  async session(core: Core): Promise<ConversationSession | null> {
    const id = this.id();
    return id === null ? null : orNull(core.storage.conversations.session(id));
  }

  async set(id: string | null): Promise<void> {
    this.begun = null;
    await this.memory.update(sessionKey, id ?? undefined);
  }

  /** Shows a conversation that has just begun and moves the unsent text and the attachments to it. */
  async begin(core: Core, id: string): Promise<void> {
    const draft = this.draft(null);
    this.attached.set(id, this.attachments());
    this.attached.delete(this.id());
    await this.set(id);
    this.begun = id;
    if (draft === '') return;
    await this.keepDraft(core, id, draft);
    await this.memory.update(draftKey, '');
  }

  attachments(id = this.id()): readonly string[] {
    return this.attached.get(id) ?? [];
  }

  attach(mention: string): void {
    this.attached.set(this.id(), [...new Set(this.attachments()).add(mention)]);
  }

  detach(mentions: readonly string[], id = this.id()): void {
    const others = this.attachments(id).filter((mention) => !mentions.includes(mention));
    this.attached.set(id, others);
  }

  draft(session: ConversationSession | null): string {
    return session === null ? this.memory.get<string>(draftKey, '') : session.draft;
  }

  /** Adds a text to the draft of the conversation that has not begun. */
  async addToDraft(text: string): Promise<void> {
    await this.memory.update(draftKey, [this.draft(null), text].filter(Boolean).join('\n\n'));
  }

  /** The unsent text, otherwise the last message of the user; empty if there is neither. */
  async lastRequest(core: Core): Promise<string> {
    const session = await this.session(core);
    const draft = this.draft(session);
    const messages = draft || session === null ? [] : await core.storage.conversations.messages(session.id);
    return draft || (messages.findLast(({ role }) => role === 'user')?.content ?? '');
  }

  /** Stores a draft unless its conversation is gone; null is the one that has not begun, or what it became. */
  async keepDraft({ storage }: Core, sessionId: string | null, text: string): Promise<void> {
    const id = sessionId ?? this.begun;
    if (id === null) await this.memory.update(draftKey, text);
    else if (storage.state() === 'owner') await orNull(storage.conversations.setDraft(id, text));
  }
}
