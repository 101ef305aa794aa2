import * as vscode from 'vscode';
import { toFailure, UserError } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { isHttp, openAiBaseUrl, originOf, requestyBaseUrl } from '../../models/keys';
import { editorPrefix } from '../models/editorModels';
import type { Models } from '../models/models';
import { action } from '../actions';
import { generate } from '../chat/generate';
import type { DeletedConversation } from '../../storage/conversations/deletedConversation';
import { buttonsOf, offer } from '../offer';
import { describeFailure, showError } from '../report';
import type { CommandContext, CommandTable } from './command';
import { askName, confirm } from './confirm';
import { fileMention, selectingEditor, selectionForMessage, selectionMention, targetFile } from './editorMentions';
import { projectIdIn, targetConversation, targetConversations } from './targets';
import { leaveTestMode } from './testMode';

/** Commands on conversations, models and attachments of the next message. */
export const chatCommands: CommandTable = {
  async newChat({ chat }) {
    await chat.openNew();
  },

  async openConversation(context, arg) {
    const session = await targetConversation(context, arg);
    if (session) await context.chat.openSession(session.id);
  },

  async renameConversation(context, arg) {
    const session = await targetConversation(context, arg);
    const title = session && (await askName(vscode.l10n.t('New title'), session.title));
    if (title) await (await context.core()).storage.conversations.rename(session.id, title.trim());
  },

  async deleteConversation(context, ...args) {
    const sessions = await targetConversations(context, args);
    const [first] = sessions;
    if (!first) return;
    const question =
      sessions.length === 1
        ? vscode.l10n.t('Delete the conversation "{0}"?', first.title)
        : vscode.l10n.t('Delete {0} conversations?', sessions.length);
    const detail = vscode.l10n.t('Messages go with it; plans that were made stay.');
    if (!(await confirm(question, detail, vscode.l10n.t('Delete')))) return;
    const { storage, planning } = await context.core();
    // Its answer would never be seen, but would go on costing.
    await Promise.all(sessions.map(({ id }) => planning.stop(id)));
    const deleted = await storage.conversations.delete(sessions.map(({ id }) => id));
    void offerUndo(context, deleted);
  },

  async generatePlan({ chat }, arg) {
    const prompt = vscode.l10n.t('What should be planned?');
    const placeHolder = vscode.l10n.t('For example: rate limiting for the public API');
    const request =
      typeof arg === 'string' ? arg : await vscode.window.showInputBox({ prompt, placeHolder, ignoreFocusOut: true });
    if (!request?.trim()) return undefined;
    return generate(chat, request.trim(), projectIdIn(arg) ?? undefined);
  },

  async generatePlanFromSelection({ chat }) {
    const editor = selectingEditor();
    const selected = editor && (await selectionForMessage(editor));
    if (!selected) return undefined;
    const prompt = vscode.l10n.t('What should change about the selection?');
    const request = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
    return request?.trim() ? generate(chat, `${request.trim()}\n\n${selected}`) : undefined;
  },

  async generatePlanFromFile({ chat }, arg) {
    const uri = targetFile(arg);
    const mention = uri && fileMention(uri);
    if (!mention) return undefined;
    const prompt = vscode.l10n.t('What should change about {0}?', vscode.workspace.asRelativePath(uri));
    const request = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
    return request?.trim() ? generate(chat, `${request.trim()}\n\n${mention}`) : undefined;
  },

  async addFileToChat({ chat }, arg, selected) {
    const uri = targetFile(arg);
    const uris = Array.isArray(selected) && selected.length > 1 ? selected : [uri];
    for (const each of uris) {
      const mention = each instanceof vscode.Uri ? fileMention(each) : null;
      if (mention) await chat.attach(mention);
    }
  },

  async addMentionToChat({ chat }, mention) {
    if (typeof mention === 'string') await chat.attach(mention);
  },

  async addSelectionToChat({ chat }) {
    const editor = selectingEditor();
    const mention = editor && (await selectionMention(editor));
    if (mention) await chat.attach(mention);
  },

  async setApiKey({ models, secrets, log }) {
    if (!(await leaveTestMode())) return;
    const addresses = [models.keyAddress(), requestyBaseUrl, openAiBaseUrl];
    const origins = [...new Set(addresses.map(originOf))];
    const other = vscode.l10n.t('Another server...');
    const picked = await vscode.window.showQuickPick([...origins, other], {
      placeHolder: vscode.l10n.t('Whose key? It is sent there and nowhere else.'),
    });
    if (!picked) return;
    const address = picked === other ? await askAddress() : addresses.find((known) => originOf(known) === picked);
    if (address === undefined) return;
    const origin = originOf(address);
    const key = await vscode.window.showInputBox({
      prompt: vscode.l10n.t('Key for {0}', origin),
      password: true,
      ignoreFocusOut: true,
    });
    if (!key?.trim()) return;
    await secrets.set(origin, key.trim());
    const told = vscode.l10n.t('The key for {0} is stored in the secret storage of the editor.', origin);
    const use = shownWhereItFails(log, async () => {
      await models.planWith(address);
      await vscode.commands.executeCommand('devplan.selectModel');
    });
    // Not awaited: the key is stored, and the message stays until it is dismissed.
    void offer(told, (await models.isUsed(origin)) ? {} : { [vscode.l10n.t('Use It...')]: use });
  },

  async clearApiKey({ models, secrets }) {
    const origins = await models.storedOrigins();
    if (origins.length === 0) return void vscode.window.showInformationMessage(vscode.l10n.t('No key is stored.'));
    const placeHolder = vscode.l10n.t('Forget the key of which server?');
    const origin = origins.length === 1 ? origins[0] : await vscode.window.showQuickPick(origins, { placeHolder });
    // Picking one of several is confirmation enough.
    if (!origin || (origins.length === 1 && !(await confirmForget(origin)))) return;
    await secrets.clear(origin);
    void vscode.window.showInformationMessage(vscode.l10n.t('The key for {0} is forgotten.', origin));
  },

  async selectModel({ models }) {
    if (!(await leaveTestMode())) return;
    const configuration = vscode.workspace.getConfiguration('devplan');
    const { ofServer, ofEditor, problem } = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Asking for models') },
      () => offeredModels(models),
    );
    const offline = vscode.l10n.t('Offline planner');
    const other = vscode.l10n.t('Type a name...');
    const key = vscode.l10n.t('Set API Key...');
    const picks: vscode.QuickPickItem[] = [
      { label: offline, description: vscode.l10n.t('no key, no network') },
      { label: key },
      { label: other, description: configuration.get<string>('planningModel') ?? '' },
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      ...[...ofServer, ...ofEditor].map((label) => ({ label })),
    ];
    const placeHolder = problem ?? vscode.l10n.t('Model that plans');
    const chosen = await vscode.window.showQuickPick(picks, { placeHolder });
    if (!chosen) return;
    if (chosen.label === key) return void (await vscode.commands.executeCommand('devplan.setApiKey'));
    const target = vscode.ConfigurationTarget.Global;
    if (chosen.label === offline) return models.planOffline();
    const model =
      chosen.label === other
        ? await askName(vscode.l10n.t('Name of the model'), configuration.get<string>('planningModel') ?? '')
        : chosen.label;
    if (!model) return;
    const provider = configuration.get('provider');
    const isOfEditor =
      model.startsWith(editorPrefix) || (!ofServer.includes(model) && ofEditor.includes(editorPrefix + model));
    if (provider === 'offline' || (provider === 'editor' && !isOfEditor))
      await configuration.update('provider', models.serverSetting(), target);
    await configuration.update('planningModel', model, target);
    if ((await models.label()).offline) {
      const told = vscode.l10n.t('The offline planner goes on: {0} needs a server with a key.', model);
      void offer(told, buttonsOf([action(key, 'setApiKey')]));
    }
  },

  async showLog({ log }) {
    log.show();
  },
};

