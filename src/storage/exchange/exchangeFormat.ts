import * as z from 'zod';
import { UserError } from '../../domain/errors';
import type { Row } from './merging';
import { type ExchangeTable, exchangeTables } from './exchangeTables';

/** The format name in the document. */
export const formatName = 'devplan-data';
/** Incremented when the previous release could not read this one's documents. */
export const formatVersion = 1;

/** The pieces of a text, in order. */
export type TextPieces = AsyncIterable<string> | readonly string[];

/** One checked row of a document. */
export interface Entry {
  readonly table: ExchangeTable;
  readonly row: Row;
}

const document = z.object({ format: z.literal(formatName), version: z.int(), rows: z.array(z.unknown()) });
const beginning = /^\{"format":"devplan-data","version":(\d+),"exportedAt":\d+,"rows":\[\r?$/;

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

/** The document's lines, without line ends. Each piece is searched once, however many pieces a line spans. */
const lines = async function* (pieces: TextPieces): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
      yield [...begun, piece.slice(from, end)].join('');
      begun = [];
      from = end + 1;
    }
    begun.push(piece.slice(from));
  }
  yield begun.join('');
};

/** The rows: read line by line if laid out as exported, otherwise (any other layout of the same JSON) parsed as a whole. */
const entries = async function* (pieces: TextPieces, file: string): AsyncGenerator {
  const rest = lines(pieces);
  const first = (await rest.next()).value ?? '';
  const start = beginning.exec(first);
  if (start === null) {
    const all = [first];
    for await (const line of rest) all.push(line);
    const parsed = document.safeParse(parse(all.join('\n'), file));
    if (!parsed.success) return refuse(file, 'not an export of everything');
    checkVersion(parsed.data.version, file);
    yield* parsed.data.rows;
    return;
  }
  checkVersion(Number(start[1]), file);
  for await (const line of rest) {
    const text = line.trim().replace(/,$/, '');
    if (text === ']}') return;
    if (text !== '') yield parse(text, file);
  }
  refuse(file, 'its end is missing');
};

/** Yields each row of a document, checked, or the reason why it cannot be imported; throws `unknownFormat`. */
export const readEntries = async function* (
  pieces: TextPieces,
  file: string,
): AsyncGenerator<Entry | { readonly reason: string }> {
  for await (const entry of entries(pieces, file)) {
    const [name, row]: unknown[] = Array.isArray(entry) ? entry : [];
    const table = exchangeTables.find((each) => each.name === name);
    const parsed = table?.row.safeParse(row);
    if (table === undefined || parsed === undefined) yield { reason: `unknown kind of row: ${JSON.stringify(name)}` };
    else if (parsed.success) yield { table, row: parsed.data };
    else yield { reason: `${table.name}: ${z.prettifyError(parsed.error)}` };
  }
};
