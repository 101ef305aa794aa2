import { parentPort } from 'node:worker_threads';
import { toFailure } from '../../../domain/errors';
import { IndexServer } from './indexServer';
import type { HostMessage, IndexMessage } from './messages';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');

const post = (message: IndexMessage): void => port.postMessage(message, []);
const reads = new Map<number, (text: string | null) => void>();
let lastRead = 0;
const server = new IndexServer(
  (path) =>
    new Promise((resolve) => {
      lastRead += 1;
      reads.set(lastRead, resolve);
      post({ read: lastRead, path });
    }),
  (notice) => post({ notice }),
);

let last: Promise<void> = Promise.resolve();

port.on('message', (message: HostMessage) => {
  if ('stop' in message) return server.stop();
  if ('read' in message) {
    reads.get(message.read)?.(message.text);
    reads.delete(message.read);
    return undefined;
  }
  const { id, name, payload } = message;
  last = last.then(async () => {
    try {
      post({ id, result: await server.handle(name, payload as never) });
    } catch (error) {
      post({ id, failure: toFailure(error) });
    }
  });
  return undefined;
});
