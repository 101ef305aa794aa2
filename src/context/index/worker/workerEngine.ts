import { Worker } from 'node:worker_threads';
import { UserError } from '../../../domain/errors';
import type { WorkspaceFile, WorkspaceFiles } from '../../files/workspaceFiles';
import type { Engine } from '../engine';
import type { HostMessage, IndexMessage, IndexNotice, IndexRequestName, IndexRequests } from './messages';

/** How an engine in a worker is set up. */
export interface WorkerEngineOptions {
  readonly workerPath: string;
  readonly files: WorkspaceFiles;
  /** The file that keeps the index between sessions. */
  readonly cacheFile: string;
  readonly onNotice: (notice: IndexNotice) => void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Heap limits of the worker in megabytes; the data of the index lies outside the heap. */
const heapMb = 192;
const youngMb = 16;

/** An engine in a worker thread: started by its first update, and again by the next one after a crash. */
export class WorkerEngine implements Engine {
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | null = null;
  private listed: readonly WorkspaceFile[] = [];
  private lastId = 0;
  private isDisposed = false;

  constructor(private readonly options: WorkerEngineOptions) {}

  async update(listed: readonly WorkspaceFile[] | null, changed: readonly string[]): Promise<void> {
    this.listed = listed ?? this.listed;
    const isNew = this.worker === null;
    this.worker ??= this.start();
    const place = { roots: this.options.files.diskRoots?.() ?? [], cacheFile: this.options.cacheFile };
    try {
      await this.request('update', { place, listed: isNew ? this.listed : listed, changed });
    } finally {
      this.options.onNotice({ type: 'settled' });
    }
  }

  search(query: string, limit: number): Promise<IndexRequests['search'][1]> {
    return this.ask('search', { query, limit });
  }

  definitions(symbol: string): Promise<IndexRequests['definitions'][1]> {
    return this.ask('definitions', { symbol });
  }

  text(literal: string, limit: number): Promise<IndexRequests['text'][1]> {
    return this.ask('text', { literal, limit });
  }

  /** Ends a running update; what was read until then can be found, the rest is read with the next change. */
  stop(): void {
    this.post({ stop: true });
  }

  dispose(): void {
    this.isDisposed = true;
    void this.worker?.terminate();
  }

  private async ask<K extends IndexRequestName>(name: K, payload: IndexRequests[K][0]): Promise<IndexRequests[K][1]> {
    if (this.worker === null) await this.update(null, []);
    return this.request(name, payload);
  }

  private request<K extends IndexRequestName>(name: K, payload: IndexRequests[K][0]): Promise<IndexRequests[K][1]> {
    return new Promise((resolve, reject) => {
      if (this.worker === null) return reject(new UserError('searchFailed', { reason: 'the index worker ended' }));
      this.lastId += 1;
      this.waiting.set(this.lastId, { resolve: resolve as (result: unknown) => void, reject });
      this.post({ id: this.lastId, name, payload });
    });
  }

  private post(message: HostMessage): void {
    this.worker?.postMessage(message, []);
  }

  private start(): Worker {
    if (this.isDisposed) throw new UserError('searchFailed', { reason: 'the search is closed' });
    const worker = new Worker(this.options.workerPath, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
    });
    worker.on('message', (message: IndexMessage) => void this.receive(message));
    worker.on('error', (error) => this.fail(worker, error.message));
    worker.on('exit', (code) => this.fail(worker, `the index worker ended with code ${code}`));
    return worker;
  }

  private async receive(message: IndexMessage): Promise<void> {
    if ('notice' in message) return this.options.onNotice(message.notice);
    if ('read' in message) return this.post({ read: message.read, text: await this.read(message.path) });
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!('failure' in message)) return waiting?.resolve(message.result);
    const { code, args } = message.failure;
    waiting?.reject(code === 'bug' ? new Error(String(args['message'])) : new UserError(code, args));
  }

  private async read(path: string): Promise<string | null> {
    try {
      return await this.options.files.read(path);
    } catch (error) {
      if (error instanceof UserError) return null;
      this.options.onNotice({ type: 'log', level: 'warn', message: `${path} could not be read: ${String(error)}` });
      return null;
    }
  }

  private fail(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const rejected = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of rejected) each.reject(new UserError('searchFailed', { reason }));
  }
}
