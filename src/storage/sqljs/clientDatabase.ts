import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type LogConfig,
  type QueryResult,
} from 'kysely';
import type { MadeChange, StoreChange } from '../storeChange';
import { dialectOf } from './dialect';
import type { DatabaseClient } from './messages';
import { Mutex } from './mutex';
import { type SqlStatement, toSqlValue } from './values';

const toStatement = ({ sql, parameters }: CompiledQuery): SqlStatement => ({ sql, values: parameters.map(toSqlValue) });

/** A client as Kysely sees it, outside a transaction or in the numbered one. */
class ClientConnection implements DatabaseConnection {
  constructor(
    private readonly client: DatabaseClient,
    private readonly transaction: number | null,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.client.request('query', { ...toStatement(query), transaction: this.transaction });
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

type Trace = (sql: string, milliseconds: number) => void;

/** Kysely's SQLite over a client: one at a time, and transactions stay whole. */
export class ClientDatabase<Schema> {
  /** Outside transactions: waits while one is open. */
  readonly db: Kysely<Schema>;
  private readonly mutex = new Mutex();
  private lastTransaction = 0;

  /** `beforeUse` may refuse a use; `trace` is told each statement and how many milliseconds its answer took. */
  constructor(
    private readonly client: DatabaseClient,
    private readonly beforeUse: () => void,
    private readonly trace: Trace | null,
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

  /** Runs a whole transaction of statements that need nothing of each other's answers: one way to the worker and back. */
  run(queries: readonly CompiledQuery[], changes: readonly MadeChange[]): Promise<readonly StoreChange[]> {
    return this.alone(async () => {
      const started = performance.now();
      try {
        return await this.client.request('run', { statements: queries.map(toStatement), changes });
      } finally {
        for (const { sql } of queries) this.trace?.(sql, performance.now() - started);
      }
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
    const { trace } = this;
    const log: LogConfig =
      trace === null ? [] : ({ query, queryDurationMillis }) => trace(query.sql, queryDurationMillis);
    return new Kysely<Schema>({ dialect: dialectOf(driver), log });
  }
}
