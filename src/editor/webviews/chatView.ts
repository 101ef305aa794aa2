import * as vscode from 'vscode';
import { type Disposable, Emitter } from '../../domain/events';
import type { Log } from '../../domain/log';
import type { Answer, ChatNotices, ChatRequests, ChatState } from '../../shared/protocol';
import { chatRequestSchemas } from '../../shared/requests';
import { type RpcHandlers, type RpcPort, RpcServer } from '../../shared/rpc';
import type { ChatController } from '../chat/chatController';
import { endWords } from '../chat/chatWords';
import { complete } from '../chat/completions';
import type { Core, OpenCore } from '../core';
import { explainRequest, showError } from '../report';
import { openPath } from '../workspace/openPath';
import type { TemplateForm } from '../templates/templateForm';
import type { TemplateLibrary } from '../templates/templateLibrary';
import { badgeEnds } from './badgeEnds';
import { coalesce } from '../../domain/coalesce';
import { localStrings } from './localStrings';
import { openLink, runOffered } from './offered';
import { parseRequest } from './parseRequest';

/** The chat in the side bar: shows the controller's state and passes it the user's actions. */
export class ChatView {
  /** How a turn of any conversation ended, in a sentence. */
  private readonly ends = new Emitter<string>();

  constructor(
    private readonly core: OpenCore,
    private readonly chat: ChatController,
    private readonly templates: TemplateLibrary,
    private readonly form: TemplateForm,
    private readonly log: Log,
  ) {}

  /** Follows the core's turns; called once when the core opens. */
  follow({ planning }: Core): Disposable {
    return planning.onDidTurn(({ event }) => {
      if (event.type === 'ended') this.ends.fire(endWords(event.message));
    });
  }

  /** Serves the view's page, which sends its requests through the port. */
  attach(view: vscode.WebviewView, port: RpcPort): void {
    // Open the core while the page loads; a failure is returned to the page's first request.
    this.core().catch(() => {});
    const server = new RpcServer<ChatRequests, ChatNotices>(
      port,
      this.handlers(),
      (name, params) => parseRequest(chatRequestSchemas[name], params),
      explainRequest('chat', this.log),
    );
    const refresh = coalesce(
      () => this.chat.state((state) => server.notify('chat.state', state)),
      (error) => void showError(error, this.log),
    );
    const subscriptions = [
      server,
      this.chat.onDidTurn((event) => server.notify('chat.event', event)),
      this.chat.onDidChange(refresh),
      this.chat.onDidReveal(() => server.notify('chat.focus', null)),
      badgeEnds(view, this.ends.event),
    ];
    view.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  /** Sends the request built from a template's form. */
  private async sendForm(answers: readonly Answer[], begun: () => void): Promise<void> {
    const { prompt, template } = this.form.fill(answers);
    const onStored = (): void => {
      this.form.show(null);
      begun();
    };
    await this.chat.send(prompt, onStored, { template, attached: true });
  }

  private handlers(): RpcHandlers<ChatRequests> {
    const { chat, core } = this;
    // A turn outlives its request, answered once the message is stored; an unsendable one returns to the composer.
    const begin = (start: (begun: () => void) => Promise<unknown>): Promise<null> =>
      new Promise((resolve, reject) => {
        let stored = false;
        start(() => {
          stored = true;
          resolve(null);
        }).catch((error: unknown) => (stored ? void showError(error, this.log) : reject(error)));
      });
    return {
      'chat.ready': () =>
        new Promise((resolve, reject) => {
          chat
            .state((state: ChatState) => {
              resolve({ strings: localStrings(), state });
              // What is streamed before this answer is sent reaches no listener: the page is told everything once more.
              if (state.running) setImmediate(() => void chat.refresh());
            })
            .catch(reject);
        }),
      'chat.send': ({ text, edited }) => begin((begun) => chat.send(text, begun, { written: true, edited })),
      'chat.stop': async () => (await chat.stop(), null),
      'chat.retry': async ({ messageId }) => {
        // The view shows the turn as running until it receives a new state.
        void chat.retry(messageId).catch((error: unknown) => {
          void showError(error, this.log);
          return chat.refresh();
        });
        return null;
      },
      'chat.answer': ({ messageId, answers }) => begin((begun) => chat.answer(messageId, answers, begun)),
      'chat.draft': async ({ sessionId, text }) => (await chat.keepDraft(sessionId, text), null),
      'chat.complete': async ({ kind, text }) => complete(await core(), await this.templates.list(), kind, text),
      'chat.template': async ({ id }) => {
        this.form.show(id === null ? null : await this.templates.find(id));
        return null;
      },
      'chat.fillTemplate': ({ answers }) => begin((begun) => this.sendForm(answers, begun)),
      'chat.preview': ({ text }) => chat.preview(text),
      'chat.detach': async ({ path }) => (chat.detach(path), null),
      'chat.copy': async ({ text }) => (await vscode.env.clipboard.writeText(text), null),
      'chat.openLink': async ({ href }) => (await openLink(href), null),
      'chat.openFile': async ({ path, line }) => (await openPath((await core()).files, path, line), null),
      'chat.run': async ({ command, args }) => {
        // A command would be slower, and a message for the new conversation may follow at once.
        if (command === 'devplan.newChat') await chat.openNew();
        else await runOffered(command, args);
        return null;
      },
    };
  }
}
