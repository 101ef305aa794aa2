import type { CardView, ChatEvent, ChatState, MessageView } from '../../src/shared/protocol';
import { t } from '../words';

/** The host's state, what was sent from here, and what the status line was last told to say; each telling is an object of its own. */
export interface ChatModel extends ChatState {
  /** How many messages were sent from here: each brings the transcript to its newest row. */
  readonly sends: number;
  readonly announcement: { readonly text: string };
}

/** True for two values that would be written as the same JSON. */
const alike = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => key in b && alike(value, (b as Record<string, unknown>)[key]))
  );
};

/** Takes a new state of the host; messages that did not change stay the same objects, so their rows are not drawn again. */
export const receive = (model: ChatModel, state: ChatState): ChatModel => {
  const known = new Map(model.messages.map((message) => [message.id, message]));
  const messages = state.messages.map((message) => {
    const before = known.get(message.id);
    return before && alike(before, message) ? before : message;
  });
  const text = [...new Set(messages.flatMap((message) => answered(known.get(message.id)?.card, message.card)))].join(
    ' ',
  );
  return { ...state, messages, sends: model.sends, announcement: text ? { text } : model.announcement };
};

/** What became of a plan and of what was proposed for it, in words. */
const answered = (before: CardView | null | undefined, now: CardView | null): readonly string[] => {
  if (before?.kind === 'plan' && now?.kind === 'plan')
    return now.version === before.version ? [] : [t('nowCurrent', now.version)];
  if (before?.kind !== 'proposal' || now?.kind !== 'proposal' || before.state !== 'proposed') return [];
  if (now.state === 'accepted') return [t('nowCurrent', now.version)];
  return now.state === 'rejected' ? [t('nowRejected', now.version)] : [];
};

/** A message went out from here. */
export const sent = (model: ChatModel): ChatModel => ({ ...model, sends: model.sends + 1 });

/** Changes one message; the newest are looked at first, for those are the ones that stream. */
const change = (model: ChatModel, id: string, patch: (message: MessageView) => Partial<MessageView>): ChatModel => {
  const index = model.messages.findLastIndex((message) => message.id === id);
  const message = model.messages[index];
  return message ? { ...model, messages: model.messages.with(index, { ...message, ...patch(message) }) } : model;
};

const put = (messages: readonly MessageView[], message: MessageView): readonly MessageView[] => {
  const index = messages.findLastIndex(({ id }) => id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
};

/** Applies one step of a running turn, which ends what the footer told of it; an event for an unknown message changes nothing. */
export const reduce = (model: ChatModel, event: ChatEvent): ChatModel => {
  switch (event.type) {
    case 'message':
      return { ...model, messages: put(model.messages, event.message) };
    case 'text':
      return change(model, event.id, ({ text }) => ({ text: text + event.text, footer: '' }));
    case 'reasoning':
      return change(model, event.id, ({ reasoning }) => ({ reasoning: reasoning + event.text, footer: '' }));
    case 'activity':
      return change(model, event.id, ({ activity }) => ({ activity: [...activity, event.activity], footer: '' }));
    case 'progress':
      return change(model, event.id, () => ({ footer: event.text }));
    case 'running':
      return { ...model, running: event.running };
    case 'announce':
      return { ...model, announcement: { text: event.text } };
  }
};
