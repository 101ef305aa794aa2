import * as vscode from 'vscode';

export type ProviderSetting = 'auto' | 'requesty' | 'openai' | 'offline';

/** The extension's settings as they stand; package.json describes each and holds its default. */
export interface Settings {
  readonly provider: ProviderSetting;
  readonly baseUrl: string;
  readonly planningModel: string;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly contextTokens: number;
  /** Seconds. */
  readonly firstTokenTimeout: number;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly language: string;
  readonly exclude: readonly string[];
  readonly testMode: boolean;
  readonly storageTrace: boolean;
}

/** Reads every setting; defaults come from package.json, so each is always there. */
export const readSettings = (): Settings => {
  const configuration = vscode.workspace.getConfiguration('devplan');
  const get = <T>(name: string): T => configuration.get<T>(name) as T;
  return {
    provider: get('provider'),
    baseUrl: get('baseUrl'),
    planningModel: get('planningModel'),
    temperature: get('temperature'),
    maxTokens: get('maxTokens'),
    contextTokens: get('contextTokens'),
    firstTokenTimeout: get('firstTokenTimeout'),
    idleTimeout: get('idleTimeout'),
    language: get('language'),
    exclude: get('context.exclude'),
    testMode: get('testMode'),
    storageTrace: get('storage.trace'),
  };
};
