import { join } from 'node:path';
import type { Clock } from '../../src/domain/clock';
import { type Log, silentLog } from '../../src/domain/log';
import { type Storage, createStorage } from '../../src/storage/open';
import { createDirectClient } from '../../src/storage/sqljs/directClient';

/** SQLite's WebAssembly file in its package. */
export const wasmPath = join(process.cwd(), 'node_modules/sql.js/dist/sql-wasm.wasm');

/** A clock that advances by one millisecond at each call, so that everything stored has its own time. */
export const tickingClock = (start = 1_700_000_000_000): Clock => {
  let now = start;
  return () => (now += 1);
};

/** The real stores on a database in memory, in this process, for unit tests. */
export const openMemoryStorage = ({
  clock = tickingClock(),
  log = silentLog,
  trace = false,
}: { clock?: Clock; log?: Log; trace?: boolean } = {}): Promise<Storage> =>
  createStorage({ client: createDirectClient({ folder: null, wasmPath, windowId: 'test' }), clock, log, trace });
