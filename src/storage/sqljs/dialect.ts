import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { StoreChange } from '../storeChange';
import type { DatabaseClient } from './messages';
import { Mutex } from './mutex';
import { toSqlValue } from './values';

class ClientConnection implements DatabaseConnection {
  /** Resolves once the open transaction has begun; null outside one. */
  begun: Promise<null> | null = null;

  constructor(private readonly client: DatabaseClient) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters.map(toSqlValue);
    const inTransaction = this.begun !== null;
    // The first statement is sent behind the beginning without waiting for its answer: one way less for each transaction.
    const [result] = await Promise.all([this.client.request('query', { sql, values, inTransaction }), this.begun]);
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.modified) };
  }

  // oxlint-disable-next-line require-yield -- The interface asks for a generator; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Queries are not streamed.');
  }
}

/** One connection behind a mutex: reads wait while a transaction is open, transactions stay whole. */
class ClientDriver implements Driver {
  private readonly mutex = new Mutex();
  private readonly connection: ClientConnection;

  constructor(
    private readonly client: DatabaseClient,
    private readonly beforeUse: () => void,
    private readonly takeChanges: () => readonly StoreChange[],
  ) {
    this.connection = new ClientConnection(client);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.beforeUse();
    await this.mutex.lock();
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    this.connection.begun = this.client.request('begin', null);
    // Whoever waits for it is told; nobody may be waiting when it fails.
    this.connection.begun.catch(() => {});
  }

  async commitTransaction(): Promise<void> {
    await this.connection.begun;
    await this.client.request('commit', { changes: this.takeChanges() });
  }

  async rollbackTransaction(): Promise<void> {
    await this.client.request('rollback', null);
  }

  async releaseConnection(): Promise<void> {
    this.connection.begun = null;
    this.mutex.unlock();
  }

  /** The storage that made the client ends it. */
  async destroy(): Promise<void> {}
}

/** Kysely's SQLite over a client; `beforeUse` may refuse a use, `takeChanges` gives what the transaction that commits has changed. */
export const clientDialect = (
  client: DatabaseClient,
  beforeUse: () => void,
  takeChanges: () => readonly StoreChange[],
): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new ClientDriver(client, beforeUse, takeChanges),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
