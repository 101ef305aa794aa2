import * as vscode from 'vscode';
import type { ModelChoice } from '../../agent/planningService';
import type { Embedder } from '../../domain/embedder';
import { UserError } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { chooseProvider, isHttp, isLocal, keyFromEnvironment, originOf, requestyBaseUrl } from '../../models/keys';
import type { OpenAiProvider } from '../../models/openAiProvider';
import { syntheticEmbedder } from '../../models/syntheticEmbedder';
import { EditorModels, editorPrefix } from './editorModels';
import type { Secrets } from './secrets';
import { type ProviderSetting, readSettings, type Settings } from '../settings';

const maxRounds = 24;
const listTimeoutMs = 15_000;

const settingBefore = 'devplan.providerBeforeOffline';

/** Where a provider's requests go, and the key for it. */
interface Target {
  readonly id: 'requesty' | 'openai' | 'editor' | 'offline';
  readonly baseUrl: string;
  readonly origin: string;
  readonly key: string | null;
  /** True if the key comes from the environment, not from secret storage. */
  readonly keyFromEnvironment: boolean;
}

/** Chooses the model by settings and keys; asks for consent once, before the first send to an origin. */
export class Models {
  private readonly providers = new Map<string, OpenAiProvider>();
  private readonly priced = new WeakSet<OpenAiProvider>();
  private readonly editor: EditorModels;
  private readonly changes = new vscode.EventEmitter<void>();
  /** Fires when a different model may be chosen now. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly secrets: Secrets,
    private readonly memory: vscode.Memento,
    private readonly log: Log,
  ) {
    this.editor = new EditorModels(memory);
    secrets.onDidChange(() => this.changes.fire());
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('devplan')) this.changes.fire();
    });
  }

  /** The model for a turn; throws `noKey` or `consentRefused`, if `quietly` also instead of asking the user. */
  async choose(quietly = false): Promise<ModelChoice> {
    const settings = readSettings();
    const target = await this.target(settings);
    const { temperature, maxTokens, contextTokens, maxTurnTokens, language } = settings;
    const common = { temperature, maxTokens, contextTokens, maxTurnTokens, language, maxRounds };
    if (target.id === 'editor' || (await this.mayUseEditor(target, settings, quietly))) {
      const model = await this.editor.find(settings.planningModel);
      return { ...common, provider: this.editor.provider(limitsOf(settings)), model, label: shortName(model) };
    }
    if (target.id === 'offline') {
      const { OfflineProvider } = await import('../../models/offlineProvider');
      return {
        ...common,
        provider: new OfflineProvider({ testMode: settings.testMode }),
        model: 'offline',
        label: vscode.l10n.t('Offline'),
      };
    }
    if (target.key === null && target.id === 'requesty')
      throw new UserError('noKey', { provider: 'Requesty', origin: target.origin });
    await this.askConsent(target, quietly);
    const provider = await this.provider(target, settings);
    const model = settings.planningModel;
    this.readPrices(provider, model);
    return { ...common, provider, model, label: shortName(model), price: () => provider.price(model) ?? null };
  }

  /** The embedder; null if turned off or unavailable. Never asks: throws `consentRefused` without consent. */
  async embedder(): Promise<Embedder | null> {
    const settings = readSettings();
    if (!settings.embeddings) return null;
    if (settings.testMode) return syntheticEmbedder;
    const target = await this.target(settings);
    if (target.id === 'editor' || target.id === 'offline') return null;
    await this.askConsent(target, true);
    return (await this.provider(target, settings)).embedder(settings.embeddingModel);
  }

  /** The label that the composer shows before anything is sent. */
  async label(): Promise<{ label: string; offline: boolean }> {
    const settings = readSettings();
    const { id } =
      isHttp(settings.baseUrl) || settings.provider !== 'openai' ? await this.target(settings) : { id: 'openai' };
    if (id === 'editor' && !settings.planningModel.startsWith(editorPrefix))
      return { label: vscode.l10n.t('Model of the editor'), offline: false };
    return id === 'offline'
      ? { label: settings.testMode ? vscode.l10n.t('Offline (test mode)') : vscode.l10n.t('Offline'), offline: true }
      : { label: shortName(settings.planningModel), offline: false };
  }

  /** The server's models, also while the offline planner or an editor model is in use; empty without a server. Throws a `TimeoutError` if it takes too long. */
  async listOfServer(): Promise<readonly string[]> {
    const settings = readSettings();
    const target = await this.target({ ...settings, provider: this.serverSetting(), planningModel: '' });
    if (target.id === 'offline' || target.id === 'editor') return [];
    await this.askConsent(target);
    const provider = await this.provider(target, settings);
    // Starts only now, so that the time the user took to answer does not count.
    return provider.listModels(AbortSignal.timeout(listTimeoutMs));
  }

  /** Models that other extensions provide to the editor, named as in the setting. */
  listOfEditor(): Promise<readonly string[]> {
    return this.editor.list();
  }

  /** The provider setting for the server: the current one, or the way back from offline or the editor's models. */
  serverSetting(): ProviderSetting {
    const { provider } = readSettings();
    if (provider !== 'offline' && provider !== 'editor') return provider;
    const isServerSet = vscode.workspace.getConfiguration('devplan').inspect('baseUrl')?.globalValue !== undefined;
    return this.memory.get<ProviderSetting>(settingBefore) ?? (isServerSet ? 'openai' : 'auto');
  }

