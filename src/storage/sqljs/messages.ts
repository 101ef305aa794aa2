import { type ErrorArgs, type Failure, UserError, type UserErrorCode } from '../../domain/errors';
import type { MadeChange, StoreChange } from '../storeChange';
import type { Ranked, SearchRequest } from './search/searchIndex';
import type { SqlResult, SqlStatement } from './values';

/** Whether this window writes the data or shows what another window writes. */
export type StorageState = 'owner' | 'follower';

/** Where the data lives (null: in memory only), SQLite's WebAssembly file, and which window opens it. */
export interface DatabasePlace {
  readonly folder: string | null;
  readonly wasmPath: string;
  /** Identifies this window, also across a crash of its worker. */
  readonly windowId: string;
  /** Journal bytes that trigger a snapshot, if that is before the usual threshold. */
  readonly compactAt?: number;
  /** Reads the folder once and writes nothing to it; there is no search. */
  readonly readOnly?: boolean;
}

/** A window's access to the data: `problem` says why nothing can be written although no other window writes. */
export interface StorageStanding {
  readonly state: StorageState;
  readonly problem: { readonly code: UserErrorCode; readonly args: ErrorArgs } | null;
}

/** The host's requests to the database: by name, the payload and the answer. */
export interface Requests {
  open: [DatabasePlace, StorageStanding];
  begin: [{ readonly transaction: number }, null];
  /** A statement inside a transaction (null: outside one); fails if that transaction is gone. */
  query: [SqlStatement & { readonly transaction: number | null }, SqlResult];
  /** Runs the transaction's last statements; answered once they are on disk. */
  commit: [{ readonly statements: readonly SqlStatement[]; readonly changes: readonly StoreChange[] }, null];
  rollback: [null, null];
  /** A whole transaction of statements that do not depend on each other's results; answered with its changes once on disk. */
  run: [
    { readonly statements: readonly SqlStatement[]; readonly changes: readonly MadeChange[] },
    readonly StoreChange[],
  ];
  takeOver: [null, null];
  search: [SearchRequest, Ranked];
  close: [null, null];
}
export type RequestName = keyof Requests;

/** What the database reports on its own. */
export type Notice =
  | ({ readonly type: 'state' } & StorageStanding)
  | { readonly type: 'changes'; readonly changes: readonly StoreChange[] }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** One request to the worker, which receives those of one moment as an array. */
export interface RequestMessage {
  readonly id: number;
  readonly name: RequestName;
  readonly payload: unknown;
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure };

/** One message from the worker: the answers to an array of requests, or a notice of its own. */
export type WorkerMessage = { readonly answers: readonly Answer[] } | { readonly notice: Notice };

/** The host's end of one database, in a worker or in this process. */
export interface DatabaseClient {
  /** Opens the database unless it is already open. */
  open(): Promise<StorageStanding>;
  /** Sends a request, opening the database first if needed; throws `storageFailed` if its worker ended. */
  request<K extends RequestName>(name: K, payload: Requests[K][0]): Promise<Requests[K][1]>;
  onNotice(listener: (notice: Notice) => void): void;
  /** Ends the worker along with any pending requests; a second call does nothing. */
  dispose(): Promise<void>;
}

/** Recreates an error thrown in the worker. */
export const toError = ({ code, args }: Failure): Error =>
  code === 'bug' ? new Error(String(args['message'])) : new UserError(code, args);

/** A database's state and problem as plain data. */
export const standingOf = (database: {
  readonly state: StorageState;
  readonly problem: UserError | null;
}): StorageStanding => {
  const { state, problem } = database;
  return { state, problem: problem === null ? null : { code: problem.code, args: problem.args } };
};
