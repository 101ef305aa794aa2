import { sql } from 'kysely';
import { type Entry, formatName, formatVersion, readEntries } from './exchangeFormat';
import { type Row, mergeRow } from './exchangeMerge';
import { type ExchangeScope, rowsOf } from './exchangeScope';
import { exchangeTables } from './exchangeTables';
import type { StoreContext } from './storeContext';

const rowsAtOnce = 100;
const reasonsKept = 20;

/** What an import did, in rows; `reasons` are the first ones for which rows were left out, `planIds` the plans in the document. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly reasons: readonly string[];
  readonly planIds: readonly string[];
}

/** Exports what is stored, or a part of it, as one JSON document, and imports it. */
export class Exchange {
  constructor(private readonly context: StoreContext) {}

  /** The document in pieces: one row a line, so that even a large one is read back without being held at once. */
  async *export(scope: ExchangeScope = { kind: 'all' }): AsyncGenerator<string> {
    const { clock, db } = this.context;
    yield `{"format":"${formatName}","version":${formatVersion},"exportedAt":${clock()},"rows":[`;
    let separator = '\n';
    for (const { name } of exchangeTables)
      for (let last = 0; ;) {
        const page =
          await sql<Row>`select rowid as "#", * from ${sql.table(name)} where rowid > ${last} and (${rowsOf(name, scope)}) order by rowid limit ${rowsAtOnce}`.execute(
            db,
          );
        const lines = page.rows.map(({ '#': rowid, ...row }) => {
          last = Number(rowid);
          return JSON.stringify([name, row]);
        });
        if (lines.length === 0) break;
        yield `${separator}${lines.join(',\n')}`;
        separator = ',\n';
      }
    yield '\n]}\n';
  }

  /**
   * Merges a document by id: what is not there is added, what was changed later wins, nothing is deleted; the same
   * document again changes nothing. Throws `unknownFormat` for anything else (`file` is for the message only).
   */
  async import(text: string, file: string): Promise<ImportReport> {
    const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
    const reasons: string[] = [];
    const planIds = new Set<string>();
    const batch: Entry[] = [];
    const flush = (): Promise<void> =>
      this.context.write(async (context) => {
        for (const { table, row } of batch.splice(0)) {
          const outcome = await mergeRow(context, table, row);
          if (typeof outcome === 'string') counts[outcome] += 1;
          else skip(outcome.reason);
          if (table.name === 'dev_plan' && typeof outcome === 'string') planIds.add(String(row['id']));
        }
      });
    const skip = (reason: string): void => {
      counts.skipped += 1;
      if (reasons.length < reasonsKept) reasons.push(reason);
    };
    for (const entry of readEntries(text, file)) {
      if ('reason' in entry) skip(entry.reason);
      else batch.push(entry);
      if (batch.length === rowsAtOnce) await flush();
    }
    await flush();
    for (const id of await this.removeEmptyPlans(skip)) planIds.delete(id);
    return { ...counts, reasons, planIds: [...planIds] };
  }

  /** A plan whose versions were all left out cannot be shown. */
  private removeEmptyPlans(skip: (reason: string) => void): Promise<readonly string[]> {
    return this.context.write(async ({ db, changed }) => {
      const empty = await db
        .selectFrom('dev_plan')
        .select(['id', 'projectId'])
        .where((builder) => {
          const versions = builder.selectFrom('dev_plan_version').select('id').whereRef('planId', '=', 'dev_plan.id');
          return builder.not(builder.exists(versions));
        })
        .execute();
      for (const { id, projectId } of empty) {
        await db.deleteFrom('dev_plan').where('id', '=', id).execute();
        changed({ entity: 'plan', id, parentId: projectId, change: 'deleted' });
        skip(`dev_plan ${id}: without any version`);
      }
      return empty.map(({ id }) => id);
    });
  }
}
