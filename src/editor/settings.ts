import * as vscode from 'vscode';

export type ProviderSetting = 'auto' | 'requesty' | 'openai' | 'editor' | 'offline';

/** The extension's settings, except those read where they are used; package.json holds descriptions and defaults. */
export interface Settings {
  readonly provider: ProviderSetting;
  readonly baseUrl: string;
  readonly planningModel: string;
  readonly embeddingModel: string;
  readonly embeddings: boolean;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly contextTokens: number;
  /** Tokens, input and output together. */
  readonly maxTurnTokens: number;
  /** Seconds. */
  readonly firstTokenTimeout: number;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly language: string;
  readonly testMode: boolean;
  readonly storageTrace: boolean;
}

/** Reads every setting; package.json has a default for each, so none is missing. */
export const readSettings = (): Settings => {
  const configuration = vscode.workspace.getConfiguration('devplan');
  const names = Object.entries(settingNames) as [keyof Settings, string][];
  return Object.fromEntries(names.map(([field, name]) => [field, configuration.get(name)])) as unknown as Settings;
};

const settingNames: Readonly<Record<keyof Settings, string>> = {
  provider: 'provider',
  baseUrl: 'baseUrl',
  planningModel: 'planningModel',
  embeddingModel: 'embeddingModel',
  embeddings: 'context.embeddings',
  temperature: 'temperature',
  maxTokens: 'maxTokens',
  contextTokens: 'contextTokens',
  maxTurnTokens: 'maxTurnTokens',
  firstTokenTimeout: 'firstTokenTimeout',
  idleTimeout: 'idleTimeout',
  language: 'language',
  testMode: 'testMode',
  storageTrace: 'storage.trace',
};
