import { UserError } from '../../../domain/errors';
import type { StoreChange } from '../../storeChange';
import type { Engine } from '../engine';
import { type DatabaseKind, migrate, schemaOf } from '../migrate';
import { type Link, corrupt, readChain } from './chain';
import type { JournalName } from './fileNames';
import {
  type Frame,
  type JournalHeader,
  type JournalPosition,
  type JournalRecord,
  decodeRecord,
  scanFrames,
} from './journalCodec';
import { type StorageFolder, readFile } from './storageFolder';

/** A database's progress: its last transaction and, once a journal was read, the position after it. */
export interface Progress {
  readonly seq: number;
  readonly position: JournalPosition | null;
}

/** The result of replaying. */
export interface Replayed extends Progress {
  /** The changes made by the applied transactions. */
  readonly changes: readonly StoreChange[];
  /** The length of the applied transactions in the journals. */
  readonly journalBytes: number;
  /** The number of journals that may hold more than the database did. */
  readonly journals: number;
  /** The header of the last one. */
  readonly header: JournalHeader | null;
  /** Why it stopped early; everything before that is applied. */
  readonly problem: UserError | null;
}

/** Something already applied does not count, or its journal is gone: the folder must be read again. */
export class StaleError extends Error {}

/** The position of a database that may be ahead of what is known: replaying from there throws a `StaleError`. */
export const unknownPosition: JournalPosition = { name: '', end: 0 };

const applyOne = (engine: Engine, { seq, statements }: JournalRecord): string | null => {
  for (const { sql, values, modified } of statements) {
    const found = engine.query(sql, values).modified;
    if (found !== modified) return `transaction ${seq} touched ${found} rows instead of ${modified}`;
  }
  return null;
};

/** Applies records in one transaction, up to the first whose effect differs from its first run; returns how many, and why it stopped. */
const applyRecords = (
  engine: Engine,
  records: readonly JournalRecord[],
): { applied: number; reason: string | null } => {
  engine.query('begin', []);
  for (const [index, record] of records.entries()) {
    let reason: string | null;
    try {
      reason = applyOne(engine, record);
    } catch (error) {
      // The data could not be read: that says nothing about the record.
      if (error instanceof UserError) throw error;
      reason = `transaction ${record.seq}: ${String(error)}`;
    }
    if (reason !== null) {
      engine.rollback();
      return { ...applyRecords(engine, records.slice(0, index)), reason };
    }
  }
  engine.query('commit', []);
  return { applied: records.length, reason: null };
};

/** Brings one database forward along the chain of one folder's journals. */
class Replay {
  private readonly changes: StoreChange[] = [];
  private journalBytes = 0;
  private journals = 0;

  constructor(
    private readonly folder: StorageFolder,
    private readonly kind: DatabaseKind,
    private readonly engine: Engine,
    private seq: number,
    private position: JournalPosition | null,
  ) {}

  run(journals: readonly JournalName[]): Replayed {
    let problem: UserError | null = null;
    let header: JournalHeader | null = null;
    try {
      const chain = this.chain(journals);
      this.journals = chain.length;
      header = chain.at(-1)?.header ?? null;
      for (const link of chain) {
        this.enter(link);
        this.read(link);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problem = error;
    }
    const { seq, position, changes, journalBytes, journals: count } = this;
    return { seq, position, changes, journalBytes, journals: count, header, problem };
  }

  private chain(journals: readonly JournalName[]): readonly Link[] {
    if (this.position === null) return readChain(this.folder, journals, { seq: this.seq });
    const chain = readChain(this.folder, journals, { seq: this.seq, until: this.position.name });
    const [first] = chain;
    // If the successor continues from an earlier position, what was read here after that was never acknowledged.
    if (first?.journal.name !== this.position.name || (first.limit ?? Infinity) < this.position.end)
      throw new StaleError();
    return chain;
  }

  /** Checks that a journal continues the current state, which is migrated first if the journal has a later schema. */
  private enter({ journal, header, start }: Link): void {
    if (this.position?.name === journal.name) return;
    const supported = this.kind.migrations.length;
    const [isFirst, isNewer] = [this.position === null, header.schema > schemaOf(this.engine)];
    if (isNewer && header.schema > supported) throw new UserError('storageNewer', { found: header.schema, supported });
    if (isNewer) {
      this.seq += 1;
      migrate(this.engine, this.kind, header.schema, this.seq);
    }
    if (isFirst && !isNewer ? header.base > this.seq : header.base !== this.seq)
      throw corrupt(journal.name, `begins after transaction ${header.base}, ${this.seq} is the last before it`);
    this.position = { name: journal.name, end: start };
  }

  private read(link: Link, isSecondLook = false): void {
    const { journal, header, start, limit } = link;
    const { name } = journal;
    const from = this.position?.end ?? start;
    const bytes = readFile(this.folder, name, from, (limit ?? Infinity) - from);
    const { frames, rest } = scanFrames(bytes);
    this.take(name, from, frames, from === start ? header.base + 1 : this.seq + 1);
    // The owner may have written two records while this window was reading the place of the first.
    if (rest === 'damaged' && limit === null && !isSecondLook) return this.read(link, true);
    // A crash leaves incomplete records only at the end of the last journal.
    if (rest === 'damaged' || (limit !== null && this.position?.end !== limit))
      throw corrupt(name, 'a record that counts is damaged or missing');
  }

  /** Applies the new records; `expected` is the transaction of the first frame. */
  private take(name: string, from: number, frames: readonly Frame[], expected: number): void {
    const fresh = frames.slice(Math.max(0, this.seq + 1 - expected));
    const first = Math.max(expected, this.seq + 1);
    const records = fresh.map(({ payload }) => decodeRecord(payload));
    const wrong = records.findIndex(({ seq }, index) => seq !== first + index);
    const { applied, reason } = applyRecords(this.engine, wrong === -1 ? records : records.slice(0, wrong));
    for (const { seq, changes } of records.slice(0, applied)) {
      this.seq = seq;
      this.changes.push(...changes);
    }
    if (reason !== null) throw corrupt(name, reason);
    if (wrong !== -1) throw corrupt(name, `transaction ${records[wrong]?.seq} stands in the place of ${first + wrong}`);
    const last = frames.at(-1);
    if (last === undefined) return;
    this.position = { name, end: from + last.end };
    this.journalBytes += last.end - (frames.at(-fresh.length - 1)?.end ?? 0);
  }
}

/** Applies what the journals (in order) contain beyond the database's progress; throws `StaleError`. */
export const replay = (
  folder: StorageFolder,
  kind: DatabaseKind,
  engine: Engine,
  { seq, position }: Progress,
  journals: readonly JournalName[],
): Replayed => new Replay(folder, kind, engine, seq, position).run(journals);
