import * as vscode from 'vscode';
import type { AgentEvent } from '../../agent/planningAgent';
import type { TurnEvent } from '../../agent/planningService';
import type { ChatEvent, MessageView } from '../../shared/protocol';
import { endWords, progressText } from './chatWords';
import { startedView, wordsView } from './messageView';

/** Applies a step of a running turn to its unfinished message; `told` is the event for open views. */
const liveStep = (
  live: MessageView,
  event: AgentEvent,
): { readonly live: MessageView; readonly told: ChatEvent | null } => {
  const { id } = live;
  switch (event.type) {
    case 'text':
      return {
        live: { ...live, text: live.text + event.text, footer: '' },
        told: { type: 'text', id, text: event.text },
      };
    case 'reasoning':
      return {
        live: {
          ...live,
          text: live.text.slice(0, live.text.length - (event.taken ?? 0)),
          reasoning: live.reasoning + event.text,
          footer: '',
        },
        told: { ...event, id },
      };
    case 'activity':
      return {
        live: { ...live, activity: [...live.activity, event.activity], footer: '' },
        told: { type: 'activity', id, activity: event.activity },
      };
    case 'drafting':
    case 'waiting': {
      const text = progressText(event);
      return { live: { ...live, footer: text }, told: { type: 'progress', id, text } };
    }
    case 'outcome':
    case 'usage':
      return { live, told: null };
  }
};

/** The latest turn of each conversation, for views that open meanwhile: its output so far, then its end, which may not be stored. */
export class LiveTurns {
  private readonly views = new Map<string, MessageView>();

  of(sessionId: string | null): MessageView | undefined {
    return this.views.get(sessionId ?? '');
  }

  isRunning(sessionId: string | null): boolean {
    return this.of(sessionId)?.state === 'streaming';
  }

  /** A conversation's stored messages, followed by what is not stored of its latest turn. */
  withUnstored(messages: readonly MessageView[], sessionId: string | null): readonly MessageView[] {
    // What could not be stored stands below its question, until another window has gone on.
    const isLast = this.isRunning(sessionId) || messages.at(-1)?.role === 'user';
    const live = isLast ? this.of(sessionId) : undefined;
    return live && !messages.some(({ id }) => id === live.id) ? [...messages, live] : messages;
  }

  /** Records an event of a turn and returns the events for its conversation's views, except the stored message. */
  note(sessionId: string, event: TurnEvent): ChatEvent[] {
    switch (event.type) {
      case 'started':
        this.views.set(sessionId, startedView(event.assistantId));
        return [
          { type: 'running', running: true },
          { type: 'announce', text: vscode.l10n.t('DevPlan is answering.') },
        ];
      case 'agent': {
        const { live, told } = liveStep(this.of(sessionId) ?? startedView(event.assistantId), event.event);
        this.views.set(sessionId, live);
        return told === null ? [] : [told];
      }
      case 'ended': {
        this.views.set(sessionId, wordsView(event.message, false));
        const ended = { type: 'running', running: false } as const;
        // The card of a failure is an alert, which speaks for itself.
        if (event.message.state === 'failed') return [ended];
        return [ended, { type: 'announce', text: endWords(event.message) }];
      }
    }
  }
}
