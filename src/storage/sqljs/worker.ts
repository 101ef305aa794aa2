import { parentPort } from 'node:worker_threads';
import { toFailure } from '../../domain/errors';
import type { Answer, RequestMessage, WorkerMessage } from './messages';
import { StorageServer } from './server';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');

const post = (message: WorkerMessage): void => port.postMessage(message, []);
const server = new StorageServer((notice) => post({ notice }));

const tickInterval = 500;
const quietMs = 50;

let last: Promise<void> = Promise.resolve();
const next = (work: () => void | Promise<void>): void => {
  last = last.then(work).catch((error: unknown) => {
    post({ notice: { type: 'log', level: 'error', message: `The storage worker failed: ${String(error)}` } });
  });
};

/** Indexing waits until there was no request for a moment, then continues in small steps between requests. */
let indexing: NodeJS.Timeout | undefined;
const indexAfter = (ms: number): void => {
  clearTimeout(indexing);
  indexing = setTimeout(() => next(indexSome), ms);
};
const indexSome = (): void => {
  if (server.work()) indexAfter(0);
};

const answer = async ({ id, name, payload }: RequestMessage): Promise<Answer> => {
  try {
    return { id, result: await server.handle(name, payload) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
};

port.on('message', (requests: readonly RequestMessage[]) =>
  next(async () => {
    const answers: Answer[] = [];
    for (const request of requests) answers.push(await answer(request));
    post({ answers });
    server.settle();
    indexAfter(quietMs);
  }),
);
setInterval(
  () =>
    next(() => {
      server.tick();
      indexSome();
    }),
  tickInterval,
);
