import { Worker } from 'node:worker_threads';
import { UserError } from '../../domain/errors';
import { everything } from '../storeChange';
import {
  type DatabaseClient,
  type DatabasePlace,
  type Notice,
  type RequestMessage,
  type RequestName,
  type Requests,
  type StorageStanding,
  type WorkerMessage,
  toError,
} from './messages';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Talks to the worker, which is started by the first request, and again by the first one after a crash. */
class WorkerClient implements DatabaseClient {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners: ((notice: Notice) => void)[] = [];
  /** The requests of one turn of the event loop, sent in one message: the cost of a message is waking the other thread. */
  private unsent: RequestMessage[] = [];
  private worker: Worker | null = null;
  private opening: Promise<StorageStanding> | null = null;
  private lastId = 0;
  private disposed = false;
  private hasOpened = false;

  constructor(
    private readonly workerPath: string,
    private readonly place: DatabasePlace,
  ) {}

  async open(): Promise<StorageStanding> {
    if (this.disposed) throw new UserError('storageFailed', { reason: 'the storage is closed' });
    this.opening ??= this.begin();
    return this.opening;
  }

  /** Opens the database in a new worker; after a crash another window may be writing, and the data may differ. */
  private async begin(): Promise<StorageStanding> {
    const worker = this.start();
    const standing = await this.post(worker, 'open', this.place).catch((error: unknown) => {
      this.fail(worker, 'the storage could not be opened');
      void worker.terminate();
      throw error;
    });
    if (this.hasOpened) {
      this.tell({ type: 'state', ...standing });
      this.tell({ type: 'changes', changes: [everything] });
    }
    this.hasOpened = true;
    return standing;
  }

  private tell(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }

  async request<K extends RequestName>(name: K, payload: Requests[K][0]): Promise<Requests[K][1]> {
    // Nothing is open before the first use or after a crash; opening just to close would fence out other windows.
    if (name === 'close' && this.worker === null) return null as Requests[K][1];
    await this.open();
    if (this.worker === null) throw new UserError('storageFailed', { reason: 'the storage worker ended' });
    return this.post(this.worker, name, payload);
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.listeners.push(listener);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await this.worker?.terminate();
  }

  private post<K extends RequestName>(worker: Worker, name: K, payload: Requests[K][0]): Promise<Requests[K][1]> {
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      this.waiting.set(this.lastId, { resolve: resolve as (result: unknown) => void, reject });
      if (this.unsent.length === 0) process.nextTick(() => this.send(worker));
      this.unsent.push({ id: this.lastId, name, payload });
    });
  }

  private send(worker: Worker): void {
    const requests = this.unsent;
    this.unsent = [];
    worker.postMessage(requests, []);
  }

  private start(): Worker {
    const worker = new Worker(this.workerPath);
    this.worker = worker;
    worker.on('message', (message: WorkerMessage) => this.receive(message));
    worker.on('error', (error) => this.fail(worker, error.message));
    worker.on('exit', (code) => this.fail(worker, `the storage worker ended with code ${code}`));
    return worker;
  }

  private receive(message: WorkerMessage): void {
    if ('notice' in message) return this.tell(message.notice);
    for (const answer of message.answers) {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('failure' in answer) waiting?.reject(toError(answer.failure));
      else waiting?.resolve(answer.result);
    }
  }

  private fail(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    // A memory-only database is lost: an empty one in its place would look like unreported data loss.
    if (this.place.folder !== null) this.opening = null;
    const rejected = Array.from(this.waiting.values());
    this.waiting.clear();
    for (const each of rejected) each.reject(new UserError('storageFailed', { reason }));
  }
}

/** Creates a client whose worker runs the given script. */
export const createWorkerClient = (workerPath: string, place: DatabasePlace): DatabaseClient =>
  new WorkerClient(workerPath, place);
