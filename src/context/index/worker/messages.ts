import type { Failure } from '../../../domain/errors';
import type { Chunk, SymbolHit, TextHit } from '../../retriever';
import type { DiskRoot, WorkspaceFile } from '../../files/workspaceFiles';

/** Where a worker's index lives. */
export interface IndexPlace {
  readonly roots: readonly DiskRoot[];
  /** The file that keeps the index between sessions; null if there is none. */
  readonly cacheFile: string | null;
}

/** The requests to the worker: the payload and the result of each. */
export interface IndexRequests {
  update: [
    {
      readonly place: IndexPlace;
      readonly listed: readonly WorkspaceFile[] | null;
      readonly changed: readonly string[];
    },
    null,
  ];
  search: [{ readonly query: string; readonly limit: number }, readonly Chunk[]];
  definitions: [{ readonly symbol: string }, readonly SymbolHit[]];
  text: [{ readonly literal: string; readonly limit: number }, readonly TextHit[]];
}

export type IndexRequestName = keyof IndexRequests;

/** From the host: a request, the answer to a `read`, or an order to stop indexing. */
export type HostMessage =
  | { readonly id: number; readonly name: IndexRequestName; readonly payload: IndexRequests[IndexRequestName][0] }
  | { readonly read: number; readonly text: string | null }
  | { readonly stop: true };

/** Something that happened in the worker or to it, apart from its answers. */
export type IndexNotice =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  /** An update is over: done, stopped or failed. */
  | { readonly type: 'settled' }
  | { readonly type: 'log'; readonly level: 'info' | 'warn'; readonly message: string };

/** From the worker: an answer, a failure, a request to read a file, or a notice. */
export type IndexMessage =
  | { readonly id: number; readonly result: IndexRequests[IndexRequestName][1] }
  | { readonly id: number; readonly failure: Failure }
  | { readonly read: number; readonly path: string }
  | { readonly notice: IndexNotice };
