import type { ChatEvent, ChatState, MessageView } from '../../src/shared/protocol';

/** The host's state, and the sentence that the status line says. */
export interface ChatModel extends ChatState {
  readonly announcement: string;
}

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

/** Applies one step of a running turn; an event for an unknown message changes nothing. */
export const reduce = (model: ChatModel, event: ChatEvent): ChatModel => {
  switch (event.type) {
    case 'message':
      return { ...model, messages: put(model.messages, event.message) };
    case 'text':
      return change(model, event.id, ({ text }) => ({ text: text + event.text }));
    case 'reasoning':
      return change(model, event.id, ({ reasoning }) => ({ reasoning: reasoning + event.text }));
    case 'activity':
      return change(model, event.id, ({ activity }) => ({ activity: [...activity, event.activity] }));
    case 'progress':
      return change(model, event.id, () => ({ footer: event.text }));
    case 'running':
      return { ...model, running: event.running };
    case 'announce':
      return { ...model, announcement: event.text };
  }
};
