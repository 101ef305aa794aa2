import { join } from 'node:path';
import { type FileImage, type FileSource, pieceLength } from '../../src/storage/sqljs/databaseFile';
import { loadSqlite } from '../../src/storage/sqljs/engine';
import type { StorageFolder } from '../../src/storage/sqljs/files/storageFolder';
import { FolderDatabase } from '../../src/storage/sqljs/folderDatabase';
import type { Notice } from '../../src/storage/sqljs/messages';
import type { DatabaseKind } from '../../src/storage/sqljs/migrate';
import { StorageServer } from '../../src/storage/sqljs/server';
import type { SqlValue } from '../../src/storage/sqljs/values';
import type { StoreChange } from '../../src/storage/storeChange';

/** The first migration of the small databases used by the file tests. */
export const itemTable = `
create table item (id integer primary key, value);
create table meta (key text primary key, value integer not null) strict;
insert into meta (key, value) values ('seq', 0);`;

/** Time that only advances on request, and the running processes. */
export class TestTime {
  now = 1_000_000;
  readonly running = new Set<number>();

  /** Called during each sleep. */
  onSleep: () => void = () => {};
}

let create: DatabaseKind['create'] | null = null;

/** A kind of database with the given migrations. */
export const databaseKind = async (migrations: readonly string[] = [itemTable]): Promise<DatabaseKind> => {
  create ??= await loadSqlite(join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm'));
  return { create, migrations };
};

/** The bytes of an image. */
export const bytesOf = (image: FileImage): Buffer =>
  Buffer.concat(Array.from(image.slices(), (slice) => Buffer.from(slice)));

/** A source in memory; `closed` counts how often it was closed. */
export const sourceOf = (bytes: Buffer): FileSource & { closed: number } => ({
  length: bytes.length,
  closed: 0,
  read: (piece, into) => void bytes.copy(into, 0, piece * pieceLength),
  close() {
    this.closed += 1;
  },
});

/** A source whose reads fail while `error` is set. */
export const failingSource = (bytes: Buffer): FileSource & { error: Error | null } => {
  const source = sourceOf(bytes);
  return {
    length: bytes.length,
    error: null,
    read(piece, into) {
      if (this.error !== null) throw this.error;
      source.read(piece, into);
    },
    close: () => {},
  };
};

const changeOf = (id: string): StoreChange => ({ entity: 'project', id, parentId: null, change: 'created' });

/** Options for opening a window. */
export interface WindowOptions {
  readonly kind?: DatabaseKind;
  readonly time?: TestTime;
  readonly compactAt?: number;
  readonly pid?: number;
}

/** One window on a folder, in this process: the worker's server, called directly. */
export class TestWindow {
  readonly notices: Notice[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private database: FolderDatabase | null = null;

  private constructor(private readonly server: StorageServer) {}

  static async open(folder: StorageFolder, options: WindowOptions = {}): Promise<TestWindow> {
    const { time = new TestTime(), compactAt, pid = 1 } = options;
    const kind = options.kind ?? (await databaseKind());
    time.running.add(pid);
    const surroundings = {
      now: () => time.now,
      sleep: async (ms: number) => {
        time.now += ms;
        time.onSleep();
      },
      isRunning: (each: number) => time.running.has(each),
      pid,
      machine: 'here',
    };
    const window: TestWindow = new TestWindow(
      new StorageServer(
        (notice) => window.notices.push(notice),
        async (_, tell) => {
          window.database = await FolderDatabase.open(
            { folder, kind, window: { id: `window ${pid}`, surroundings } },
            tell,
            compactAt ?? null,
          );
          return window.database;
        },
        false,
      ),
    );
    await window.ask('open', null);
    return window;
  }

  get state(): string {
    return this.database?.state ?? 'closed';
  }

  get problem(): string | null {
    return this.database?.problem?.code ?? null;
  }

  /** Runs one transaction of one statement in a single request; resolves once it is acknowledged. */
  async write(sql: string, ...values: SqlValue[]): Promise<void> {
    await this.ask('run', { statements: [{ sql, values }], changes: [changeOf(sql)] });
  }

  /** Inserts an item, alternately in a single request and in parts. */
  async put(id: number, value: SqlValue = id): Promise<void> {
    const insert = 'insert into item (id, value) values (?, ?)';
    if (id % 2 === 0) await this.write(insert, id, value);
    else await this.transaction([[insert, [id, value]]]);
  }

  /** The requests of a transaction in parts. */
  inParts() {
    return {
      begin: () => this.ask('begin', { transaction: 1 }),
      query: (sql: string, values: readonly SqlValue[]) => this.ask('query', { sql, values, transaction: 1 }),
      commit: (...changes: StoreChange[]) => this.ask('commit', { statements: [], changes }),
    };
  }

  /** Runs one transaction in parts. */
  async transaction(statements: readonly (readonly [string, readonly SqlValue[]])[]): Promise<void> {
    const { begin, query, commit } = this.inParts();
    await begin();
    try {
      for (const [sql, values] of statements) await query(sql, values);
      await commit(changeOf(statements[0]?.[0] ?? ''));
    } catch (error) {
      await this.ask('rollback', null);
      throw error;
    }
  }

  async rows(sql: string, ...values: SqlValue[]): Promise<readonly Record<string, SqlValue>[]> {
    const { rows } = (await this.ask('query', { sql, values, transaction: null })) as {
      rows: Record<string, SqlValue>[];
    };
    return rows;
  }

  async ids(): Promise<number[]> {
    return (await this.rows('select id from item order by id')).map(({ id }) => Number(id));
  }

  /** All stored items as text, for comparing. */
  async dump(): Promise<string> {
    const items = await this.rows(
      "select id, typeof(value) as type, case typeof(value) when 'blob' then hex(value) else value end as value from item order by id",
    );
    return JSON.stringify(items);
  }

  async takeOver(): Promise<void> {
    await this.ask('takeOver', null);
  }

  async tick(): Promise<void> {
    this.queue = this.queue.then(() => this.server.tick());
    await this.queue;
  }

  async close(): Promise<void> {
    await this.ask('close', null);
  }

  private ask(name: Parameters<StorageServer['handle']>[0], payload: unknown): Promise<unknown> {
    const answer = this.queue.then(() => this.server.handle(name, payload)).finally(() => this.server.settle());
    this.queue = answer.catch(() => null);
    return answer;
  }
}

/** Lets seconds pass for a window, which ticks in each. */
export const pass = async (time: TestTime, window: TestWindow, seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) {
    time.now += 1000;
    await window.tick();
  }
};

/** Opens one more window on a folder while the one that writes shows that it is alive. */
export const openBeside = async (
  owner: TestWindow,
  folder: StorageFolder,
  options: WindowOptions & { readonly time: TestTime },
): Promise<TestWindow> => {
  const { time } = options;
  time.onSleep = () => void owner.tick();
  const window = await TestWindow.open(folder, options);
  time.onSleep = () => {};
  return window;
};
