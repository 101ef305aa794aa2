import { crc32 } from 'node:zlib';
import type { StoreChange } from '../../storeChange';
import type { Engine } from '../engine';
import type { SqlValue } from '../values';
import { bm25, bm25Alone, matchedAlone, matchedAmongAll } from './ranking';
import { indexed } from './tokens';

/** Incremented when what is indexed, or how, changes: an index of another version is rebuilt. */
const version = 2;
/** Documents per part: bounds what a query reads of a part and what SQLite merges in it. */
const partSize = 4096;
const maxCandidates = 2000;
const maxDocuments = 500;
const maxLength = 500_000;

/** A title (plan or conversation) or a text (version or message) in the index. */
export type DocumentKind = 'plan' | 'version' | 'session' | 'message';

const partOf = (docid: SqlValue): number => Math.floor(Number(docid) / partSize);
const partName = (part: number): string => `search_part_${part}`;

const partTable = (part: number): string => `
create virtual table if not exists ${partName(part)} using fts4(content="", tokenize=porter, title, body, parts);
insert into ${partName(part)} (${partName(part)}) values ('automerge=4');`;

const everyPart = "select name from sqlite_master where sql like 'create virtual table%'";

const tables = `
drop table if exists search_entry;
drop table if exists search_pending;
create table search_entry (
  docid integer primary key autoincrement, kind text not null, id text not null, parentId text not null,
  hash integer not null, unique (kind, id)
);
create index search_entry_parent on search_entry (parentId);
create table search_pending (position integer primary key, kind text not null, id text not null);
insert into search_pending (kind, id) select kind, id from (
  select 'plan' as kind, id, createdAt as at from dev_plan
  union all select 'version', id, createdAt from dev_plan_version
  union all select 'session', id, startedAt from conversation_session
  union all select 'message', id, createdAt from conversation_message
) order by at;
insert into meta (key, value) values ('searchVersion', ${version}) on conflict (key) do update set value = ${version};`;

const sources: Readonly<Record<DocumentKind, string>> = {
  plan: "select projectId as parentId, title, '' as body from dev_plan where id = ?",
  version: 'select planId as parentId, summary as title, content as body from dev_plan_version where id = ?',
  session:
    "select coalesce(projectId, '') as parentId, title, coalesce(summary, '') as body from conversation_session where id = ?",
  message: "select sessionId as parentId, '' as title, content as body from conversation_message where id = ?",
};

/** A search among the documents; `projectId` null means any project. */
export interface SearchRequest {
  /** An FTS4 expression. */
  readonly match: string;
  readonly kinds: readonly DocumentKind[];
  readonly projectId: string | null;
}

/** A document found; a higher `score` is a better match. */
export interface RankedDocument {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly parentId: string;
  readonly score: number;
}

/** The documents found, best first; `capped` if only the newest candidates were considered. */
export interface Ranked {
  readonly documents: readonly RankedDocument[];
  readonly capped: boolean;
}

const ofProject = `(
  (kind = 'plan' and exists (select 1 from dev_plan where id = entry.id and projectId = ?3)) or
  (kind = 'version' and exists (select 1 from dev_plan where id = entry.parentId and projectId = ?3)) or
  (kind = 'session' and exists (select 1 from conversation_session where id = entry.id and projectId = ?3)) or
  (kind = 'message' and exists (select 1 from conversation_session where id = entry.parentId and projectId = ?3))
)`;

/** The newest candidates of a part (document numbers grow with time); `kinds` is a JSON list. */
const candidates = (table: string, format: string): string => `
select entry.docid, matchinfo(${table}, '${format}') as info
from ${table} join search_entry as entry on entry.docid = ${table}.docid
where ${table} match ?1 and entry.kind in (select value from json_each(?2)) and (?3 is null or ${ofProject})
order by ${table}.docid desc limit ?4`;

/** The documents whose numbers are in a JSON list. */
const entriesOf = 'select docid, kind, id, parentId from search_entry where docid in (select value from json_each(?))';

/**
 * The full-text index: derived from the stores' tables, in the same database but outside the journal, and rebuilt when
 * needed. It is divided into parts of `partSize` documents, in order of insertion.
 */
export class SearchIndex {
  /** The part written last. */
  private part = -1;
  /** The newest part at the time dead entries were last counted. */
  private counted = -1;

  constructor(readonly engine: Engine) {
    const [row] = this.run("select value from meta where key = 'searchVersion'");
    if (row?.['value'] !== version) this.rebuild();
  }

  /** Starts over: everything waits to be indexed. */
  rebuild(): void {
    this.part = -1;
    this.inTransaction(() => {
      for (const { name } of this.run(everyPart)) this.engine.script(`drop table ${String(name)}`);
      this.engine.script(tables);
    });
  }

