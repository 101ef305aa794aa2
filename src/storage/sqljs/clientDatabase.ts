import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type LogConfig,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { StoreChange } from '../storeChange';
import type { DatabaseClient } from './messages';
import { Mutex } from './mutex';
import { toSqlValue } from './values';

/** A client as Kysely sees it, outside a transaction or in the numbered one. */
class ClientConnection implements DatabaseConnection {
  constructor(
    private readonly client: DatabaseClient,
    private readonly transaction: number | null,
  ) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters.map(toSqlValue);
    const result = await this.client.request('query', { sql, values, transaction: this.transaction });
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.modified) };
  }

  // oxlint-disable-next-line require-yield -- The interface asks for a generator; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Queries are not streamed.');
  }
}

/** Hands out one connection; `ClientDatabase` begins and ends transactions. */
class ClientDriver implements Driver {
  constructor(
    private readonly connection: DatabaseConnection,
    private readonly lock: () => Promise<void>,
    private readonly unlock: () => void,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.lock();
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error('Transactions are begun by the client database.');
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {
    this.unlock();
  }

  /** The storage that made the client ends it. */
  async destroy(): Promise<void> {}
}

const dialectOf = (driver: Driver): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => driver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** Kysely's SQLite over a client: one at a time, and transactions stay whole. */
export class ClientDatabase<Schema> {
  /** Outside transactions: waits while one is open. */
  readonly db: Kysely<Schema>;
  private readonly mutex = new Mutex();
  private lastTransaction = 0;

  /** `beforeUse` may refuse a use. */
  constructor(
    private readonly client: DatabaseClient,
    private readonly beforeUse: () => void,
    private readonly log: LogConfig,
  ) {
    const unlock = (): void => this.mutex.unlock();
    this.db = this.kysely(new ClientDriver(new ClientConnection(client, null), () => this.lock(), unlock));
  }

  /**
   * Runs work in a transaction, where queries that are begun together are sent together, unlike in Kysely's own: the way to
   * the worker and back is most of what they cost. `changes` gives what the work has changed.
   */
  transaction<T>(work: (db: Kysely<Schema>) => Promise<T>, changes: () => readonly StoreChange[]): Promise<T> {
    return this.alone(async () => {
      this.lastTransaction += 1;
      const transaction = this.lastTransaction;
      const connection = new ClientConnection(this.client, transaction);
      const begun = this.client.request('begin', { transaction });
      // Whoever waits for it below is told; nobody may be waiting when it fails.
      begun.catch(() => {});
      let result: T;
      try {
        result = await work(
          this.kysely(
            new ClientDriver(
              connection,
              async () => {},
              () => {},
            ),
          ),
        );
        await begun;
      } catch (error) {
        await begun;
        await this.client.request('rollback', null);
        throw error;
      }
      await this.client.request('commit', { changes: changes() });
      return result;
    });
  }

  /** Runs work while no transaction is open and nobody else asks. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    await this.lock();
    try {
      return await work();
    } finally {
      this.mutex.unlock();
    }
  }

  private lock(): Promise<void> {
    this.beforeUse();
    return this.mutex.lock();
  }

  private kysely(driver: Driver): Kysely<Schema> {
    return new Kysely<Schema>({ dialect: dialectOf(driver), log: this.log });
  }
}
