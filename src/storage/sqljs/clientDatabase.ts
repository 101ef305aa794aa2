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
import { Lock } from './lock';
import type { DatabaseClient } from './messages';
import { type SqlResult, type SqlStatement, toSqlValue } from './values';

const toStatement = ({ sql, parameters }: CompiledQuery): SqlStatement => ({ sql, values: parameters.map(toSqlValue) });

type Trace = (sql: string, milliseconds: number) => void;

/** Sends statements together and traces each with the time that all of them took. */
const traced = async <T>(
  statements: readonly SqlStatement[],
  trace: Trace | null,
  send: (statements: readonly SqlStatement[]) => Promise<T>,
): Promise<T> => {
  const started = performance.now();
  try {
    return await send(statements);
  } finally {
    for (const { sql } of statements) trace?.(sql, performance.now() - started);
  }
};

/** A client as a Kysely connection, outside transactions or in the numbered one. */
class ClientConnection implements DatabaseConnection {
  private waiting: SqlStatement[] = [];
  private failure: unknown = null;

  constructor(
    private readonly client: DatabaseClient,
    private readonly transaction: number | null,
    private readonly trace: Trace | null,
  ) {}

  /** Queues a statement whose result nobody needs; it is sent with the next request, which fails if it fails. */
  later(query: CompiledQuery): void {
    this.waiting.push(toStatement(query));
  }

  /** Takes the queued statements; rethrows an earlier one's failure, since the caller may have ignored it. */
  takeWaiting(): readonly SqlStatement[] {
    if (this.failure !== null) throw this.failure;
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { transaction } = this;
    const ask = (statement: SqlStatement): Promise<SqlResult> =>
      this.client.request('query', { ...statement, transaction });
    // Requests made at the same moment are sent in one message.
    const earlier = traced(this.takeWaiting(), this.trace, (statements) => Promise.all(statements.map(ask))).catch(
      (error: unknown) => {
        this.failure = error;
        throw error;
      },
    );
    const [result] = await Promise.all([ask(toStatement(query)), earlier]);
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.modified) };
  }

  // oxlint-disable-next-line require-yield -- The interface asks for a generator; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Queries are not streamed.');
  }
}

/** Hands out one connection to everybody; `ClientDatabase` begins and ends transactions itself. */
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

  /** The storage that created the client disposes of it. */
  async destroy(): Promise<void> {}
}

/** Kysely's SQLite over a client: nothing else is sent while a transaction is open. */
export class ClientDatabase<Schema> {
  /** For use outside transactions: waits while one is open; queries started together are sent together. */
  readonly db: Kysely<Schema>;
  private readonly lock = new Lock();
  private lastTransaction = 0;

  /** `beforeUse` may throw to refuse a use; `trace` receives each statement and how many milliseconds its answer took. */
  constructor(
    private readonly client: DatabaseClient,
    private readonly beforeUse: () => void,
    private readonly trace: Trace | null,
  ) {
    const connection = new ClientConnection(client, null, trace);
    this.db = this.kysely(
      new ClientDriver(
        connection,
        () => this.take(false),
        () => this.lock.release(),
      ),
    );
  }

  /**
   * Runs work in a transaction. Unlike in Kysely's own, queries started together are sent together: most of their cost
   * is the round trip to the worker. What the work passes to `later` is sent with the next query or the commit.
   * `changes` returns what the work has changed.
   */
  transaction<T>(
    work: (db: Kysely<Schema>, later: (query: CompiledQuery) => void) => Promise<T>,
    changes: () => readonly StoreChange[],
  ): Promise<T> {
    return this.alone(async () => {
      this.lastTransaction += 1;
      const transaction = this.lastTransaction;
      const connection = new ClientConnection(this.client, transaction, this.trace);
      const begun = this.client.request('begin', { transaction });
      // It is awaited below; until then its failure must not count as an unhandled rejection.
      begun.catch(() => {});
      let result: T;
      let last: readonly SqlStatement[];
      try {
        result = await work(
          this.kysely(
            new ClientDriver(
              connection,
              async () => {},
              () => {},
            ),
          ),
          (query) => connection.later(query),
        );
        await begun;
        last = connection.takeWaiting();
      } catch (error) {
        await begun;
        await this.client.request('rollback', null);
        throw error;
      }
      await traced(last, this.trace, (statements) => this.client.request('commit', { statements, changes: changes() }));
      return result;
    });
  }

  /** Runs a whole transaction of statements that do not depend on each other's results: one round trip to the worker. */
  run(queries: readonly CompiledQuery[], changes: readonly MadeChange[]): Promise<readonly StoreChange[]> {
    return this.beside(() =>
      traced(queries.map(toStatement), this.trace, (statements) => this.client.request('run', { statements, changes })),
    );
  }

  /** Runs work while no transaction is open and nothing else uses the database. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.holding(true, work);
  }

  /** Sends one request while no transaction is open; others may be sent beside it. */
  beside<T>(work: () => Promise<T>): Promise<T> {
    return this.holding(false, work);
  }

  private async holding<T>(isExclusive: boolean, work: () => Promise<T>): Promise<T> {
    await this.take(isExclusive);
    try {
      return await work();
    } finally {
      this.lock.release();
    }
  }

  private take(isExclusive: boolean): Promise<void> {
    this.beforeUse();
    return this.lock.take(isExclusive);
  }

  private kysely(driver: Driver): Kysely<Schema> {
    const { trace } = this;
    const log: LogConfig =
      trace === null ? [] : ({ query, queryDurationMillis }) => trace(query.sql, queryDurationMillis);
    return new Kysely<Schema>({ dialect: dialectOf(driver), log });
  }
}
