import { UserError } from '../domain/errors';

/** The base URL of Requesty's API. */
export const requestyBaseUrl = 'https://router.requesty.ai/v1';

/** Where OpenAI answers. */
export const openAiBaseUrl = 'https://api.openai.com/v1';

/** Environment variables by the only origin that their keys may be sent to, the first one that is set counts. */
const variables: ReadonlyMap<string, readonly string[]> = new Map([
  ['https://router.requesty.ai', ['ROUTER_API_KEY', 'REQUESTY_API_KEY']],
  ['https://api.openai.com', ['OPENAI_API_KEY']],
]);

const placeholderPattern =
  /^(?:(?:sk-)?(?:x{3,}|\.{3}|…|\*+|0+|1234567890?)|<.*>|\$\{.*\}|\{\{.*\}\}|none|null|undefined|todo|test|dummy|placeholder|change[-_ ]?me|replace[-_ ]?me|.*your[-_ ].*(?:key|token|secret).*|(?:api|secret)[-_ ]?key(?:[-_ ]here)?|(?:insert|enter|add|paste)[-_ ].*key.*|sk-(?:proj-)?(?:xxx|\.\.\.|your|test|123).*)$/i;

/** True for a URL that requests can be sent to; false for `localhost:8080`, whose protocol would be `localhost:`. */
export const isHttp = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol);

/** True for the URL of a server on this machine, which needs no key. */
export const isLocal = (baseUrl: string): boolean =>
  isHttp(baseUrl) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);

/** The origin of a base URL, which a key belongs to; throws `invalidInput` for anything but http and https. */
export const originOf = (baseUrl: string): string => {
  if (!isHttp(baseUrl)) throw new UserError('invalidInput', { field: 'baseUrl', reason: 'notHttp' });
  return new URL(baseUrl).origin;
};

/** True for an empty key, and for what example files have in place of a key. */
export const isPlaceholderKey = (key: string): boolean => key.trim() === '' || placeholderPattern.test(key.trim());

/** The key for an origin from the environment; null if there is none, or only a placeholder. */
export const keyFromEnvironment = (
  origin: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | null => {
  for (const variable of variables.get(origin) ?? []) {
    const key = environment[variable]?.trim() ?? '';
    if (!isPlaceholderKey(key)) return key;
  }
  return null;
};

/** The facts that decide which provider is used. */
export interface ProviderFacts {
  readonly setting: 'auto' | 'requesty' | 'openai' | 'editor' | 'offline';
  readonly testMode: boolean;
  readonly hasRequestyKey: boolean;
  /** True if there is a key for the server's origin, or the server needs none. */
  readonly hasOpenAi: boolean;
  /** True if the editor offers models and the user has agreed to use them. */
  readonly hasEditorModel?: boolean;
}

/** The provider to plan with: test mode is always offline; `auto` prefers a server that can be used right away, then the editor's model, then offline. */
export const chooseProvider = (facts: ProviderFacts): 'requesty' | 'openai' | 'editor' | 'offline' => {
  if (facts.testMode) return 'offline';
  if (facts.setting !== 'auto') return facts.setting;
  if (facts.hasRequestyKey) return 'requesty';
  if (facts.hasOpenAi) return 'openai';
  return facts.hasEditorModel ? 'editor' : 'offline';
};
