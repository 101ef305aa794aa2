import type { DatabaseClient, DatabasePlace, Notice, RequestName, Requests, StorageState } from './messages';
import { StorageServer } from './server';

/** A client without a worker: the same server in this process, for tests. */
export const createDirectClient = (place: DatabasePlace): DatabaseClient => {
  const listeners: ((notice: Notice) => void)[] = [];
  const server = new StorageServer((notice) => listeners.forEach((listener) => listener(notice)));
  let opening: Promise<StorageState> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after another, as the worker has them. */
  const ask = <K extends RequestName>(name: K, payload: Requests[K][0]): Promise<Requests[K][1]> => {
    const answer = last.then(() => server.handle(name, structuredClone(payload)));
    last = answer.catch(() => null);
    return answer as Promise<Requests[K][1]>;
  };
  const open = (): Promise<StorageState> => (opening ??= ask('open', place));
  return {
    open,
    async request(name, payload) {
      await open();
      return ask(name, payload);
    },
    onNotice: (listener) => void listeners.push(listener),
    dispose: async () => {},
  };
};
