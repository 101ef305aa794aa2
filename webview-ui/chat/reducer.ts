import type { CardView, ChatEvent, ChatState, MessageView } from '../../src/shared/protocol';
import { noticeWords } from '../noticeWords';
import { t } from '../words';

/** The host's state, what was counted here, and what the next draw announces. */
export interface ChatModel extends ChatState {
  /** How many messages were sent from here: each brings the transcript to its newest row. */
  readonly sends: number;
  /** How many times a form was opened or closed: each opened one is new, though it may look like the last. */
  readonly forms: number;
  readonly announcements: readonly string[];
}

/** True for two values with the same JSON, apart from the order of keys. */
const alike = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => key in b && alike(value, (b as Record<string, unknown>)[key]))
  );
};

/** Takes a new state from the host; unchanged messages stay the same objects, so their rows are not redrawn. */
export const receive = (model: ChatModel, state: ChatState): ChatModel => {
  const known = new Map(model.messages.map((message) => [message.id, message]));
  const messages = state.messages.map((message) => {
    const before = known.get(message.id);
    return before && alike(before, message) ? before : message;
  });
  const answers = messages.flatMap((message) => answered(known.get(message.id)?.card, message.card));
  const announcements = [...model.announcements, ...new Set([...answers, ...noticeWords(model, state)])];
  const forms = model.forms + (state.form?.title === model.form?.title ? 0 : 1);
  return { ...state, messages, sends: model.sends, forms, announcements };
};

/** The words for a plan's new version or for a proposal's outcome. */
const answered = (before: CardView | null | undefined, now: CardView | null): readonly string[] => {
  if (before?.kind === 'plan' && now?.kind === 'plan')
    return now.version === before.version ? [] : [t('nowCurrent', now.version)];
  if (before?.kind !== 'proposal' || now?.kind !== 'proposal' || before.state !== 'proposed') return [];
  if (now.state === 'accepted') return [t('nowCurrent', now.version)];
  return now.state === 'rejected' ? [t('nowRejected', now.version)] : [];
};

/** Counts a message sent from here. */
export const sent = (model: ChatModel): ChatModel => ({ ...model, sends: model.sends + 1 });

/** Leaves nothing to announce, once a draw has announced it. */
export const announced = (model: ChatModel): ChatModel => ({ ...model, announcements: [] });

/** Changes one message, searching from the newest, which are the ones that stream. */
const change = (model: ChatModel, id: string, patch: (message: MessageView) => Partial<MessageView>): ChatModel => {
  const index = model.messages.findLastIndex((message) => message.id === id);
  const message = model.messages[index];
  return message ? { ...model, messages: model.messages.with(index, { ...message, ...patch(message) }) } : model;
};

const put = (messages: readonly MessageView[], message: MessageView): readonly MessageView[] => {
  const index = messages.findLastIndex(({ id }) => id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
};

/** Applies one event of a turn; output clears the progress in the footer, and is ignored for an unknown message. */
export const reduce = (model: ChatModel, event: ChatEvent): ChatModel => {
  switch (event.type) {
    case 'message':
      return { ...model, messages: put(model.messages, event.message) };
    case 'text':
      return change(model, event.id, ({ text }) => ({ text: text + event.text, footer: '' }));
    case 'reasoning':
      return change(model, event.id, ({ text, reasoning }) => ({
        text: text.slice(0, text.length - (event.taken ?? 0)),
        reasoning: reasoning + event.text,
        footer: '',
      }));
    case 'activity':
      return change(model, event.id, ({ activity }) => ({ activity: [...activity, event.activity], footer: '' }));
    case 'progress':
      return change(model, event.id, () => ({ footer: event.text }));
    case 'running':
      return { ...model, running: event.running };
    case 'announce':
      return { ...model, announcements: [...model.announcements, event.text] };
  }
};
