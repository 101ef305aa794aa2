import '@vscode/codicons/dist/codicon.css';
import '../tokens.css';
import '../base.css';
import './chat.css';
import { render } from 'preact';
import type { ChatNotices, ChatRequests, ChatState } from '../../src/shared/protocol';
import { keepFocus } from '../focus';
import { connect, root, startView } from '../host';
import { Presses } from '../presses';
import { Refusals } from '../refusals';
import { type View, ViewContext } from '../view';
import { ChatApp } from './chatApp';
import type { ComposerHandlers } from './composer';
import { DraftSync } from './draftSync';
import type { MessageHandlers } from './message';
import { type ChatModel, announced, receive, reduce, sent } from './reducer';
import type { FormHandlers } from './templateForm';
import type { Insertion } from './useMessageText';

const client = connect<ChatRequests, ChatNotices>();
const composer = (): HTMLElement | null => root.querySelector('.composer textarea');
/** Where the user would type: in the open template form, else in the composer. */
const writing = (): HTMLElement | null => root.querySelector('.template vscode-text-field') ?? composer();
/** Where the focus goes when its control is gone: from a card to its row, where another Enter sends no draft. */
const goOn = (places: readonly Element[]): HTMLElement | null => {
  const row = places.some((place) => place.matches('section.card')) && places.find((place) => place.matches('article'));
  return row && row.isConnected ? (row as HTMLElement) : writing();
};

/** Runs the chat from its first state. */
const start = (first: ChatState): void => {
  let model: ChatModel = { ...first, sends: 0, forms: 0, announcements: [] };
  let insertion: Insertion = { text: '', turn: 0, focus: false };
  /** The message that the composer's text was made of. */
  let edited: string | null = null;
  let due: ((model: ChatModel) => ChatModel)[] = [];

  /** Collects changes until the next frame, so that however fast a text streams, each frame draws once. */
  const change = (step: (model: ChatModel) => ChatModel): void => {
    if (due.push(step) > 1) return;
    requestAnimationFrame(() => {
      const steps = due;
      due = [];
      model = steps.reduce((before, apply) => apply(before), model);
      draw();
      model = announced(model);
    });
  };
  const presses = new Presses();
  const refusals = new Refusals(() => draw());
  const { refuse, isTaken } = refusals;
  const tell = (request: Promise<null>): void => void isTaken(request);
  const insert = (text: string, focus: boolean): void => {
    insertion = { text, turn: insertion.turn + 1, focus };
    draw();
  };
  const drafts = new DraftSync(first.session?.id ?? null, first.draft, (sessionId, text) => {
    // Not through `isTaken`: its success must not clear a refusal.
    client.request('chat.draft', { sessionId, text }).catch(refuse);
  });

  const view: View = {
    openLink: (href) => tell(client.request('chat.openLink', { href })),
    openFile: (path, line) => tell(client.request('chat.openFile', { path, line })),
    copy: (text) => isTaken(client.request('chat.copy', { text })),
    run: ({ command, args = [] }) =>
      void presses.once({ command, args }, () => isTaken(client.request('chat.run', { command, args }))),
  };
  const messageHandlers: MessageHandlers = {
    edit: ({ id, text }) => {
      edited = id;
      insert(text, true);
    },
    retry: (messageId) => {
      change((before) => reduce(before, { type: 'running', running: true }));
      tell(client.request('chat.retry', { messageId }));
    },
    answer: (messageId, answers) => {
      change(sent);
      return isTaken(client.request('chat.answer', { messageId, answers }));
    },
  };
  const composerHandlers: ComposerHandlers = {
    send: (text) => {
      drafts.send(text);
      change(sent);
      const from = edited;
      edited = null;
      void isTaken(client.request('chat.send', { text, edited: from })).then((isSent) => {
        if (isSent) return;
        edited = from;
        drafts.sendFailed();
        insert(text, true);
      });
    },
    stop: () => tell(client.request('chat.stop', null)),
    draft: (text) => {
      if (text === '') edited = null;
      drafts.write(text);
    },
    complete: (kind, text) =>
      client.request('chat.complete', { kind, text }).catch((error: unknown) => {
        refuse(error);
        return [];
      }),
    preview: (text) =>
      client.request('chat.preview', { text }).catch((error: unknown) => {
        refuse(error);
        return null;
      }),
    template: (id) => tell(client.request('chat.template', { id })),
    detach: (path) => tell(client.request('chat.detach', { path })),
    announce: (text) => change((before) => reduce(before, { type: 'announce', text })),
  };
  const formHandlers: FormHandlers = {
    fill: (answers) => isTaken(client.request('chat.fillTemplate', { answers })),
    cancel: () => {
      tell(client.request('chat.template', { id: null }));
      composer()?.focus();
    },
  };
  const draw = (): void =>
    keepFocus(
      () =>
        render(
          <ViewContext.Provider value={view}>
            <ChatApp
              model={model}
              insertion={insertion}
              refusal={refusals.current}
              messageHandlers={messageHandlers}
              composerHandlers={composerHandlers}
              formHandlers={formHandlers}
              onInsert={(text) => insert(text, true)}
              onCloseRefusal={refusals.clear}
            />
          </ViewContext.Provider>,
          root,
        ),
      goOn,
    );

  client.on('chat.event', (event) => change((before) => reduce(before, event)));
  client.on('chat.state', (state) => {
    // A message that was refused may have begun its conversation all the same.
    if (model.session !== null && state.session?.id !== model.session.id) refusals.clear();
    change((before) => receive(before, state));
    // In the same frame, after the draw: only then can the effect of a press be seen.
    requestAnimationFrame(() => presses.settle());
    const draft = drafts.receive(state.session?.id ?? null, state.draft);
    if (draft === null) return;
    edited = null;
    insert(draft, false);
  });
  client.on('chat.focus', () => writing()?.focus());
  // The editor focuses the page as a whole: go to the text field, unless something in the page has the focus.
  const takeFocus = (): void => {
    if (document.activeElement === document.body) writing()?.focus();
  };
  window.addEventListener('focus', takeFocus);
  window.addEventListener('pagehide', () => drafts.flush());
  draw();
  if (document.hasFocus()) takeFocus();
};

startView(
  () => client.request('chat.ready', null),
  start,
  (listener) => client.on('chat.state', listener),
);
