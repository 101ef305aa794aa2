import { serialQueue } from '../../domain/serialQueue';
import type { DatabaseClient, DatabasePlace, Notice, RequestName, Requests, StorageStanding } from './messages';
import { type OpenDatabase, StorageServer } from './server';

/** A client without a worker, whose ticks the caller triggers instead of a timer. */
export interface DirectClient extends DatabaseClient {
  tick(): Promise<void>;
}

/** Creates a client with the server in this process, for tests. */
export const createDirectClient = (place: DatabasePlace, openDatabase?: OpenDatabase): DirectClient => {
  const listeners: ((notice: Notice) => void)[] = [];
  const server = new StorageServer((notice) => listeners.forEach((listener) => listener(notice)), openDatabase);
  let opening: Promise<StorageStanding> | null = null;
  /** Serialized, as in the worker. */
  const next = serialQueue();
  const ask = <K extends RequestName>(name: K, payload: Requests[K][0]): Promise<Requests[K][1]> =>
    next(async () => {
      try {
        return (await server.handle(name, structuredClone(payload))) as Requests[K][1];
      } finally {
        server.settle();
        // A worker indexes in between; here it happens at once, so that tests see it.
        for (let more = true; more;) more = server.work();
      }
    });
  const open = (): Promise<StorageStanding> => (opening ??= ask('open', place));
  return {
    open,
    async request(name, payload) {
      await open();
      return ask(name, payload);
    },
    onNotice: (listener) => void listeners.push(listener),
    dispose: async () => {},
    tick: () => next(() => server.tick()),
  };
};
