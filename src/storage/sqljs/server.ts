import { UserError } from '../../domain/errors';
import { migrations } from '../migrations/migrations';
import { type StoreChange, withParents } from '../storeChange';
import type { Database } from './database';
import { loadSqlite } from './engine';
import type { JournalStatement } from './files/journalCodec';
import { Indexing } from './search/indexing';
import type { SearchRequest } from './search/searchIndex';
import { openNodeFolder } from './files/nodeFolder';
import { FolderDatabase } from './folderDatabase';
import { openMemoryDatabase } from './memoryDatabase';
import { type DatabasePlace, type Notice, type RequestName, type Requests, standingOf } from './messages';
import { openReadDatabase } from './readDatabase';
import { systemSurroundings } from './surroundings';
import type { SqlResult, SqlStatement } from './values';

/** Opens the database of a place; tests substitute another function. */
export type OpenDatabase = (place: DatabasePlace, tell: (notice: Notice) => void) => Promise<Database>;

/** Opens a real folder, or a database in memory if none is given. */
export const openDatabase: OpenDatabase = async ({ folder, wasmPath, windowId, compactAt, readOnly }, tell) => {
  const kind = { create: await loadSqlite(wasmPath), migrations };
  if (folder === null) return openMemoryDatabase(kind);
  if (readOnly === true) return openReadDatabase(openNodeFolder(folder), kind);
  const window = { id: windowId, surroundings: systemSurroundings };
  return FolderDatabase.open({ folder: openNodeFolder(folder), kind, window }, tell, compactAt ?? null);
};

/** The number of a transaction received as a whole; those received in parts are numbered from one. */
const unnumbered = 0;

const isWrite = (sql: string): boolean => /^\s*(insert|update|delete)\b/i.test(sql);

/** True for SQL that depends on chance or time: a statement must do the same when it is replayed. */
const dependsOnTheMoment = (sql: string): boolean =>
  /\b(random|randomblob|current_\w+|(date|time|datetime|julianday|unixepoch|strftime)\s*\()/i.test(sql);

/** The server side of the database: answers requests one after another and keeps the open transaction. */
export class StorageServer {
  private database: Database | null = null;
  private indexing: Indexing | null = null;
  private isIndexing = false;
  /** The open transaction's number and the statements it wrote; null if none is open. */
  private transaction: { readonly number: number; readonly statements: JournalStatement[] } | null = null;

  constructor(
    private readonly tell: (notice: Notice) => void,
    private readonly open: OpenDatabase = openDatabase,
    private readonly hasIndex = true,
  ) {}

  /** Answers one request; the next must not be sent before the answer. */
  async handle(name: RequestName, payload: unknown): Promise<unknown> {
    switch (name) {
      case 'open': {
        const place = payload as Requests['open'][0];
        this.database = await this.open(place, this.tell);
        this.indexing = this.hasIndex && place.readOnly !== true ? new Indexing(this.database, this.tell) : null;
        this.isIndexing = this.indexing !== null;
        return standingOf(this.database);
      }
      case 'begin':
        return this.begin(payload as Requests['begin'][0]);
      case 'query':
        return this.query(payload as Requests['query'][0]);
      case 'commit':
        return this.commit(payload as Requests['commit'][0]);
      case 'rollback':
        return this.rollback();
      case 'run':
        return this.run(payload as Requests['run'][0]);
      case 'takeOver':
        this.opened().takeOver();
        return null;
      case 'search':
        return this.indexing?.search(payload as SearchRequest);
      case 'close':
        this.rollback();
        await this.database?.close();
        this.database = null;
        this.indexing = null;
        return null;
    }
  }

  /** Lets the database do its pending work; called after each answer. */
  settle(): void {
    if (this.transaction === null) this.database?.settle();
  }

  /** Indexes stored texts for a moment; returns true if more are waiting. */
  work(): boolean {
    if (this.transaction !== null || this.indexing === null) return false;
    return (this.isIndexing = this.indexing.work());
  }

  /** Lets the database check its folder; called about twice a second. */
  tick(): void {
    if (this.transaction === null) this.database?.tick(this.isIndexing);
  }

  private begin({ transaction }: Requests['begin'][0]): null {
    const database = this.opened();
    database.prepare();
    database.engine.query('begin', []);
    this.transaction = { number: transaction, statements: [] };
    return null;
  }

  private query({ transaction, ...statement }: Requests['query'][0]): SqlResult {
    if (transaction !== (this.transaction?.number ?? null))
      throw new UserError('storageFailed', { reason: 'the transaction is gone' });
    return this.execute(statement);
  }

  private execute({ sql, values }: SqlStatement): SqlResult {
    const database = this.opened();
    if (!isWrite(sql)) return this.ask(database, { sql, values });
    if (this.transaction === null) throw new Error(`Written outside a transaction: ${sql}`);
    if (dependsOnTheMoment(sql)) throw new Error(`Would not replay as it ran: ${sql}`);
    database.checkWritable();
    const result = this.ask(database, { sql, values });
    this.transaction.statements.push({ sql, values, modified: result.modified });
    return result;
  }

  private ask({ engine }: Database, { sql, values }: SqlStatement): SqlResult {
    try {
      return engine.query(sql, values);
    } catch (error) {
      // The engine has ended the transaction: later statements must not run outside it.
      if (error instanceof UserError) this.transaction = null;
      throw error;
    }
  }

  private commit({ statements: last, changes }: Requests['commit'][0]): null {
    if (this.transaction === null) throw new UserError('storageFailed', { reason: 'the transaction is gone' });
    const { statements } = this.transaction;
    try {
      for (const statement of last) this.execute(statement);
    } catch (error) {
      this.rollback();
      throw error;
    }
    this.transaction = null;
    this.opened().commit(statements, changes);
    return null;
  }

  private rollback(): null {
    if (this.transaction !== null) this.opened().engine.rollback();
    this.transaction = null;
    return null;
  }

  private run({ statements, changes }: Requests['run'][0]): readonly StoreChange[] {
    this.begin({ transaction: unnumbered });
    try {
      const results = statements.map((statement) => this.execute(statement));
      const told = withParents(changes, results);
      this.commit({ statements: [], changes: told });
      return told;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  private opened(): Database {
    if (this.database === null) throw new UserError('storageFailed', { reason: 'the database is not open' });
    return this.database;
  }
}
