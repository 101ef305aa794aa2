import type { AgentEvent } from '../../agent/planningAgent';
import type { ChatEvent, MessageView } from '../../shared/protocol';
import { progressText } from './chatWords';

/** What a step of a running turn adds to the message in the making, and what open views are told. */
export const liveStep = (
  live: MessageView,
  event: AgentEvent,
): { readonly live: MessageView; readonly told: ChatEvent | null } => {
  const { id } = live;
  switch (event.type) {
    case 'text':
      return { live: { ...live, text: live.text + event.text }, told: { type: 'text', id, text: event.text } };
    case 'reasoning':
      return {
        live: { ...live, reasoning: live.reasoning + event.text },
        told: { type: 'reasoning', id, text: event.text },
      };
    case 'activity':
      return {
        live: { ...live, activity: [...live.activity, event.activity] },
        told: { type: 'activity', id, activity: event.activity },
      };
    case 'drafting':
    case 'waiting':
      return { live, told: { type: 'progress', id, text: progressText(event) } };
    case 'outcome':
    case 'usage':
      return { live, told: null };
  }
};
