import * as z from 'zod';
import { UserError } from '../domain/errors';
import type { Row } from './exchangeMerge';
import { type ExchangeTable, exchangeTables } from './exchangeTables';

/** What the document calls itself. */
export const formatName = 'devplan-data';
/** Raised when a document of this program could not be read by the one before. */
export const formatVersion = 1;

/** One checked row of a document. */
export interface Entry {
  readonly table: ExchangeTable;
  readonly row: Row;
}

const document = z.object({ format: z.literal(formatName), version: z.int(), rows: z.array(z.unknown()) });
const beginning = /^\{"format":"devplan-data","version":(\d+),"exportedAt":\d+,"rows":\[\r?\n/;

const refuse = (file: string, reason: string): never => {
  throw new UserError('unknownFormat', { file, reason });
};

const parse = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError('unknownFormat', { file, reason: 'not JSON' }, { cause });
  }
};

const checkVersion = (version: number, file: string): void => {
  if (version > formatVersion) refuse(file, `version ${version}; this program reads up to ${formatVersion}`);
};

const lines = function* (text: string, from: number, file: string): Generator {
  for (let at = from; at < text.length;) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next === -1 ? text.length : next).trim();
    at = next === -1 ? text.length : next + 1;
    if (line === ']}') return;
    if (line !== '') yield parse(line.replace(/,$/, ''), file);
  }
  refuse(file, 'its end is missing');
};

/** The rows as they were written, one a line, or those of any other layout of the same JSON. */
const entries = function* (text: string, file: string): Generator {
  const start = beginning.exec(text);
  if (start !== null) {
    checkVersion(Number(start[1]), file);
    yield* lines(text, start[0].length, file);
    return;
  }
  const parsed = document.safeParse(parse(text, file));
  if (!parsed.success) return refuse(file, 'not an export of everything');
  checkVersion(parsed.data.version, file);
  yield* parsed.data.rows;
};

/** The rows of a document, each checked, or the reason why one cannot be taken; throws `unknownFormat`. */
export const readEntries = function* (text: string, file: string): Generator<Entry | { readonly reason: string }> {
  for (const entry of entries(text, file)) {
    const [name, row]: unknown[] = Array.isArray(entry) ? entry : [];
    const table = exchangeTables.find((each) => each.name === name);
    const parsed = table?.row.safeParse(row);
    if (table === undefined || parsed === undefined) yield { reason: `unknown kind of row: ${JSON.stringify(name)}` };
    else if (parsed.success) yield { table, row: parsed.data };
    else yield { reason: `${table.name}: ${z.prettifyError(parsed.error)}` };
  }
};