const confirmForget = (origin: string): Promise<boolean> =>
  confirm(
    vscode.l10n.t('Forget the key for {0}?', origin),
    vscode.l10n.t('It cannot be read back; to plan with that server you would type it again.'),
    vscode.l10n.t('Forget'),
  );

/** Wraps work that outlives its command, so that it shows its own failures. */
const shownWhereItFails = (log: Log, work: () => Promise<void>) => (): Promise<void> =>
  work().catch((error: unknown) => showError(error, log));

/** Says that conversations were deleted, and offers to restore them. */
const offerUndo = (context: CommandContext, deleted: readonly DeletedConversation[]): Promise<void> => {
  const { core, chat, log } = context;
  const told =
    deleted.length === 1
      ? vscode.l10n.t('The conversation is deleted.')
      : vscode.l10n.t('{0} conversations are deleted.', deleted.length);
  const undo = shownWhereItFails(log, async () => {
    try {
      await (await core()).storage.conversations.restore(deleted);
    } catch (error) {
      // They are nowhere else.
      void offerUndo(context, deleted);
      throw error;
    }
    if (deleted.length === 1 && deleted[0]) await chat.openSession(deleted[0].session.id);
  });
  return offer(told, { [vscode.l10n.t('Undo')]: undo });
};

interface OfferedModels {
  readonly ofServer: readonly string[];
  readonly ofEditor: readonly string[];
  readonly problem: string | null;
}

/** The models to offer, even if the server does not answer: editor models and offline are then the way out. */
const offeredModels = async (models: Models): Promise<OfferedModels> => {
  const ofEditor = await models.listOfEditor();
  try {
    return { ofServer: await models.listOfServer(), ofEditor, problem: null };
  } catch (error) {
    if (error instanceof UserError) return { ofServer: [], ofEditor, problem: describeFailure(toFailure(error)).title };
    if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
    return { ofServer: [], ofEditor, problem: vscode.l10n.t('The server did not tell its models in time.') };
  }
};

const askAddress = async (): Promise<string | undefined> => {
  const address = await vscode.window.showInputBox({
    prompt: vscode.l10n.t('Address of the server, for example https://llm.example.com/v1'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      isHttp(text.trim())
        ? undefined
        : vscode.l10n.t('Type the whole address with http:// or https://, for example http://localhost:11434/v1.'),
  });
  return address?.trim();
};
