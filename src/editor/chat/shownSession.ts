import type * as vscode from 'vscode';
import type { ConversationSession } from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import type { Core } from '../core';

const sessionKey = 'devplan.session';
const draftKey = 'devplan.draft';

/** Which conversation the chat shows and what stands unsent in it; the workspace remembers both. */
export class ShownSession {
  /** The shown conversation where it began here: the page may not know yet that it has. */
  private begun: string | null = null;

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

  /** Shows a conversation that has just begun; what stood unsent before stands in it. */
  async begin(core: Core, id: string): Promise<void> {
    const draft = this.draft(null);
    await this.set(id);
    this.begun = id;
    if (draft === '') return;
    await this.keepDraft(core, id, draft);
    await this.memory.update(draftKey, '');
  }

  /** Nothing stands unsent any more. */
  async empty(core: Core): Promise<void> {
    await this.keepDraft(core, (await this.session(core))?.id ?? null, '');
  }

  draft(session: ConversationSession | null): string {
    return session === null ? this.memory.get<string>(draftKey, '') : session.draft;
  }

  /** What stands unsent, else what was asked last; empty without either. */
  async lastRequest(core: Core): Promise<string> {
    const session = await this.session(core);
    const draft = this.draft(session);
    const messages = draft || session === null ? [] : await core.storage.conversations.messages(session.id);
    return draft || (messages.findLast(({ role }) => role === 'user')?.content ?? '');
  }

  /** Keeps a conversation's draft; null is the one that has not begun, or what it has become. One that is gone keeps none. */
  async keepDraft({ storage }: Core, sessionId: string | null, text: string): Promise<void> {
    const id = sessionId ?? this.begun;
    if (id === null) await this.memory.update(draftKey, text);
    else if (storage.state() === 'owner') await orNull(storage.conversations.setDraft(id, text));
  }
}
