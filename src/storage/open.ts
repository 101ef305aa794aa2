import { AsyncLocalStorage } from 'node:async_hooks';
import { dirname, join } from 'node:path';
import type { CompiledQuery, Kysely } from 'kysely';
import type { Clock } from '../domain/clock';
import { UserError } from '../domain/errors';
import { Emitter, type Event } from '../domain/events';
import { newId } from '../domain/ids';
import type { Log } from '../domain/log';
import { CommentStore } from './plans/commentStore';
import { ConversationStore } from './conversations/conversationStore';
import { CounterStore } from './counterStore';
import { DevPlanStore } from './plans/devPlanStore';
import { Exchange } from './exchange/exchange';
import { ProjectStore } from './projectStore';
import { PromptStore } from './promptStore';
import { ReviewStore } from './plans/reviewStore';
import type { Schema } from './schema';
import { SearchStore } from './search/searchStore';
import { ClientDatabase } from './sqljs/clientDatabase';
import { createWorkerClient } from './sqljs/client';
import type { DatabaseClient, StorageStanding, StorageState } from './sqljs/messages';
import { type StoreChange, withParents } from './storeChange';
import type { StoreContext } from './storeContext';

export type { StoreChange, StorageState };

/** The stores, working on the database or inside one transaction. */
export interface Stores {
  readonly projects: ProjectStore;
  readonly plans: DevPlanStore;
  readonly reviews: ReviewStore;
  readonly comments: CommentStore;
  readonly conversations: ConversationStore;
  readonly prompts: PromptStore;
  readonly counters: CounterStore;
}

/** Everything that is stored; a write is on disk when its promise resolves. */
export interface Storage extends Stores {
  readonly search: SearchStore;
  readonly exchange: Exchange;
  /** Runs one transaction, all or nothing; `work` must use the stores passed to it and await nothing else. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Whether this window writes the data or shows what another one writes. */
  state(): StorageState;
  /** Why nothing can be written although no other window writes: damaged data, data of a newer version, a full disk; else null. */
  problem(): UserError | null;
  /** Makes this window the writing one; throws the problem if there is one. */
  takeOver(): Promise<void>;
  readonly onDidChangeState: Event<StorageState>;
  /** Fires for each changed thing once the commit is on disk. */
  readonly onDidChange: Event<StoreChange>;
  /** Waits for the open transaction (rolls it back when called inside it); a second call waits for the first to finish. */
  close(): Promise<void>;
}

const storesOn = (context: StoreContext): Stores => ({
  projects: new ProjectStore(context),
  plans: new DevPlanStore(context),
  reviews: new ReviewStore(context),
  comments: new CommentStore(context),
  conversations: new ConversationStore(context),
  prompts: new PromptStore(context),
  counters: new CounterStore(context),
});

/** What the storage runs on: the database client, the clock and the log. */
export interface StorageParts {
  readonly client: DatabaseClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Logs every statement (without its values) and its duration. */
  readonly trace?: boolean;
}

/** Opens a client's database and creates the stores on it. */
export const createStorage = async ({ client, clock, log, trace = false }: StorageParts): Promise<Storage> => {
  const changes = new Emitter<StoreChange>();
  const states = new Emitter<StorageState>();
  const inside = new AsyncLocalStorage<true>();
  let closing: Promise<void> | null = null;

  const tell = <T>(emitter: Emitter<T>, value: T): void => {
    try {
      emitter.fire(value);
    } catch (error) {
      log.error('A listener of the storage failed', error);
    }
  };

  // Inside a transaction, waiting for the connection would never end.
  const checkOutside = (): void => {
    if (inside.getStore() === true) throw new Error('A transaction is open here: use the stores that it was given.');
  };
  const logged = trace ? (sql: string, ms: number): void => log.info(sql, { ms }) : null;
  const database = new ClientDatabase<Schema>(client, checkOutside, logged);
  const { db } = database;
  const write = async <T>(work: (context: StoreContext) => Promise<T>): Promise<T> => {
    const made: StoreChange[] = [];
    const run = (transaction: Kysely<Schema>, later: (query: CompiledQuery) => void): Promise<T> => {
      const context: StoreContext = {
        db: transaction,
        clock,
        write: (nested) => nested(context),
        run: async (queries, changes) => {
          const results = await Promise.all(queries.map((query) => transaction.executeQuery(query)));
          made.push(...withParents(changes, results));
        },
        later: (query) => later(query.compile()),
        changed: (change) => void made.push(change),
      };
      return inside.run(true, () => work(context));
    };
    const result = await database.transaction(run, () => made);
    for (const change of made) tell(changes, change);
    return result;
  };
  const run: StoreContext['run'] = async (queries, planned) => {
    for (const change of await database.run(queries, planned)) tell(changes, change);
  };
  const later = (): never => {
    throw new Error('Nothing is written later where no transaction is open.');
  };
  const root: StoreContext = { db, clock, write, run, later, changed: () => {} };
  const end = async (): Promise<void> => {
    const ask = (): Promise<null> => client.request('close', null);
    try {
      // Inside a transaction, waiting for its end would never end: it is rolled back.
      await (inside.getStore() === true ? ask() : database.alone(ask));
    } finally {
      await client.dispose();
    }
  };

  const exchange = new Exchange(root);
  const removeHalves = (): Promise<void> =>
    exchange.removeHalves().catch((error: unknown) => log.error('What an import left could not be removed', error));
  let standing: StorageStanding = { state: 'owner', problem: null };
  client.onNotice((notice) => {
    if (notice.type === 'log') log[notice.level](notice.message);
    else if (notice.type === 'changes') for (const change of notice.changes) tell(changes, change);
    else {
      const before = standing.state;
      standing = notice;
      tell(states, notice.state);
      if (before !== 'owner' && notice.state === 'owner') void removeHalves();
    }
  });
  try {
    standing = await client.open();
  } catch (error) {
    await client.dispose();
    throw error;
  }

  if (standing.state === 'owner') await removeHalves();

  return {
    ...storesOn(root),
    exchange,
    search: new SearchStore(db, {
      search: (request) => database.beside(() => client.request('search', request)),
    }),
    transaction: (work) => write((context) => work(storesOn(context))),
    state: () => standing.state,
    problem: () => standing.problem && new UserError(standing.problem.code, standing.problem.args),
    takeOver: () => database.alone(async () => void (await client.request('takeOver', null))),
    onDidChangeState: states.event,
    onDidChange: changes.event,
    close: () => (closing ??= end()),
  };
};

/** Where the data lives (null: in memory only) and the script that the storage worker runs. */
export interface OpenOptions extends Omit<StorageParts, 'client'> {
  readonly folder: string | null;
  readonly workerPath: string;
  /** Journal bytes that trigger a snapshot, if that is before the usual threshold. */
  readonly compactAt?: number;
  /** Reads the folder once and writes nothing to it, for copying from it. */
  readonly readOnly?: boolean;
}

/** Opens the storage in a worker; SQLite's WebAssembly file is next to the worker's script. */
export const openStorage = ({
  folder,
  workerPath,
  compactAt,
  readOnly = false,
  ...parts
}: OpenOptions): Promise<Storage> => {
  const wasmPath = join(dirname(workerPath), 'sql-wasm.wasm');
  const place = { folder, wasmPath, windowId: newId(), readOnly, ...(compactAt !== undefined && { compactAt }) };
  return createStorage({ client: createWorkerClient(workerPath, place), ...parts });
};