  /** Switches to the offline planner and remembers the way back. */
  async planOffline(): Promise<void> {
    await this.memory.update(settingBefore, this.serverSetting());
    const configuration = vscode.workspace.getConfiguration('devplan');
    await configuration.update('provider', 'offline', vscode.ConfigurationTarget.Global);
  }

  /** Switches to a server. */
  async planWith(baseUrl: string): Promise<void> {
    const isRequesty = originOf(baseUrl) === originOf(requestyBaseUrl);
    const configuration = vscode.workspace.getConfiguration('devplan');
    if (!isRequesty) await configuration.update('baseUrl', baseUrl, vscode.ConfigurationTarget.Global);
    await configuration.update('provider', isRequesty ? 'requesty' : 'openai', vscode.ConfigurationTarget.Global);
  }

  /** True if messages go to that origin and the model may exist there: the default model is Requesty's. */
  async isUsed(origin: string): Promise<boolean> {
    const settings = readSettings();
    const target = await this.target(settings);
    const isDefault =
      settings.planningModel === vscode.workspace.getConfiguration('devplan').inspect('planningModel')?.defaultValue;
    return target.origin === origin && (target.id === 'requesty' || !isDefault);
  }

  /** The address of the server that a key is for by default. */
  keyAddress(): string {
    const { provider, baseUrl } = readSettings();
    return provider === 'openai' ? baseUrl : requestyBaseUrl;
  }

  /** The origins with a stored key. */
  storedOrigins(): Promise<string[]> {
    return this.secrets.origins();
  }

  private async target(settings: Settings): Promise<Target> {
    // A mistyped address has no key; it is reported when something is to be sent there.
    const openai = isHttp(settings.baseUrl) ? await this.withKey('openai', settings.baseUrl) : null;
    const requesty = await this.withKey('requesty', requestyBaseUrl);
    const id = chooseProvider({
      setting: namesEditorModel(settings) ? 'editor' : settings.provider,
      testMode: settings.testMode,
      hasRequestyKey: requesty.key !== null,
      hasOpenAi: openai?.key != null || isLocal(settings.baseUrl),
      hasEditorModel: this.editor.isAgreed,
    });
    if (id === 'openai')
      return (
        openai ?? {
          id,
          baseUrl: settings.baseUrl,
          origin: originOf(settings.baseUrl),
          key: null,
          keyFromEnvironment: false,
        }
      );
    if (id === 'requesty') return requesty;
    return { id, baseUrl: '', origin: '', key: null, keyFromEnvironment: false };
  }

  /** If nothing else is set up, offers the editor's models once before planning offline. */
  private async mayUseEditor({ id }: Target, { provider, testMode }: Settings, quietly: boolean): Promise<boolean> {
    return id === 'offline' && provider === 'auto' && !testMode && !quietly && (await this.editor.agree());
  }

  private async withKey(id: 'requesty' | 'openai', baseUrl: string): Promise<Target> {
    const origin = originOf(baseUrl);
    const stored = await this.secrets.key(origin);
    if (stored) return { id, baseUrl, origin, key: stored, keyFromEnvironment: false };
    const key = keyFromEnvironment(origin, process.env);
    return { id, baseUrl, origin, key, keyFromEnvironment: key !== null };
  }

  /** Loads the model list for its prices, once and in parallel with the first turn; turns work without them. */
  private readPrices(provider: OpenAiProvider, model: string): void {
    if (this.priced.has(provider) || provider.price(model) !== undefined) return;
    this.priced.add(provider);
    provider
      .listModels(new AbortController().signal)
      .catch((error: unknown) => this.log.debug('no list of models', { error: String(error) }));
  }

  private async provider(target: Target, settings: Settings): Promise<OpenAiProvider> {
    const { OpenAiProvider } = await import('../../models/openAiProvider');
    const options = {
      id: target.id === 'requesty' ? ('requesty' as const) : ('openai' as const),
      baseUrl: target.baseUrl,
      apiKey: target.key,
      ...limitsOf(settings),
    };
    // The provider remembers refused parameters, so one per set of options is kept.
    const name = JSON.stringify(options);
    const known = this.providers.get(name) ?? new OpenAiProvider(options);
    this.providers.set(name, known);
    return known;
  }

  /** A key set by command counts as consent for its origin; otherwise the user is asked once. */
  private async askConsent(target: Target, quietly = false): Promise<void> {
    const name = `devplan.consent:${target.origin}`;
    if ((target.key !== null && !target.keyFromEnvironment) || this.memory.get<boolean>(name)) return;
    if (quietly) throw new UserError('consentRefused', { origin: target.origin });
    const allow = vscode.l10n.t('Allow');
    const detail = target.keyFromEnvironment
      ? vscode.l10n.t('The key from your environment goes with it. You are asked once per origin.')
      : vscode.l10n.t('You are asked once per origin.');
    const question = vscode.l10n.t('Send your request and parts of this workspace to {0}?', target.origin);
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, allow)) !== allow)
      throw new UserError('consentRefused', { origin: target.origin });
    await this.memory.update(name, true);
  }
}

const limitsOf = ({ firstTokenTimeout, idleTimeout }: Settings) => ({
  firstTokenTimeoutMs: firstTokenTimeout * 1000,
  idleTimeoutMs: idleTimeout * 1000,
});

const namesEditorModel = ({ provider, planningModel }: Settings): boolean =>
  provider !== 'offline' && planningModel.startsWith(editorPrefix);

const shortName = (model: string): string => model.slice(model.lastIndexOf('/') + 1);
