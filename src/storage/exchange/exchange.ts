import { type RawBuilder, sql } from 'kysely';
import { serialQueue } from '../../domain/serialQueue';
import { type Entry, type TextPieces, formatName, formatVersion, readEntries } from './exchangeFormat';
import { dropEmptyPlans, dropEmptyThreads, hasHalves } from './exchangeHalves';
import { mergeRow, planOfComment } from './exchangeMerge';
import { type ExchangeScope, rowsOf } from './exchangeScope';
import { type ExchangeTable, exchangeTables } from './exchangeTables';
import { type Row, newMerging } from './merging';
import type { StoreContext } from '../storeContext';

/** Limits of one read or write: few enough rows and bytes that the extension host is soon free for others. */
const rowsAtOnce = 100;
const bytesAtOnce = 256 * 1024;
const reasonsKept = 20;

const lengthOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);

/**
 * The result of an import, in rows: `reasons` are the first reasons for skipping rows, `planIds` the plans that were
 * created or changed.
 */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly reasons: readonly string[];
  readonly planIds: readonly string[];
}

/** The plan that a row belongs to; a message only refers to one. */
const planOf = async (context: StoreContext, { name }: ExchangeTable, row: Row): Promise<string | null> => {
  if (name === 'conversation_message') return null;
  if (name === 'dev_plan') return String(row['id']);
  if (name === 'comment') return planOfComment(context, row);
  return row['planId'] === undefined ? null : String(row['planId']);
};

/** Exports all or part of the stored data as one JSON document, and imports such documents. */
export class Exchange {
  /** Runs imports, and work that must not see half of one, one at a time; other transactions may run in between. */
  readonly alone = serialQueue();

  constructor(private readonly context: StoreContext) {}

  /**
   * Yields the document in pieces of bounded size, one row per line, so that even a large one can be read back without
   * holding all of it in memory.
   */
  async *export(scope: ExchangeScope = { kind: 'all' }): AsyncGenerator<string> {
    const { clock } = this.context;
    yield `{"format":"${formatName}","version":${formatVersion},"exportedAt":${clock()},"rows":[`;
    let separator = '\n';
    for (const table of exchangeTables)
      for await (const rows of this.pages(table, rowsOf(table.name, scope))) {
        yield `${separator}${rows.map((row) => JSON.stringify([table.name, row])).join(',\n')}`;
        separator = ',\n';
      }
    yield '\n]}\n';
  }

  /** A table's rows in insertion order; a page ends with the row that exceeds the byte limit. */
  private async *pages({ name, row: { shape } }: ExchangeTable, condition: RawBuilder<unknown>): AsyncGenerator<Row[]> {
    const { db } = this.context;
    const bytes = sql.join(
      Object.keys(shape).map((column) => sql`ifnull(length(${sql.ref(column)}), 0)`),
      sql` + `,
    );
    for (let last = 0; ;) {
      const next = sql`from ${sql.table(name)} where rowid > ${last} and (${condition}) order by rowid limit ${rowsAtOnce}`;
      const sizes = await sql<{
        readonly id: number;
        readonly bytes: number;
      }>`select rowid as id, ${bytes} as bytes ${next}`.execute(db);
      let total = 0;
      const full = sizes.rows.findIndex((row) => (total += row.bytes) >= bytesAtOnce);
      // `findIndex` returns -1 if no row fills the page, so `at` yields the last one.
      const end = sizes.rows.at(full)?.id;
      if (end === undefined) return;
      const page =
        await sql<Row>`select * from ${sql.table(name)} where rowid > ${last} and rowid <= ${end} and (${condition}) order by rowid`.execute(
          db,
        );
      yield page.rows;
      last = end;
    }
  }

  /**
   * Merges a document by id: missing rows are added, the later change wins, nothing is deleted; two copies of one
   * project become the older one, completed from the younger. Importing the same document again changes nothing. Reads
   * the text piece by piece, after earlier imports have ended; throws `unknownFormat` for anything else (`file` only
   * appears in the message).
   */
  import(pieces: TextPieces, file: string): Promise<ImportReport> {
    return this.alone(() => this.importAlone(pieces, file));
  }

  /** Removes half-imported plans and threads left by an import whose window died; for the window that writes. */
  removeHalves(): Promise<void> {
    return this.alone(async () => {
      if (!(await hasHalves(this.context))) return;
      await this.context.write(async (context) => {
        await dropEmptyThreads(context, null);
        await dropEmptyPlans(context, null);
      });
    });
  }

  private async importAlone(pieces: TextPieces, file: string): Promise<ImportReport> {
    const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
    const reasons: string[] = [];
    const planIds = new Set<string>();
    const made: { readonly plans: string[]; readonly threads: string[] } = { plans: [], threads: [] };
    const batch: Entry[] = [];
    const merging = newMerging();
    let bytes = 0;
    const flush = (): Promise<void> =>
      this.context.write(async (context) => {
        for (const { table, row } of batch.splice(0)) {
          const outcome = await mergeRow(context, table, row, merging);
          if (typeof outcome === 'string') counts[outcome] += 1;
          else skip(outcome.reason);
          if (outcome === 'created' && table.name === 'dev_plan') made.plans.push(String(row['id']));
          if (outcome === 'created' && table.name === 'comment_thread') made.threads.push(String(row['id']));
          if (outcome !== 'created' && outcome !== 'updated') continue;
          const planId = await planOf(context, table, row);
          if (planId !== null) planIds.add(planId);
        }
      });
    const skip = (reason: string): void => {
      counts.skipped += 1;
      if (reasons.length < reasonsKept) reasons.push(reason);
    };
    // A thread without any of its comments, or a plan without any of its versions, cannot be shown.
    const dropHalves = async (): Promise<void> => {
      const dropped = await this.context.write(async (context) => {
        await dropEmptyThreads(context, made.threads);
        return dropEmptyPlans(context, made.plans);
      });
      for (const id of dropped) {
        planIds.delete(id);
        skip(`dev_plan ${id}: without any version`);
      }
    };
    try {
      for await (const entry of readEntries(pieces, file)) {
        if ('reason' in entry) skip(entry.reason);
        else {
          batch.push(entry);
          bytes += lengthOf(entry.row);
        }
        if (batch.length < rowsAtOnce && bytes < bytesAtOnce) continue;
        await flush();
        bytes = 0;
      }
      await flush();
    } catch (error) {
      // Report what ended the import, even if nothing can be removed any more.
      await dropHalves().catch(() => {});
      throw error;
    }
    await dropHalves();
    return { ...counts, reasons, planIds: [...planIds] };
  }
}
