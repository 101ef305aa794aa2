import type * as vscode from 'vscode';

const prefix = 'devplan.key:';

const secretName = (origin: string): string => prefix + origin;

/** API keys by origin, in the editor's secret storage. */
export class Secrets {
  readonly onDidChange: vscode.Event<unknown>;

  constructor(private readonly storage: vscode.SecretStorage) {
    this.onDidChange = storage.onDidChange;
  }

  key(origin: string): Promise<string | undefined> {
    return Promise.resolve(this.storage.get(secretName(origin)));
  }

  /** The origins with a stored key. */
  async origins(): Promise<string[]> {
    const names = await this.storage.keys();
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  async set(origin: string, key: string): Promise<void> {
    await this.storage.store(secretName(origin), key);
  }

  async clear(origin: string): Promise<void> {
    await this.storage.delete(secretName(origin));
  }
}
