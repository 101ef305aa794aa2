import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { Deadline } from '../../models/deadline';
import type { ModelEvent, ModelMessage, ModelProvider, ModelRequest } from '../../models/modelProvider';
import { brokenCallPattern } from '../../models/openAiErrors';

/** Time limits for the first part of an answer and for each further one. */
export interface EditorModelLimits {
  readonly firstTokenTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** The name of an editor model as the user selects it: `copilot/gpt-5`. */
export const editorModelName = ({ vendor, id }: vscode.LanguageModelChat): string => `${vendor}/${id}`;

/** Models that other extensions provide to the editor, which itself asks for consent and counts the usage. */
export class EditorModelProvider implements ModelProvider {
  readonly id = 'editor';
  private readonly withoutTools = new Set<string>();

  constructor(private readonly limits: EditorModelLimits) {}

  takesTools(model: string): boolean {
    return !this.withoutTools.has(model);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    signal.throwIfAborted();
    const deadline = new Deadline(signal);
    const cancellation = new vscode.CancellationTokenSource();
    deadline.signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
    try {
      yield* this.answer(request, deadline, cancellation.token);
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw this.failure(error, request);
    } finally {
      deadline.dispose();
      cancellation.dispose();
    }
  }

  private async *answer(
    request: ModelRequest,
    deadline: Deadline,
    token: vscode.CancellationToken,
  ): AsyncGenerator<ModelEvent, void> {
    const { firstTokenTimeoutMs, idleTimeoutMs } = this.limits;
    const models = await deadline.wait(vscode.lm.selectChatModels(), firstTokenTimeoutMs, 'firstToken');
    const model = models.find((offered) => editorModelName(offered) === request.model);
    if (!model) throw new UserError('unknownModel', { model: request.model });
    const options: vscode.LanguageModelChatRequestOptions = {
      justification: vscode.l10n.t('DevPlan writes development plans with it.'),
      tools: request.tools.map(({ name, description, parameters }) => ({
        name,
        description,
        inputSchema: parameters,
      })),
    };
    // This wait includes the editor's consent prompt.
    const sent = model.sendRequest(request.messages.map(toMessage), options, token);
    const { stream } = await deadline.wait(sent, firstTokenTimeoutMs, 'firstToken');
    const parts = stream[Symbol.asyncIterator]();
    let calls = 0;
    for (let answered = false; ; answered = true) {
      const next = answered
        ? await deadline.wait(parts.next(), idleTimeoutMs, 'idle')
        : await deadline.wait(parts.next(), firstTokenTimeoutMs, 'firstToken');
      if (next.done) break;
      const events = toEvents(next.value);
      calls += events.filter(({ type }) => type === 'toolCall').length;
      yield* events;
    }
    yield { type: 'finish', reason: calls > 0 ? 'toolCalls' : 'stop' };
  }

  private failure(error: unknown, { model, tools }: ModelRequest): unknown {
    if (error instanceof UserError || !(error instanceof Error)) return error;
    const options = { cause: error };
    const about = `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`;
    const { code } = error as { code?: unknown };
    if (code === 'NoPermissions') return new UserError('consentRefused', { origin: model }, options);
    if (code === 'NotFound') return new UserError('unknownModel', { model }, options);
    if (code === 'Blocked' || /quota|rate.?limit/i.test(about)) return new UserError('quotaUsedUp', { model }, options);
    if (/filter|off.?topic/i.test(about)) return new UserError('contentFilter', {}, options);
    if (/context|too long|token limit/i.test(about)) return new UserError('contextTooLong', {}, options);
    if (tools.length > 0 && /\btools?\b|function call/i.test(about) && !brokenCallPattern.test(about)) {
      this.withoutTools.add(model);
      return new UserError('toolsRefused', { model }, options);
    }
    return new UserError('providerFailed', { status: 0, message: about.trim().slice(0, 300) }, options);
  }
}

/** The editor has no system role: rules are sent as the user's first message. */
const toMessage = (message: ModelMessage): vscode.LanguageModelChatMessage => {
  switch (message.role) {
    case 'system':
    case 'user':
      return vscode.LanguageModelChatMessage.User(message.content);
    case 'assistant': {
      const text = message.content === '' ? [] : [new vscode.LanguageModelTextPart(message.content)];
      const calls = (message.toolCalls ?? []).map(
        ({ id, name, arguments: args }) => new vscode.LanguageModelToolCallPart(id, name, toInput(args)),
      );
      return vscode.LanguageModelChatMessage.Assistant([...text, ...calls]);
    }
    case 'tool': {
      const content = [new vscode.LanguageModelTextPart(message.content)];
      return vscode.LanguageModelChatMessage.User([
        new vscode.LanguageModelToolResultPart(message.toolCallId, content),
      ]);
    }
  }
};

const toInput = (text: string): object => {
  try {
    const input: unknown = JSON.parse(text);
    return typeof input === 'object' && input !== null ? input : {};
  } catch {
    // The tool's result has already told the model.
    return {};
  }
};

/** Parts other than text and tool calls are ignored, as the API requires. */
const toEvents = (part: unknown): ModelEvent[] => {
  if (part instanceof vscode.LanguageModelTextPart)
    return part.value === '' ? [] : [{ type: 'text', text: part.value }];
  if (!(part instanceof vscode.LanguageModelToolCallPart)) return [];
  const { callId: id, name } = part;
  const text = JSON.stringify(part.input);
  return [
    { type: 'toolCallDelta', id, name, arguments: text },
    { type: 'toolCall', call: { id, name, arguments: text } },
  ];
};
