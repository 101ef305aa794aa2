import { UserError } from '../../domain/errors';
import { migrations } from '../migrations/migrations';
import type { StoreChange } from '../storeChange';
import { type Engine, openEngine } from './engine';
import type { Notice, RequestName, Requests, StorageState } from './messages';
import { type Persistence, openPersistence } from './persistence';
import type { SqlResult, SqlValue } from './values';

const migrate = (engine: Engine): void => {
  const version = Number(engine.query('pragma user_version', []).rows[0]?.['user_version'] ?? 0);
  for (const [index, sql] of migrations.entries())
    if (index >= version) engine.script(`begin; ${sql}; pragma user_version = ${index + 1}; commit;`);
};

const isWrite = (sql: string): boolean => /^\s*(insert|update|delete)\b/i.test(sql);

/** The database's end: answers the requests one after another, keeps the transaction and the files. */
export class StorageServer {
  private engine: Engine | null = null;
  private persistence: Persistence | null = null;
  private inTransaction = false;

  constructor(private readonly tell: (notice: Notice) => void) {}

  /** Answers one request; the caller asks the next one only after the answer. */
  async handle(name: RequestName, payload: unknown): Promise<unknown> {
    switch (name) {
      case 'open': {
        const { folder, wasmPath } = payload as Requests['open'][0];
        return this.open(folder, wasmPath);
      }
      case 'begin':
        this.opened().query('begin', []);
        this.inTransaction = true;
        return null;
      case 'query': {
        const { sql, values, inTransaction } = payload as Requests['query'][0];
        return this.query(sql, values, inTransaction);
      }
      case 'commit': {
        const { changes } = payload as Requests['commit'][0];
        return this.commit(changes);
      }
      case 'rollback':
        if (this.inTransaction) this.opened().query('rollback', []);
        this.inTransaction = false;
        return null;
      case 'close':
        this.engine?.close();
        this.engine = null;
        return null;
    }
  }

  private async open(folder: string | null, wasmPath: string): Promise<StorageState> {
    this.persistence = folder === null ? null : openPersistence(folder);
    this.engine = await openEngine(wasmPath, this.persistence?.load() ?? null);
    migrate(this.engine);
    this.persistence?.save(this.engine.export());
    return 'owner';
  }

  private query(sql: string, values: readonly SqlValue[], inTransaction: boolean): SqlResult {
    if (inTransaction !== this.inTransaction)
      throw new UserError('storageFailed', { reason: 'the transaction is gone' });
    if (isWrite(sql) && !inTransaction) throw new Error(`Written outside a transaction: ${sql}`);
    return this.opened().query(sql, values);
  }

  private commit(changes: readonly StoreChange[]): null {
    if (!this.inTransaction) throw new UserError('storageFailed', { reason: 'the transaction is gone' });
    const engine = this.opened();
    engine.query('commit', []);
    this.inTransaction = false;
    this.persistence?.save(engine.export());
    if (changes.length === 0) this.tell({ type: 'log', level: 'info', message: 'A transaction changed nothing.' });
    return null;
  }

  private opened(): Engine {
    if (this.engine === null) throw new UserError('storageFailed', { reason: 'the database is not open' });
    return this.engine;
  }
}