  /** Queues what changed for indexing; removes what was deleted. */
  note(changes: readonly StoreChange[]): void {
    const concerned = changes.filter(({ entity }) => entity in sources);
    if (concerned.length === 0) return;
    this.inTransaction(() => {
      for (const { entity, id, change } of concerned)
        if (change === 'deleted') this.run('delete from search_entry where id = ?1 or parentId = ?1', id);
        else this.run('insert into search_pending (kind, id) values (?, ?)', entity, id);
    });
  }

  /** Indexes what is waiting until `isOver` returns true; returns true if more is waiting. */
  work(isOver: () => boolean): boolean {
    if (this.isMostlyDead()) this.rebuild();
    return this.inTransaction(() => {
      for (;;) {
        const [next] = this.run('select position, kind, id from search_pending order by position limit 1');
        if (next === undefined) return false;
        if (isOver()) return true;
        this.add(next['kind'] as DocumentKind, String(next['id']));
        this.run('delete from search_pending where position = ?', next['position'] ?? null);
      }
    });
  }

  /** True if most of the index is dead entries: each save leaves one, which cannot be removed. Counted once per part. */
  private isMostlyDead(): boolean {
    const [{ newest = 0 } = {}] = this.run('select max(docid) as newest from search_entry');
    const part = partOf(newest);
    if (part === this.counted) return false;
    this.counted = part;
    const [{ living = 0 } = {}] = this.run('select count(*) as living from search_entry');
    return Number(newest) > 2 * Number(living) + partSize;
  }

  /** Ranks the matching documents, starting with the newest part; throws if the expression is not valid FTS4. */
  search({ match, kinds, projectId }: SearchRequest): Ranked {
    const [newest] = this.run('select max(docid) as docid from search_entry');
    const found: { readonly docid: number; readonly score: number }[] = [];
    // A single term is equally rare for every document, so its rarity need not be counted over all of them.
    const [format, rank] = match.includes(' AND ')
      ? ([matchedAmongAll, bm25] as const)
      : ([matchedAlone, bm25Alone] as const);
    for (let part = partOf(newest?.['docid'] ?? -1); part >= 0 && found.length <= maxCandidates; part -= 1) {
      const most = maxCandidates + 1 - found.length;
      for (const { docid, info } of this.run(
        candidates(partName(part), format),
        match,
        JSON.stringify(kinds),
        projectId,
        most,
      ))
        found.push({ docid: Number(docid), score: rank(info as Uint8Array) });
    }
    const capped = found.length > maxCandidates;
    if (capped) found.pop();
    const best = found.sort((a, b) => b.score - a.score).slice(0, maxDocuments);
    return { documents: this.read(best), capped };
  }

  /** Looks up the documents of the best matches only; ranking needs just their numbers. */
  private read(found: readonly { readonly docid: number; readonly score: number }[]): readonly RankedDocument[] {
    const rows = this.run(entriesOf, JSON.stringify(found.map(({ docid }) => docid)));
    const entries = new Map(rows.map((row) => [row['docid'], row]));
    return found.map(({ docid, score }) => {
      const { kind, id, parentId } = entries.get(docid) ?? {};
      return { kind: kind as DocumentKind, id: String(id), parentId: String(parentId), score };
    });
  }

  private add(kind: DocumentKind, id: string): void {
    const [source] = this.run(sources[kind], id);
    if (source === undefined) return;
    const [title, body] = [String(source['title']), String(source['body']).slice(0, maxLength)];
    const hash = crc32(`${title}\0${body}`);
    const [known] = this.run('select hash from search_entry where kind = ? and id = ?', kind, id);
    if (known?.['hash'] === hash) return;
    // Text cannot be removed from the index; removing its entry makes it unreachable.
    this.run('delete from search_entry where kind = ? and id = ?', kind, id);
    const insert = 'insert into search_entry (kind, id, parentId, hash) values (?, ?, ?, ?) returning docid';
    const [entry] = this.run(insert, kind, id, source['parentId'] ?? '', hash);
    const [inTitle, inBody] = [indexed(title), indexed(body)];
    const parts = `${inTitle.parts} ${inBody.parts}`;
    const values = [entry?.['docid'] ?? null, inTitle.words, inBody.words, parts];
    const table = this.partFor(entry?.['docid'] ?? 0);
    this.run(`insert into ${table} (docid, title, body, parts) values (?, ?, ?, ?)`, ...values);
  }

  /** The table of a document's part, created with its first document. */
  private partFor(docid: SqlValue): string {
    const part = partOf(docid);
    if (part !== this.part) this.engine.script(partTable(part));
    this.part = part;
    return partName(part);
  }

  private run(sql: string, ...values: SqlValue[]): readonly Record<string, SqlValue>[] {
    return this.engine.query(sql, values).rows;
  }

  private inTransaction<T>(work: () => T): T {
    this.engine.query('begin', []);
    try {
      const result = work();
      this.engine.query('commit', []);
      return result;
    } catch (error) {
      this.engine.rollback();
      throw error;
    }
  }
}
