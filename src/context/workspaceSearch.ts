import { abortable } from '../domain/abortable';
import type { Disposable } from '../domain/events';
import { serialQueue } from '../domain/serialQueue';
import { type Engine, localEngine } from './index/engine';
import type { Chunk, Retriever, SymbolHit, TextHit } from './retriever';
import type { WorkspaceFile, WorkspaceFiles } from './files/workspaceFiles';

/** Search over the workspace's files: the index is built at first use and kept current by change events. */
export class WorkspaceSearch implements Retriever, Disposable {
  private readonly changed = new Set<string>();
  private readonly subscription: Disposable;
  private listed: readonly WorkspaceFile[] | null = null;
  private readonly refreshing = serialQueue();

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly engine: Engine = localEngine(files),
  ) {
    this.subscription = files.onDidChange((paths) => {
      for (const path of paths) this.changed.add(path);
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.engine.dispose();
  }

  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly Chunk[]> {
    return this.ask((engine) => engine.search(query, limit), signal);
  }

  definitions(symbol: string, signal?: AbortSignal): Promise<readonly SymbolHit[]> {
    return this.ask((engine) => engine.definitions(symbol), signal);
  }

  text(literal: string, limit: number, signal?: AbortSignal): Promise<readonly TextHit[]> {
    return this.ask((engine) => engine.text(literal, limit), signal);
  }

  /** Queries an index that includes all changes so far; an abort ends only the waiting, because others need the index too. */
  private async ask<T>(question: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    // A failed refresh rejects for its caller; the next one starts from what is known.
    const answered = this.refreshing(() => this.refresh()).then(() => question(this.engine));
    return signal ? abortable(answered, signal) : answered;
  }

  private async refresh(): Promise<void> {
    const listed = await this.files.list();
    if (listed === this.listed && this.changed.size === 0) return;
    const known = this.listed;
    const changed = [...this.changed];
    this.listed = null;
    this.changed.clear();
    try {
      await this.engine.update(listed === known ? null : listed, changed);
    } catch (error) {
      for (const path of changed) this.changed.add(path);
      throw error;
    }
    this.listed = listed;
  }
}
