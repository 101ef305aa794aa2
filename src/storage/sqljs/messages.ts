import { type ErrorArgs, type Failure, UserError, type UserErrorCode } from '../../domain/errors';
import type { MadeChange, StoreChange } from '../storeChange';
import type { Ranked, SearchRequest } from './search/searchIndex';
import type { SqlResult, SqlStatement } from './values';

/** Whether this window writes the data, or shows what another window writes. */
export type StorageState = 'owner' | 'follower';

/** Where the data lives (null: in memory only), SQLite's WebAssembly file, and who asks. */
export interface DatabasePlace {
  readonly folder: string | null;
  readonly wasmPath: string;
  /** Names this window, the same before and after a crash of its worker. */
  readonly windowId: string;
  /** Bytes of journal that call for a snapshot; the usual measure without it. */
  readonly compactAt?: number;
  /** Reads the folder once and writes nothing to it; there is no search. */
  readonly readOnly?: boolean;
}

/** How a window stands to the data: `problem` says why nothing can be written where no other window is the reason. */
export interface StorageStanding {
  readonly state: StorageState;
  readonly problem: { readonly code: UserErrorCode; readonly args: ErrorArgs } | null;
}

/** What the host asks of the database: name, then what is sent and what is answered. */
export interface Requests {
  open: [DatabasePlace, StorageStanding];
  begin: [{ readonly transaction: number }, null];
  /** A statement of a transaction (null: of none) fails when that one is gone. */
  query: [SqlStatement & { readonly transaction: number | null }, SqlResult];
  /** Runs the transaction's last statements; answered once it is on disk. */
  commit: [{ readonly statements: readonly SqlStatement[]; readonly changes: readonly StoreChange[] }, null];
  rollback: [null, null];
  /** A whole transaction whose statements need nothing of each other's answers; answered with its changes once it is on disk. */
  run: [
    { readonly statements: readonly SqlStatement[]; readonly changes: readonly MadeChange[] },
    readonly StoreChange[],
  ];
  takeOver: [null, null];
  search: [SearchRequest, Ranked];
  close: [null, null];
}
export type RequestName = keyof Requests;

/** What the database tells without being asked. */
export type Notice =
  | ({ readonly type: 'state' } & StorageStanding)
  | { readonly type: 'changes'; readonly changes: readonly StoreChange[] }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** One request to the worker, which gets those of one moment in an array. */
export interface RequestMessage {
  readonly id: number;
  readonly name: RequestName;
  readonly payload: unknown;
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure };

/** One message from the worker: the answers to an array of requests, or what it tells by itself. */
export type WorkerMessage = { readonly answers: readonly Answer[] } | { readonly notice: Notice };

/** The host's end of one database, in a worker or in this process. */
export interface DatabaseClient {
  /** Opens the database unless it is open. */
  open(): Promise<StorageStanding>;
  /** Asks an open database; throws `storageFailed` when its worker ended. */
  request<K extends RequestName>(name: K, payload: Requests[K][0]): Promise<Requests[K][1]>;
  onNotice(listener: (notice: Notice) => void): void;
  /** Ends the worker, waiting requests included; a second call does nothing. */
  dispose(): Promise<void>;
}

/** What was thrown in the worker, thrown again on this side. */
export const toError = ({ code, args }: Failure): Error =>
  code === 'bug' ? new Error(String(args['message'])) : new UserError(code, args);

/** How a database stands, as data. */
export const standingOf = (database: {
  readonly state: StorageState;
  readonly problem: UserError | null;
}): StorageStanding => {
  const { state, problem } = database;
  return { state, problem: problem === null ? null : { code: problem.code, args: problem.args } };
};
