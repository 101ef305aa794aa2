import type * as vscode from 'vscode';

const secretName = (origin: string): string => `devplan.key:${origin}`;

/** Keys by the origin that they were set for, in the editor's secret storage. */
export class Secrets {
  readonly onDidChange: vscode.Event<unknown>;

  constructor(private readonly storage: vscode.SecretStorage) {
    this.onDidChange = storage.onDidChange;
  }

  key(origin: string): Promise<string | undefined> {
    return Promise.resolve(this.storage.get(secretName(origin)));
  }

  async set(origin: string, key: string): Promise<void> {
    await this.storage.store(secretName(origin), key);
  }

  async clear(origin: string): Promise<void> {
    await this.storage.delete(secretName(origin));
  }
}
